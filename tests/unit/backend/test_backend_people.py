"""Sessions, proofs, what is answered about a person and to whom."""

from typing import Any

import pytest

ITEM = "99010100MZ0110001000000000000001"
UNKNOWN = "00000000-0000-4000-8000-000000000000"


def open_with(office: Any, proof: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    return office.post("/sessions", {"proof": proof})


def test_a_card_opens_a_session_at_l1_that_shows_masked_values_only(office: Any) -> None:
    status, session = open_with(office, office.card("li_sample"))
    assert status == 201
    assert session["assurance"] == "L1"
    assert session["holder"] == {"name_masked": "李＊本", "number_masked": "9•••••••••••••0020"}
    assert session["portrait"] is True
    assert (session["opened_at"], session["expires_at"]) == ("2026-11-21T09:00:00+08:00", "2026-11-21T10:00:00+08:00")


def test_a_medical_code_opens_the_session_of_its_person(office: Any) -> None:
    status, session = open_with(office, {"kind": "medical_code", "text": "SAMPLE-YB-0002-WANG"})
    assert (status, session["holder"]["name_masked"], session["portrait"]) == (201, "王＊例", False)


def test_the_card_cuts_a_long_name_and_still_is_the_persons(office: Any) -> None:
    cut = office.card("long_name")["name"][:15]
    assert open_with(office, office.card("long_name", name=cut))[0] == 201
    assert open_with(office, office.card("long_name", name=cut[:14]))[1]["code"] == "identity.name_differs"


def test_somebody_the_region_does_not_know_has_a_session_all_the_same(office: Any) -> None:
    visitor = office.visit("stranger")
    assert visitor.eligibility()["code"] == "list.not_found"
    fields = visitor.prefill()[1]["fields"]
    assert [field["id"] for field in fields] == ["name", "id_number", "age"]


def test_foreign_cards_are_read_by_their_own_rules(office: Any) -> None:
    visitor = office.visit("foreigner_2017")
    assert visitor.eligibility()["code"] == "list.not_found"
    assert [field["id"] for field in visitor.prefill()[1]["fields"]] == ["name", "id_number"]
    assert office.visit("foreigner_2023").eligibility()["code"] == "list.not_found"


@pytest.mark.parametrize(
    ("key", "changes", "code"),
    [
        ("expired", {}, "card.expired"),
        ("bad_number", {}, "id_number.invalid"),
        ("li_sample", {"name": "李别人"}, "identity.name_differs"),
        ("hmt_permit", {"name": "林别人"}, "identity.name_differs"),
        ("li_sample", {"valid_until": "2026-02-30"}, "request.invalid"),
        ("li_sample", {"valid_until": "2026-11-20"}, "card.expired"),
        ("li_sample", {"kind": "passport"}, "request.invalid"),
        ("li_sample", {"more": "1"}, "request.invalid"),
    ],
)
def test_a_card_that_proves_nothing_is_refused_with_its_reason(
    office: Any, key: str, changes: dict[str, Any], code: str
) -> None:
    assert open_with(office, office.card(key, **changes))[1]["code"] == code


def test_a_card_is_good_on_its_last_day(office: Any) -> None:
    assert open_with(office, office.card("li_sample", valid_until="2026-11-21"))[0] == 201


def test_an_unknown_code_is_refused(office: Any) -> None:
    status, answer = open_with(office, {"kind": "medical_code", "text": "SAMPLE-YB-9999"})
    assert (status, answer["code"], answer["next_action"]) == (404, "medical_code.unknown", "retry")


def test_the_portrait_is_the_persons_and_is_not_to_be_kept(office: Any, samples: Any) -> None:
    visitor = office.visit("li_sample", proven=False)
    answer = office.ask("GET", f"/sessions/{visitor.session_id}/portrait", visitor.token)
    assert answer.content == (samples / "portraits" / "sample_a.jpg").read_bytes()
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("image/jpeg", "no-store")


@pytest.mark.parametrize("key", ["wang_example", "stranger"])
def test_without_a_portrait_the_answer_says_so(office: Any, key: str) -> None:
    visitor = office.visit(key, proven=False)
    status, answer = office.get(f"/sessions/{visitor.session_id}/portrait", **visitor.token)
    assert (status, answer["code"], answer["next_action"]) == (404, "portrait.none", "other_way")


def test_personal_answers_need_the_sessions_own_token_terminal_and_time(office: Any) -> None:
    li, wang = office.visit("li_sample"), office.visit("wang_example")
    path = f"/prefill?session_id={li.session_id}&task_code={ITEM}"
    assert office.get(path)[1]["code"] == "session.closed"
    assert office.get(path, **wang.token)[1]["code"] == "session.closed"
    other = {"Authorization": "Bearer t2", "X-Terminal-Id": "T2"}
    assert office.get(path, **other, **li.token)[1]["code"] == "session.closed"
    assert office.get(path.replace(li.session_id, UNKNOWN), **li.token)[1]["code"] == "session.unknown"
    office.pass_time(minutes=59, seconds=59)
    assert office.get(path, **li.token)[0] == 200
    office.pass_time(seconds=1)
    assert office.get(path, **li.token)[1]["code"] == "session.closed"


@pytest.mark.parametrize("decision", ["retry", "no_match"])
def test_a_face_that_did_not_match_proves_nothing(office: Any, decision: str) -> None:
    visitor = office.visit("li_sample", proven=False)
    status, answer = visitor.prove_by_face(decision)
    assert (status, answer["code"], answer["message"]) == (422, "face.not_matched", "没有比对成功")
    assert visitor.prefill()[1]["code"] == "session.assurance_low"


def test_staff_prove_a_person_with_badge_and_pin(office: Any) -> None:
    visitor = office.visit("li_sample", proven=False)
    status, answer = visitor.prove_by_staff("246810")
    assert (status, answer["assurance"], answer["method"]) == (200, "L2", "staff")
    assert visitor.prefill()[0] == 200


@pytest.mark.parametrize("badge", ["0012", "9999"])
def test_five_wrong_pins_lock_the_badge_for_ten_minutes_known_or_not(office: Any, badge: str) -> None:
    visitor = office.visit("li_sample", proven=False)
    answers = [visitor.prove_by_staff("000000", badge)[1]["code"] for _ in range(5)]
    assert answers == ["staff.pin_wrong"] * 4 + ["staff.locked"]
    status, answer = visitor.prove_by_staff("246810", badge)
    assert (status, answer["code"], answer["next_action"]) == (423, "staff.locked", "wait")
    office.pass_time(minutes=9, seconds=59)
    assert visitor.prove_by_staff("246810", badge)[0] == 423
    office.pass_time(seconds=1)
    assert visitor.prove_by_staff("246810", badge)[0] == (200 if badge == "0012" else 403)


def test_a_right_pin_takes_earlier_wrong_ones_back(office: Any) -> None:
    visitor = office.visit("li_sample", proven=False)
    for _ in range(2):
        for _ in range(4):
            assert visitor.prove_by_staff("000000")[0] == 403
        assert visitor.prove_by_staff("246810")[0] == 200


def test_a_locked_badge_says_how_long(office: Any) -> None:
    visitor = office.visit("li_sample", proven=False)
    for _ in range(5):
        visitor.prove_by_staff("000000")
    office.pass_time(minutes=4)
    body = {"method": "staff", "badge": "0012", "pin": "246810"}
    answer = office.ask("POST", f"/sessions/{visitor.session_id}/assurance", visitor.token, body)
    assert 355 <= int(answer.headers["retry-after"]) <= 361


def test_the_pin_is_nowhere_in_the_database(office: Any, tmp_path: Any) -> None:
    visitor = office.visit("li_sample", proven=False)
    visitor.prove_by_staff("246810")
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("backend.db*"))
    assert b"scrypt$" in kept
    assert b"246810" not in kept
    assert visitor.token["X-Session-Token"].encode() not in kept


def test_who_may_certify(office: Any) -> None:
    assert office.visit("li_sample").eligibility() == {"outcome": "eligible", "due_date": "2026-11-20"}
    done = {"outcome": "already_done", "next_due_date": "2027-10-08", "done_on": "2026-10-08"}
    assert office.visit("chen_certified").eligibility() == done
    young = office.visit("zhao_test").eligibility()
    assert (young["outcome"], young["code"], young["eligible_from"]) == ("not_eligible", "age.too_young", "2030-01-01")
    assert (young["reason"], young["rule"]) == ("您今年76周岁，还没到80周岁", "条件：满80周岁")
    assert young["decided_by"] == "样例市示范区民政局"
    assert office.visit("child").eligibility()["code"] == "age.too_young"
    assert "eligible_from" not in office.visit("hmt_permit").eligibility()


def test_an_item_that_is_not_offered_is_refused(office: Any) -> None:
    visitor = office.visit("li_sample")
    body = {"session_id": visitor.session_id, "task_code": "NOT-OFFERED"}
    assert office.post("/eligibility", body, **visitor.token)[1]["code"] == "item.unknown"
    assert office.get("/items/NOT-OFFERED")[1]["code"] == "item.unknown"


def test_the_form_is_filled_with_sources_and_little_more_than_needed(office: Any) -> None:
    fields = {field["id"]: field for field in office.visit("li_sample").prefill()[1]["fields"]}
    values = {name: field["value"] for name, field in fields.items()}
    assert list(fields) == ["name", "id_number", "age", "allowance", "bank", "account_tail", "phone"]
    assert (values["age"], values["allowance"], values["account_tail"]) == ("86岁", "每月200元", "6615")
    assert [name for name, field in fields.items() if field["editable"]] == ["phone"]
    assert all(field["source"] for field in fields.values())
    assert all(field["note"] for field in fields.values() if not field["editable"])
    assert "6200000000000006615" not in str(fields)


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer wrong"},
        {"X-Terminal-Id": "T2"},
        {"X-Terminal-Id": "T9"},
        {"Authorization": "Basic t1"},
        {"Authorization": ""},
    ],
)
def test_only_known_terminals_are_answered(office: Any, headers: dict[str, str]) -> None:
    status, answer = office.get("/items?site=x", **headers)
    assert (status, answer["code"]) == (401, "terminal.unknown")


def test_refusals_of_the_frame_have_the_same_shape(office: Any) -> None:
    assert office.get("/nothing")[1]["code"] == "request.not_found"
    assert office.get("/items")[1]["code"] == "request.invalid"
    big = office.post("/sessions", {"proof": {"kind": "medical_code", "text": "x" * (1 << 20)}})
    assert (big[0], big[1]["code"]) == (413, "request.too_large")
    wrong = office.post("/sessions", {"proof": {"kind": "medical_code", "text": "SECRET-TEXT", "x": 1}})
    assert (wrong[0], "SECRET-TEXT" in str(wrong)) == (422, False)


def test_a_fault_inside_answers_in_the_same_shape(office: Any) -> None:
    office.now = None  # the clock breaks
    status, answer = office.get("/health")
    assert (status, answer["code"], answer["next_action"]) == (500, "server.fault", "wait")

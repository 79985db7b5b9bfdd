"""Submissions: accepted once, late or not; ratings and calls for help."""

import hashlib
import uuid
from typing import Any

import pytest

from deploy.backend.bodies import RatingSubmission
from deploy.backend.cases import case_number
from deploy.backend.submissions import digest

OTHER = {"Authorization": "Bearer t2", "X-Terminal-Id": "T2"}


def test_a_case_is_accepted_with_a_number_and_the_next_due_date(office: Any) -> None:
    visitor = office.visit("li_sample")
    body = visitor.case()
    status, answer = visitor.submit(body)
    assert status == 201
    assert answer == {
        "submission_id": body["submission_id"],
        "case_number": "990101261121000001",
        "next_due_date": "2027-11-21",
        "accepted_at": "2026-11-21T09:00:00+08:00",
    }
    assert visitor.eligibility()["next_due_date"] == "2027-11-21"
    assert office.visit("wang_example").submit()[1]["case_number"] == "990101261121000002"


def test_the_same_key_and_body_answers_the_same_for_ever(office: Any) -> None:
    visitor = office.visit("li_sample")
    body = visitor.case()
    _, first = visitor.submit(body)
    office.pass_time(days=200)
    reordered = dict(reversed(body.items()))
    assert visitor.submit(reordered) == (200, first)


@pytest.mark.parametrize("changes", [{"corrections": {"phone": "13900000000"}}, {"fields": {"phone": "1"}}])
def test_the_same_key_with_another_body_is_a_conflict(office: Any, changes: dict[str, Any]) -> None:
    visitor = office.visit("li_sample")
    body = visitor.case()
    visitor.submit(body)
    status, answer = visitor.submit(body | changes)
    assert (status, answer["code"]) == (409, "request.key_reused")


def test_a_key_belongs_to_its_terminal_and_its_kind(office: Any) -> None:
    visitor = office.visit("li_sample")
    body = visitor.case()
    visitor.submit(body)
    key = {"Idempotency-Key": body["submission_id"]}
    assert office.post("/cases", body, **key, **OTHER)[1]["code"] == "request.key_reused"
    rating = {"submission_id": body["submission_id"], "rated_submission_id": body["submission_id"], "level": 1}
    assert (
        office.post("/ratings", rating | {"occurred_at": body["occurred_at"]}, **key)[1]["code"] == "request.key_reused"
    )


def test_key_and_submission_id_must_be_the_same(office: Any) -> None:
    body = office.visit("li_sample").case()
    assert office.post("/cases", body)[1]["code"] == "request.invalid"
    assert office.post("/cases", body, **{"Idempotency-Key": str(uuid.uuid4())})[1]["code"] == "request.invalid"


def test_a_second_case_in_the_same_year_is_refused_and_leaves_no_gap(office: Any) -> None:
    office.visit("li_sample").submit()
    status, answer = office.visit("li_sample").submit()
    assert (status, answer["code"], answer["next_action"]) == (409, "case.already_done", "finish")
    assert office.visit("wang_example").submit()[1]["case_number"].endswith("000002")


def test_next_year_it_can_be_done_again_from_sixty_days_before(office: Any) -> None:
    office.visit("li_sample").submit()
    office.pass_time(days=365 - 61)
    assert office.visit("li_sample").eligibility()["outcome"] == "already_done"
    office.pass_time(days=1)
    assert office.visit("li_sample").eligibility() == {"outcome": "eligible", "due_date": "2027-11-21"}
    assert office.visit("li_sample").submit()[1]["case_number"] == "990101270922000001"


def test_a_case_sent_hours_late_needs_the_terminal_only(office: Any) -> None:
    visitor = office.visit("li_sample")
    body = visitor.case()
    office.pass_time(hours=30)
    status, answer = visitor.submit(body)
    assert (status, answer["accepted_at"]) == (201, "2026-11-22T15:00:00+08:00")


@pytest.mark.parametrize(("minutes", "code"), [(-15, ""), (-16, "session.time"), (75, ""), (76, "session.time")])
def test_it_must_have_happened_in_the_life_of_its_session(office: Any, minutes: int, code: str) -> None:
    visitor = office.visit("li_sample")
    office.pass_time(minutes=minutes)
    body = visitor.case()
    office.pass_time(hours=5)
    assert visitor.submit(body)[1].get("code", "") == code


def test_who_was_not_proven_cannot_submit(office: Any) -> None:
    assert office.visit("li_sample", proven=False).submit()[1]["code"] == "session.assurance_low"


def test_a_refused_request_may_be_mended_under_its_key(office: Any) -> None:
    visitor = office.visit("li_sample", proven=False)
    body = visitor.case()
    assert visitor.submit(body)[0] == 403
    visitor.prove_by_face()
    assert visitor.submit(body)[0] == 201


def test_another_terminal_cannot_send_it(office: Any) -> None:
    body = office.visit("li_sample").case()
    answer = office.post("/cases", body, **{"Idempotency-Key": body["submission_id"]}, **OTHER)
    assert answer[1]["code"] == "session.other_terminal"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"session_id": str(uuid.UUID(int=1))}, "session.unknown"),
        ({"task_code": "NOT-OFFERED"}, "item.unknown"),
        ({"corrections": {"bank": "别的银行"}}, "field.locked"),
        ({"fields": {"name": "李别人"}}, "field.locked"),
        ({"fields": {"id_number": "990101194406080119"}}, "field.locked"),
        ({"corrections": {"phone": "12345"}}, "field.invalid"),
        ({"corrections": {"phone": "13900000000\n"}}, "field.invalid"),
        ({"occurred_at": "2026-11-21T09:00:00"}, "request.invalid"),
    ],
)
def test_what_a_case_is_refused_for(office: Any, changes: dict[str, Any], code: str) -> None:
    assert office.visit("li_sample").submit(**changes)[1]["code"] == code


@pytest.mark.parametrize(("key", "code"), [("zhao_test", "case.not_eligible"), ("hmt_permit", "case.not_eligible")])
def test_who_is_not_entitled_cannot_submit(office: Any, key: str, code: str) -> None:
    assert office.visit(key).submit()[1]["code"] == code


def test_a_corrected_phone_is_known_from_then_on(office: Any) -> None:
    visitor = office.visit("li_sample")
    fields = {field["id"]: field["value"] for field in visitor.prefill()[1]["fields"]}
    assert visitor.submit(fields=fields, corrections={"phone": "13900000000"})[0] == 201
    assert visitor.prefill()[1]["fields"][-1]["value"] == "13900000000"


def sign(strokes: list[Any] | None, digest: str) -> dict[str, Any]:
    signature = {"sha256": digest} | ({"strokes": strokes} if strokes else {})
    return {"version": "1", "text_sha256": "0" * 64, "agreed_at": "2026-11-21T09:00:00+08:00", "signature": signature}


def test_the_promise_is_signed_or_witnessed(office: Any) -> None:
    strokes = [[[1, 2], [30, 40]], [[1000, 0]]]
    right = hashlib.sha256(b"[[[1,2],[30,40]],[[1000,0]]]").hexdigest()
    unsigned = sign(None, right)
    del unsigned["signature"]
    assert office.visit("li_sample").submit(promise=unsigned)[1]["code"] == "promise.unsigned"
    assert office.visit("li_sample").submit(promise=sign(strokes, "0" * 64))[1]["code"] == "request.invalid"
    assert office.visit("li_sample").submit(promise=sign(strokes, right))[0] == 201
    assert office.visit("wang_example").submit(promise=sign(None, right))[0] == 201


def test_a_case_is_shown_to_its_terminal_and_its_person_only(office: Any) -> None:
    visitor = office.visit("li_sample")
    number = visitor.submit()[1]["case_number"]
    state = office.get(f"/cases/{number}")[1]
    assert (state["status"], state["next_due_date"], state["case_number"]) == ("3", "2027-11-21", number)
    assert office.get(f"/cases/{number}", **OTHER)[1]["code"] == "case.unknown"
    office.terminal = OTHER
    assert office.get(f"/cases/{number}", **office.visit("wang_example").token)[1]["code"] == "case.unknown"
    again = office.visit("li_sample")
    assert office.get(f"/cases/{number}", **again.token)[0] == 200
    office.pass_time(hours=2)
    assert office.get(f"/cases/{number}", **again.token)[1]["code"] == "case.unknown"
    assert office.get("/cases/990101261121999999")[1]["code"] == "case.unknown"


def test_case_numbers_are_18_digits(office: Any) -> None:
    assert case_number(office.now, 999999) == "990101261121999999"


def write(office: Any, path: str, **content: Any) -> tuple[int, dict[str, Any]]:
    body = {"submission_id": str(uuid.uuid4()), "occurred_at": office.now.isoformat()} | content
    return office.post(path, body, **{"Idempotency-Key": body["submission_id"]})


@pytest.mark.parametrize("level", [1, 5])
def test_a_rating_may_come_before_its_case_and_only_once(office: Any, level: int) -> None:
    rated = str(uuid.uuid4())
    assert write(office, "/ratings", rated_submission_id=rated, level=level, reasons=["等得久"])[0] == 201
    assert write(office, "/ratings", rated_submission_id=rated, level=3)[1]["code"] == "rating.already"


@pytest.mark.parametrize("level", [0, 6, "1", 1.5, True])
def test_there_are_five_levels(office: Any, level: Any) -> None:
    assert write(office, "/ratings", rated_submission_id=str(uuid.uuid4()), level=level)[1]["code"] == "request.invalid"


def test_anybody_can_ask_for_help(office: Any) -> None:
    assert write(office, "/assist", site="S", way="come")[1]["ticket"] == "BB261121-0001"
    assert write(office, "/assist", site="S", way="call", phone="13800000001", step="x")[1]["ticket"] == "BB261121-0002"
    assert write(office, "/assist", site="S", way="call", phone="1")[1]["code"] == "request.invalid"


def test_a_body_is_the_same_whatever_its_order() -> None:
    one = {"submission_id": str(uuid.UUID(int=1)), "rated_submission_id": str(uuid.UUID(int=2)), "level": 1}
    first = RatingSubmission.model_validate(one | {"occurred_at": "2026-11-21T09:00:00+08:00"})
    second = RatingSubmission.model_validate({"occurred_at": "2026-11-21T09:00:00+08:00"} | one)
    third = RatingSubmission.model_validate(one | {"occurred_at": "2026-11-21T09:00:00+08:00", "comment": ""})
    assert digest(first) == digest(second)
    assert digest(first) != digest(third)

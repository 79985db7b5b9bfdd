"""Bodies to records: every good one is read, every other one is Foreign and nothing else."""

import copy
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.backend import payloads, wire
from kiosk.backend import records as r
from kiosk.domain.secret import Secret

ID = "5f0c5c1e-0000-4000-8000-000000000001"
NOON = "2026-11-21T12:00:00+08:00"
CASE = {"submission_id": ID, "case_number": "990101261121000001", "next_due_date": "2027-11-21", "accepted_at": NOON}
ITEM = dict.fromkeys(wire.ITEM_TEXTS, "x") | {"self_service": True, "fee_fen": 0, "promise_days": 0}
FIELD = {
    "id": "phone",
    "label": "联系电话",
    "value": "13800000001",
    "source": "来自社保登记",
    "editable": True,
    "note": "",
}
NOT_ELIGIBLE = {"outcome": "not_eligible", "code": "age.too_young", "reason": "x", "rule": "x", "decided_by": "x"}
GOOD: dict[str, tuple[Any, dict[str, Any]]] = {
    "health": (wire.health, {"status": "ok", "contract": "1", "time": NOON}),
    "items": (wire.item_list, {"version": "1", "items": [ITEM]}),
    "session": (
        wire.session_opened,
        {
            "session_id": ID,
            "token": "t",
            "assurance": "L1",
            "holder": {"name_masked": "李＊", "number_masked": "9•1"},
            "portrait": False,
            "opened_at": NOON,
            "expires_at": NOON,
        },
    ),
    "proven": (wire.proven, {"session_id": ID, "assurance": "L2", "method": "face", "recorded_at": NOON}),
    "eligible": (wire.eligibility, {"outcome": "eligible", "due_date": "2026-11-20"}),
    "already": (wire.eligibility, {"outcome": "already_done", "next_due_date": "2027-01-01", "done_on": "2026-01-01"}),
    "not_eligible": (wire.eligibility, NOT_ELIGIBLE | {"eligible_from": "2030-01-01"}),
    "prefill": (wire.prefill, {"fields": [FIELD]}),
    "case": (lambda body: wire.sent_answer("case", ID, body), CASE),
    "rating": (lambda body: wire.sent_answer("rating", ID, body), {"submission_id": ID, "accepted_at": NOON}),
    "assist": (
        lambda body: wire.sent_answer("assist", ID, body),
        {"submission_id": ID, "ticket": "1", "accepted_at": NOON},
    ),
    "state": (wire.case_state, CASE | {"task_code": "x", "status": "3"}),
    "error": (
        lambda body: wire.refused(body, None),
        {"code": "a.b", "message": "x", "spoken": "x", "next_action": "wait"},
    ),
}
UNREAD = {("proven", "session_id"), ("state", "submission_id")}  # members a reader does not need
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_body_is_read_whatever_else_it_has(name: str) -> None:
    reader, body = GOOD[name]
    assert reader(body | {"new_member": {"of": ["later"]}}) is not None


@pytest.mark.parametrize(("name", "member"), [(name, member) for name in GOOD for member in GOOD[name][1]])
def test_a_body_without_one_of_its_members_is_foreign(name: str, member: str) -> None:
    reader, body = GOOD[name]
    cut = {key: value for key, value in body.items() if key != member}
    if (name, member) in UNREAD or member == "eligible_from":
        assert reader(cut) is not None
        return
    with pytest.raises(wire.Foreign):
        reader(cut)


@given(st.sampled_from(sorted(GOOD)), st.data())
def test_any_value_in_any_place_is_read_or_foreign(name: str, data: st.DataObject) -> None:
    reader, body = GOOD[name]
    changed = copy.deepcopy(body)
    changed[data.draw(st.sampled_from(sorted(body)))] = data.draw(VALUES)
    try:
        reader(changed)
    except wire.Foreign:
        return


@given(st.binary(max_size=200) | VALUES.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_an_object_or_foreign(raw: bytes) -> None:
    try:
        assert isinstance(wire.parse(raw), dict)
    except wire.Foreign:
        return


def test_foreign_never_says_the_value() -> None:
    with pytest.raises(wire.Foreign) as caught:
        wire.case_accepted(CASE | {"case_number": "990101194003150020X"})
    assert "99010119" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("name", "member", "value"),
    [
        ("case", "case_number", "99010126112100000１"),
        ("case", "case_number", "LX-0001-20261121-0001"),
        ("case", "submission_id", ID.replace("1", "2")),
        ("case", "accepted_at", "2026-11-21T12:00:00"),
        ("case", "next_due_date", "2027-02-30"),
        ("session", "session_id", "../../items"),
        ("session", "session_id", ID.upper()),
        ("session", "assurance", "L2"),
        ("session", "portrait", 1),
        ("items", "items", ["x"]),
        ("health", "contract", "2"),
        ("state", "status", "4"),
        ("error", "message", ""),
    ],
)
def test_values_that_look_nearly_right_are_foreign(name: str, member: str, value: Any) -> None:
    reader, body = GOOD[name]
    with pytest.raises(wire.Foreign):
        reader(body | {member: value})


def test_a_case_number_is_shown_in_groups() -> None:
    accepted = wire.case_accepted(CASE)
    assert accepted == r.CaseAccepted("990101261121000001", date(2027, 11, 21), datetime.fromisoformat(NOON))
    assert accepted.grouped == "9901 0126 1121 0000 01"


def test_what_is_of_a_person_is_secret_in_the_records() -> None:
    shown = "".join(repr(GOOD[name][0](GOOD[name][1])) for name in ("session", "prefill"))
    assert not any(text in shown for text in ("13800000001", "李", "9•1", "'t'"))
    assert repr(wire.eligibility(NOT_ELIGIBLE | {"reason": "您今年76周岁"})).find("76") == -1


def test_proofs_become_bodies() -> None:
    card = r.CardProof("resident", Secret("李样本"), Secret("990101194003150020"), date(2036, 4, 1))
    assert wire.proof_body(card)["proof"] == {
        "kind": "card",
        "card_kind": "resident",
        "name": "李样本",
        "number": "990101194003150020",
        "valid_until": "2036-04-01",
    }
    long_term = r.CardProof("resident", Secret("李样本"), Secret("990101194003150020"), None)
    assert wire.proof_body(long_term)["proof"]["valid_until"] is None
    assert wire.proof_body(r.MedicalCodeProof(Secret("T")))["proof"] == {"kind": "medical_code", "text": "T"}
    face = wire.face_body(r.FaceProof("match", 0.3, "sample 1", ("blink",)))
    assert face == {
        "method": "face",
        "decision": "match",
        "distance": 0.3,
        "algorithm": "sample 1",
        "actions": ["blink"],
    }


@pytest.mark.parametrize("level", [0, 6, -1])
def test_a_rating_has_five_levels(level: int) -> None:
    with pytest.raises(ValueError, match="1 to 5"):
        payloads.rating_payload(ID, level, datetime(2026, 11, 21, tzinfo=UTC))


def test_payloads_leave_out_what_was_not_said() -> None:
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)
    rating = payloads.rating_payload(ID, 1, noon)
    assert rating == {"rated_submission_id": ID, "level": 1, "occurred_at": noon.isoformat()}
    assert payloads.rating_payload(ID, 5, noon, ("等得久",))["reasons"] == ["等得久"]
    assert payloads.assist_payload("S", "come", noon) == {"site": "S", "way": "come", "occurred_at": noon.isoformat()}
    assert payloads.assist_payload("S", "call", noon, phone="13800000001")["phone"] == "13800000001"
    witnessed = payloads.Promise("1", "我承诺", noon, witness_badge="0012").body()
    assert "signature" not in witnessed
    assert witnessed["witness_badge"] == "0012"


def test_strokes_are_not_shown_and_their_hash_is_of_plain_json() -> None:
    promise = payloads.Promise("1", "我承诺", datetime(2026, 11, 21, tzinfo=UTC), (((1, 2), (3, 4)),))
    assert "strokes" not in repr(promise)
    assert promise.body()["signature"]["strokes"] == [[[1, 2], [3, 4]]]
    import hashlib

    assert promise.body()["signature"]["sha256"] == hashlib.sha256(b"[[[1,2],[3,4]]]").hexdigest()

"""Bodies of the contract to records and back. Pure; no I/O.

Readers raise `Foreign` for anything that is not what the contract says: the client turns it into Away, because an
answer that cannot be read decides nothing. Members that are not known are passed over: answers may grow.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar, cast
from uuid import UUID

from kiosk.backend import records as r
from kiosk.domain.outcomes import NextAction, Refused
from kiosk.domain.secret import Secret

T = TypeVar("T")
Json = dict[str, Any]
NEXT_ACTIONS = frozenset({"retry", "wait", "identify_again", "other_way", "correct", "staff", "window", "finish"})
ITEM_TEXTS = (
    "task_code", "item_id", "name", "task_version", "task_type", "project_type", "server_type", "assurance",
    "accept_condition", "department", "consult_phone", "complain_phone",
)  # fmt: skip


class Foreign(Exception):
    """The answer is not of this contract. Says which member, never its value."""


def proof_body(proof: r.IdentityProof) -> Json:
    """The body of POST /sessions."""
    if isinstance(proof, r.MedicalCodeProof):
        return {"proof": {"kind": "medical_code", "text": proof.text.reveal()}}
    until = proof.valid_until.isoformat() if proof.valid_until else None
    person = {"name": proof.name.reveal(), "number": proof.number.reveal()}
    return {"proof": {"kind": "card", "card_kind": proof.card_kind, **person, "valid_until": until}}


def face_body(proof: r.FaceProof) -> Json:
    """The body of POST /sessions/{id}/assurance by face."""
    verdict = {"decision": proof.decision, "distance": proof.distance}
    return {"method": "face", **verdict, "algorithm": proof.algorithm, "actions": list(proof.actions)}


def parse(raw: bytes) -> Json:
    """A JSON object. Raises Foreign."""
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        raise Foreign("body") from None
    if not isinstance(value, dict):
        raise Foreign("body")
    return cast(Json, value)


def member(body: Json, name: str, kind: type[T]) -> T:
    """One required member of exactly this type. Raises Foreign."""
    value = body.get(name)
    if type(value) is not kind:
        raise Foreign(name)
    return value


def _read(body: Json, name: str, convert: Callable[[str], T]) -> T:
    try:
        return convert(member(body, name, str))
    except ValueError:
        raise Foreign(name) from None


def a_date(body: Json, name: str) -> date:
    """A calendar date. Raises Foreign."""
    return _read(body, name, date.fromisoformat)


def a_time(body: Json, name: str) -> datetime:
    """A moment with its offset. Raises Foreign."""
    moment = _read(body, name, datetime.fromisoformat)
    if moment.tzinfo is None:
        raise Foreign(name)
    return moment


def a_uuid(text: str) -> str:
    """The same text when it is a UUID in its usual form, safe to be put into an address. Raises ValueError."""
    if str(UUID(text)) != text:
        raise ValueError("not the usual form")
    return text


def one_of(body: Json, name: str, *words: str) -> str:
    """A member that is one of these words. Raises Foreign."""
    word = member(body, name, str)
    if word not in words:
        raise Foreign(name)
    return word


def refused(body: Json, retry_after: float | None) -> Refused:
    """An Error body. An action this terminal does not know yet becomes `staff`: always a person."""
    code, message, spoken = (member(body, name, str) for name in ("code", "message", "spoken"))
    action = member(body, "next_action", str)
    known = cast(NextAction, action if action in NEXT_ACTIONS else "staff")
    if not (code and message and spoken):
        raise Foreign("code")
    return Refused(code, message, spoken, known, retry_after)


def health(body: Json) -> r.Health:
    one_of(body, "status", "ok")
    return r.Health(one_of(body, "contract", "1"), a_time(body, "time"))


def item(body: Json) -> r.Item:
    texts = {name: member(body, name, str) for name in ITEM_TEXTS}
    return r.Item(
        **texts,
        self_service=member(body, "self_service", bool),
        fee_fen=member(body, "fee_fen", int),
        promise_days=member(body, "promise_days", int),
    )


def objects(body: Json, name: str) -> list[Json]:
    """A list of objects. Raises Foreign."""
    values = cast(list[object], member(body, name, list))
    if not all(isinstance(value, dict) for value in values):
        raise Foreign(name)
    return cast(list[Json], values)


def item_list(body: Json) -> r.ItemList:
    return r.ItemList(member(body, "version", str), tuple(item(each) for each in objects(body, "items")))


def session_opened(body: Json) -> r.SessionOpened:
    one_of(body, "assurance", "L1")
    holder = cast(Json, member(body, "holder", dict))
    return r.SessionOpened(
        session_id=_read(body, "session_id", a_uuid),
        token=Secret(member(body, "token", str)),
        name_masked=Secret(member(holder, "name_masked", str)),
        number_masked=Secret(member(holder, "number_masked", str)),
        has_portrait=member(body, "portrait", bool),
        opened_at=a_time(body, "opened_at"),
        expires_at=a_time(body, "expires_at"),
    )


def proven(body: Json) -> r.Proven:
    one_of(body, "assurance", "L2")
    return r.Proven(cast(r.Method, one_of(body, "method", "face", "staff")), a_time(body, "recorded_at"))


def eligibility(body: Json) -> r.Eligible | r.AlreadyDone | r.NotEligible:
    outcome = one_of(body, "outcome", "eligible", "already_done", "not_eligible")
    if outcome == "eligible":
        return r.Eligible(a_date(body, "due_date"))
    if outcome == "already_done":
        return r.AlreadyDone(a_date(body, "next_due_date"), a_date(body, "done_on"))
    words = {name: member(body, name, str) for name in ("code", "reason", "rule", "decided_by")}
    return r.NotEligible(**words, eligible_from=a_date(body, "eligible_from") if "eligible_from" in body else None)


def prefill_field(body: Json) -> r.PrefillField:
    texts = {name: member(body, name, str) for name in ("id", "label", "source", "note")}
    return r.PrefillField(**texts, value=Secret(member(body, "value", str)), editable=member(body, "editable", bool))


def prefill(body: Json) -> r.Prefill:
    return r.Prefill(tuple(prefill_field(each) for each in objects(body, "fields")))


def case_number(body: Json) -> str:
    """18 ASCII digits. Raises Foreign: anything else is never shown as a case number."""
    number = member(body, "case_number", str)
    if not (len(number) == 18 and number.isascii() and number.isdigit()):
        raise Foreign("case_number")
    return number


def case_accepted(answer: Json) -> r.CaseAccepted:
    """The answer of `send("case", ...)`, also when it comes back out of storage."""
    return r.CaseAccepted(case_number(answer), a_date(answer, "next_due_date"), a_time(answer, "accepted_at"))


def case_state(body: Json) -> r.CaseState:
    status = cast(Any, one_of(body, "status", "1", "2", "3"))
    moment, due = a_time(body, "accepted_at"), a_date(body, "next_due_date")
    return r.CaseState(case_number(body), member(body, "task_code", str), status, moment, due)


def sent_answer(kind: r.SendKind, submission_id: str, body: Json) -> Json:
    """Checks that an answer to a write is complete and is about this very submission. Raises Foreign."""
    one_of(body, "submission_id", submission_id)
    if kind == "case":
        case_accepted(body)
    elif kind == "assist":
        member(body, "ticket", str)
        a_time(body, "accepted_at")
    else:
        a_time(body, "accepted_at")
    return body

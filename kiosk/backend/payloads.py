"""What a visit puts into the outbox, in the contract's words. Plain JSON values, to be encrypted where they are kept;
`BackendClient.send` adds the submission_id."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.backend.records import AssistWay
from kiosk.backend.wire import Json

Strokes = tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised and how. Strokes are points 0..1000 of the pad; no strokes means `witness_badge` saw it."""

    version: str
    text: str
    agreed_at: datetime
    strokes: Strokes = field(default=(), repr=False)
    witness_badge: str = ""

    def body(self) -> Json:
        base = {"version": self.version, "text_sha256": _sha256(self.text), "agreed_at": self.agreed_at.isoformat()}
        signed = {"signature": {"sha256": strokes_sha256(self.strokes), "strokes": _lists(self.strokes)}}
        return (
            base
            | (signed if self.strokes else {})
            | ({"witness_badge": self.witness_badge} if self.witness_badge else {})
        )


@dataclass(frozen=True, slots=True)
class Consent:
    """The answer to 刷脸 or another way; both are good answers."""

    version: str
    face: bool
    given_at: datetime

    def body(self) -> Json:
        return {"version": self.version, "face": self.face, "given_at": self.given_at.isoformat()}


def case_payload(
    session_id: str,
    task_code: str,
    *,
    fields: dict[str, str],
    corrections: dict[str, str],
    disputed: tuple[str, ...] = (),
    promise: Promise,
    consent: Consent,
    occurred_at: datetime,
) -> Json:
    """`fields` as confirmed, `corrections` only what the person changed (editable fields only), `disputed` what the
    person called wrong and cannot change."""
    base: Json = {"session_id": session_id, "task_code": task_code, "fields": fields, "corrections": corrections}
    values = base | ({"disputed": list(disputed)} if disputed else {})
    return values | {"promise": promise.body(), "consent": consent.body(), "occurred_at": occurred_at.isoformat()}


def rating_payload(rated_submission_id: str, level: int, occurred_at: datetime, reasons: tuple[str, ...] = ()) -> Json:
    """`level` 1 非常满意 .. 5 非常不满意 (GB/T 39046 A.8). Raises ValueError outside it."""
    if level not in range(1, 6):
        raise ValueError("a rating's level is 1 to 5")
    values = {"rated_submission_id": rated_submission_id, "level": level, "occurred_at": occurred_at.isoformat()}
    return values | ({"reasons": list(reasons)} if reasons else {})


def assist_payload(
    site: str, way: AssistWay, occurred_at: datetime, *,
    session_id: str = "", task_code: str = "", step: str = "", error_code: str = "", phone: str = "",
) -> Json:  # fmt: skip
    """请人帮办. Empty values are left out; nobody has to be identified to ask for help."""
    given = {"session_id": session_id, "task_code": task_code, "step": step, "error_code": error_code, "phone": phone}
    known = {name: value for name, value in given.items() if value}
    return {"site": site, "way": way, "occurred_at": occurred_at.isoformat()} | known


def strokes_sha256(strokes: Strokes) -> str:
    """Of the strokes as JSON without spaces."""
    return _sha256(json.dumps(_lists(strokes), separators=(",", ":")))


def _lists(strokes: Strokes) -> list[list[list[int]]]:
    return [[list(point) for point in stroke] for stroke in strokes]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

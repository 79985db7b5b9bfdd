"""What the client gives and takes. Values of a person are wrapped in Secret; everything is frozen."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from kiosk.domain.secret import Secret

CardKind = Literal["resident", "hmt_permit", "foreigner_2017", "foreigner_2023"]
AssistWay = Literal["come", "call", "home_visit"]
SendKind = Literal["case", "rating", "assist"]
Method = Literal["face", "staff"]


@dataclass(frozen=True, slots=True)
class CardProof:
    """A card that was read. `valid_until` is None for 长期."""

    card_kind: CardKind
    name: Secret[str]
    number: Secret[str]
    valid_until: date | None


@dataclass(frozen=True, slots=True)
class MedicalCodeProof:
    """The scanned text of a 医保电子凭证, as it is."""

    text: Secret[str]


IdentityProof = CardProof | MedicalCodeProof


@dataclass(frozen=True, slots=True)
class Health:
    """`time` is the backend's clock: a terminal far from it cannot be believed about when something happened."""

    contract: str
    time: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be done, as the region describes it (实施清单 elements). `item_id` names the local flow."""

    task_code: str
    item_id: str
    name: str
    task_version: str
    task_type: str
    project_type: str
    server_type: str
    assurance: str
    self_service: bool
    fee_fen: int
    promise_days: int
    accept_condition: str
    department: str
    consult_phone: str
    complain_phone: str


@dataclass(frozen=True, slots=True)
class ItemList:
    version: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ItemsUnchanged:
    """The version asked with is the current one."""


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """The person's session at the backend: kept by the visit only, gone with its wipe.
    Masked texts may be shown; `token` is worth the person's data until `expires_at`."""

    session_id: str
    token: Secret[str]
    name_masked: Secret[str]
    number_masked: Secret[str]
    has_portrait: bool
    opened_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NoPortrait:
    """Nothing on file to compare a face with: offer the other way."""


@dataclass(frozen=True, slots=True)
class FaceProof:
    """The verdict of the terminal's own comparison; the picture stays here."""

    decision: Literal["match", "retry", "no_match"]
    distance: float
    algorithm: str
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proven:
    """The session now has assurance L2."""

    method: Method
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Eligible:
    due_date: date


@dataclass(frozen=True, slots=True)
class AlreadyDone:
    next_due_date: date
    done_on: date


@dataclass(frozen=True, slots=True)
class NotEligible:
    """`reason` says what is missing in plain Chinese (it may tell an age: show, do not log)."""

    code: str
    reason: str = field(repr=False)
    rule: str
    decided_by: str
    eligible_from: date | None = None


@dataclass(frozen=True, slots=True)
class PrefillField:
    """One line of the form. `note` says what to do when it is wrong and `editable` is False."""

    id: str
    label: str
    value: Secret[str]
    source: str
    editable: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Prefill:
    fields: tuple[PrefillField, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """The backend has it. `already` when it had it before. `answer` is its whole answer and names the submission;
    for a case read it with `case_accepted`."""

    answer: dict[str, Any]
    already: bool


@dataclass(frozen=True, slots=True)
class CaseAccepted:
    """`case_number` is 18 digits; `grouped` is how it is shown and printed."""

    case_number: str
    next_due_date: date
    accepted_at: datetime

    @property
    def grouped(self) -> str:
        """4-4-4-4-2."""
        return " ".join(self.case_number[start : start + 4] for start in range(0, len(self.case_number), 4))


@dataclass(frozen=True, slots=True)
class CaseState:
    """`status`: 1 待受理, 2 已受理, 3 办结."""

    case_number: str
    task_code: str
    status: Literal["1", "2", "3"]
    accepted_at: datetime
    next_due_date: date

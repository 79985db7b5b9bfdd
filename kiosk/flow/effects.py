"""What a visit asks of the world. A closed union, executed by kiosk.visit; the engine itself does nothing."""

from dataclasses import dataclass
from typing import Literal

Call = Literal["open_session", "eligibility", "portrait", "prove_by_face", "prove_by_staff", "prefill"]


@dataclass(frozen=True, slots=True)
class Show:
    """The page changed to `name`: speak it when speech is on, write it to the journal of pages."""

    name: str


@dataclass(frozen=True, slots=True)
class Speak:
    """Say the page as it is now; `aloud` also when 朗读 is off (a card that was forgotten)."""

    aloud: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """Stop speaking."""


@dataclass(frozen=True, slots=True)
class StartDevice:
    """Begin to look for a card, a code or a face."""

    capability: Literal["id_card", "code_scan", "face"]


@dataclass(frozen=True, slots=True)
class StopDevice:
    capability: Literal["id_card", "code_scan", "face"]


@dataclass(frozen=True, slots=True)
class CallBackend:
    """Ask the backend; the answer carries `serial` back."""

    call: Call
    serial: int


@dataclass(frozen=True, slots=True)
class Submit:
    """Commit the submission durably, then send it. Emitted at most once for a submission_id."""

    submission_id: str


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    reprint: bool = False


@dataclass(frozen=True, slots=True)
class SendRating:
    """`level` 1 非常满意 .. 5 非常不满意 (GB/T 39046 A.8)."""

    level: int
    submission_id: str


@dataclass(frozen=True, slots=True)
class CallStaff:
    """请人帮办: `reason` is a view name or a code of the error catalogue."""

    reason: str


@dataclass(frozen=True, slots=True)
class Journal:
    """A line of the audit chain: an event's id and plain fields, never of the person."""

    event: str
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Wipe:
    """End the visit: the one wipe function, with the reason for the audit row."""

    reason: str


Effect = (
    Show | Speak | Silence | StartDevice | StopDevice | CallBackend | Submit | PrintReceipt
    | SendRating | CallStaff | Journal | Wipe
)  # fmt: skip

"""What one visit knows. Everything of the person is a Secret; the whole record is dropped by the wipe."""

from dataclasses import dataclass
from typing import Any, Literal

from drivers.api.idcard import IdCard
from kiosk.domain.secret import Secret

Consent = Literal["face", "other"]
Proof = Literal["card", "code"]
PrintState = Literal["none", "printing", "printed", "failed", "skipped", "unknown"]


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One prefilled value of the form. `editable` says that the backend takes a correction."""

    id: str
    label: str
    value: Secret[str]
    source: str
    editable: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """The end of a submission: `accepted` with the backend's case number, or kept on the terminal with
    a receipt number of another shape. `due` is an ISO date or ""."""

    accepted: bool
    number: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of one visit; `session` is the backend's, opaque here."""

    consent: Consent | None = None  # the answer on the introduction, as given
    way: Consent | None = None  # how it goes on: a face that does not match leads to staff without changing the answer
    proof: Proof | None = None
    card: Secret[IdCard] | None = None
    code: Secret[str] | None = None
    session: Secret[Any] | None = None
    name: Secret[str] | None = None
    number: Secret[str] | None = None
    proved: bool = False  # assurance L2 is recorded at the backend
    face_tries: int = 0
    badge: Secret[str] | None = None
    staff_answer: str = ""  # "", "calling", "called", "not_called": the call made for the page of the badge
    witness: Secret[str] | None = None  # badge of who saw the person agree without signing
    fields: tuple[FieldValue, ...] = ()
    corrections: tuple[tuple[str, Secret[str]], ...] = ()
    disputed: tuple[str, ...] = ()
    dispute_called: bool = False
    strokes: tuple[Secret[tuple[tuple[int, int], ...]], ...] = ()
    question: int = 0  # elder mode: which question of the form is on the screen
    submission_id: str = ""
    submitted: bool = False
    settled: Settled | None = None
    print_state: PrintState = "none"
    reprint: bool = False
    without_paper: bool = False
    card_on_reader: bool = False
    rated: int = 0

    def value(self, field_id: str) -> str:
        """A field's value as it will be sent: the correction when there is one."""
        for changed, secret in self.corrections:
            if changed == field_id:
                return secret.reveal()
        for known in self.fields:
            if known.id == field_id:
                return known.value.reveal()
        return ""

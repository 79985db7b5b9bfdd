"""What can happen to a visit: the person, a device, the backend, time. A closed union."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from drivers.api.face import FaceEvent
from drivers.api.idcard import CardOutcome
from drivers.api.printer import PrintOutcome
from kiosk.domain.secret import Secret
from kiosk.flow.facts import FieldValue, Settled
from kiosk.flow.model import Capability, Flow


# -- the person
@dataclass(frozen=True, slots=True)
class Pressed:
    id: str


@dataclass(frozen=True, slots=True)
class ItemChosen:
    """A tile was pressed; the runner looked the item's flow up and gives this run an id of its own."""

    flow: Flow
    submission_id: str


@dataclass(frozen=True, slots=True)
class Began:
    """First touch: a visit begins."""

    visit_id: str


@dataclass(frozen=True, slots=True)
class Docked:
    control: Literal["back", "exit", "help", "speak", "elder"]


@dataclass(frozen=True, slots=True)
class Typed:
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Drew:
    stroke: Secret[tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Touched:
    """A finger somewhere: activity."""


# -- time
@dataclass(frozen=True, slots=True)
class Tick:
    """`now` in seconds of a clock that never goes back; `today` for expiry dates only."""

    now: float
    today: date


# -- devices
@dataclass(frozen=True, slots=True)
class DeviceChanged:
    capability: Capability
    ready: bool
    fault: str = ""


@dataclass(frozen=True, slots=True)
class CardSeen:
    """A card answers; reading begins."""


@dataclass(frozen=True, slots=True)
class CardAnswered:
    """End of a reading. `lifted`: nothing lies there any more."""

    outcome: CardOutcome
    lifted: bool = False


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The card that was read has been lifted."""


@dataclass(frozen=True, slots=True)
class CodeScanned:
    text: Secret[str]


@dataclass(frozen=True, slots=True)
class FaceSaid:
    said: FaceEvent


@dataclass(frozen=True, slots=True)
class PrintEnded:
    outcome: PrintOutcome


# -- the backend; `serial` is that of the page which asked: answers to a page that is gone are dropped
@dataclass(frozen=True, slots=True)
class SessionOpened:
    serial: int
    session: Secret[Any]
    name: Secret[str]
    number: Secret[str]


@dataclass(frozen=True, slots=True)
class Eligibility:
    """`verdict`; `reason` is plain Chinese from the backend; `due` the next due date when already done."""

    serial: int
    verdict: Literal["eligible", "already_done", "not_eligible"]
    reason: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class PortraitReady:
    """The portrait is held by the runner; the camera may start."""

    serial: int


@dataclass(frozen=True, slots=True)
class Proved:
    """The backend recorded assurance L2."""

    serial: int


@dataclass(frozen=True, slots=True)
class FieldsKnown:
    serial: int
    fields: tuple[FieldValue, ...]


@dataclass(frozen=True, slots=True)
class CallFailed:
    """Refused (`code` of the backend and its own words) or not reached (`code` backend.away)."""

    serial: int
    code: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class SubmissionSettled:
    """After the submission was committed on this terminal: what became of it."""

    submission_id: str
    settled: Settled | None
    refused_code: str = ""
    message: str = ""


@dataclass(frozen=True, slots=True)
class StaffAnswered:
    """Whether the call for staff reached the backend."""

    called: bool


@dataclass(frozen=True, slots=True)
class StorageFailed:
    """The terminal can keep nothing: no promise can be made any more."""


@dataclass(frozen=True, slots=True)
class CardLies:
    """Something lies on the reader, readable or not."""


@dataclass(frozen=True, slots=True)
class Wiped:
    """The wipe is done and proved."""


Event = (
    Pressed | ItemChosen | Began | Docked | Typed | Drew | Touched | Tick | DeviceChanged | CardSeen | CardAnswered
    | CardRemoved | CodeScanned | FaceSaid | PrintEnded | SessionOpened | Eligibility | PortraitReady | Proved
    | FieldsKnown | CallFailed | SubmissionSettled | StaffAnswered | StorageFailed | CardLies | Wiped
)  # fmt: skip
PERSON = (Pressed, ItemChosen, Began, Docked, Typed, Drew, Touched)

"""Identity cards with a chip: resident cards and the three kinds of residence permits (GA 490, facts on layouts
in drivers/families/sam_v/README.md)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from drivers.api.status import Device

CardKind = Literal["resident", "hmt_permit", "foreigner_2017", "foreigner_2023"]
Sex = Literal["male", "female", "unknown", "not_stated"]


@dataclass(frozen=True, slots=True)
class IdCard:
    """One card as read. Text is exactly the card's, trailing padding removed.

    `valid_until` is None for 长期 (and then `long_term` is True); `birth_date` is None when the card's
    digits are not a date. `ethnic_group` is the word (汉), or the code when it is in no table, or "".
    `portrait_wlt` is the undecoded 1024-byte block. Never logged: `repr` shows the kind only.
    """

    kind: CardKind
    name: str
    sex: Sex
    birth_date: date | None
    id_number: str
    valid_from: date | None
    valid_until: date | None
    long_term: bool = False
    ethnic_group: str = ""
    address: str = ""
    issuing_authority: str = ""
    english_name: str = ""
    nationality: str = ""
    pass_number: str = ""
    issue_count: str = ""
    related_number: str = ""
    appended_addresses: tuple[str, ...] = ()
    portrait_wlt: bytes = b""
    fingerprint_present: bool = False
    warnings: tuple[str, ...] = field(default=())  # e.g. "number.check_digit", "number.birth_differs"

    def __repr__(self) -> str:
        return f"IdCard(kind={self.kind!r}, ...)"


@dataclass(frozen=True, slots=True)
class CardRead:
    """A complete, consistent card. `read_ms` is from the select command to the last byte."""

    card: IdCard
    read_ms: float


@dataclass(frozen=True, slots=True)
class NoCard:
    """Find answered 80. Does not prove that no card lies there: a card already read answers the same."""


@dataclass(frozen=True, slots=True)
class CardUnreadable:
    """Selecting or reading failed (81, 41, 31, 47 ...): lift and place again. `sw3` is the reader's byte."""

    sw3: int


@dataclass(frozen=True, slots=True)
class CardWrongKind:
    """Something with a chip that is no identity card (40)."""

    sw3: int


@dataclass(frozen=True, slots=True)
class CardSuspect:
    """The card failed the module's own checks (32, 33): to the counter, its data is never accepted."""

    sw3: int


CardOutcome = CardRead | NoCard | CardUnreadable | CardWrongKind | CardSuspect


class IdCardReader(Device, Protocol):
    """A reader of identity cards."""

    def identity(self) -> str:
        """The reader's own serial identity (SAM id text form)."""
        ...

    def find(self) -> bool:
        """One look for a card (at most 1 s). False also for a card that was read and not lifted."""
        ...

    def read(self, *, appended_addresses: bool = True) -> CardOutcome:
        """Select and read the card that `find` saw; retries once from find by itself. At most about 6 s."""
        ...

    def removed(self) -> bool:
        """After a good read: has the card been lifted? Two failed looks running count as lifted."""
        ...


class PortraitDecoder(Protocol):
    """Optional plug-in for the WLT portrait block. None is shipped (docs/adr/0006)."""

    def decode(self, wlt: bytes) -> bytes | None:
        """1024 bytes of WLT to a BMP file's bytes, or None when it cannot."""
        ...

"""Receipt printers and what is printed on them, as data."""

from dataclasses import dataclass
from typing import Literal, Protocol

from drivers.api.status import Device, DeviceStatus, Media, Supply

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph of text, wrapped by the driver to the paper. `scale` 1 is 24 dots (3 mm), 2 is twice that."""

    text: str
    scale: Literal[1, 2] = 1
    bold: bool = False
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class KeyValue:
    """A label and a value; on one line when they fit, else the value goes below, indented."""

    label: str
    value: str
    scale: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Blank lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class QrBlock:
    """A QR code, `width_mm` wide, centred."""

    text: str
    width_mm: float = 25.0


Block = TextLine | KeyValue | Rule | Feed | QrBlock


@dataclass(frozen=True, slots=True)
class Ticket:
    """A receipt: blocks from top to bottom, then a cut. `repr` hides the content."""

    blocks: tuple[Block, ...]

    def __repr__(self) -> str:
        return f"Ticket(<{len(self.blocks)} blocks>)"


@dataclass(frozen=True, slots=True)
class PrinterStatus(DeviceStatus):
    """Status of a receipt printer. `output` is the presenter's mouth where the model has one."""

    paper: Supply = "unknown"
    output: Media = "unknown"


@dataclass(frozen=True, slots=True)
class Printed:
    """The printer said after the last byte that it is well and has paper."""


@dataclass(frozen=True, slots=True)
class NotPrinted:
    """Nothing usable came out. `fault` is a key of the error catalogue (printer.paper_out,
    printer.cover_open, ...); `started` says that some paper was printed and must not be taken for a receipt."""

    fault: str
    started: bool = False


@dataclass(frozen=True, slots=True)
class PrintUnknown:
    """The bytes went out and the printer fell silent: it may be printed or not."""

    detail: str = ""


PrintOutcome = Printed | NotPrinted | PrintUnknown


class ReceiptPrinter(Device, Protocol):
    """A receipt printer. `status` returns a PrinterStatus."""

    def status(self) -> PrinterStatus: ...

    def print_ticket(self, ticket: Ticket) -> PrintOutcome:
        """Print one ticket to completion: status before, during and after. A ticket that failed is never
        finished later by the printer for somebody else (its buffer is dropped)."""
        ...

    def purge(self) -> None:
        """Throw away whatever the printer still holds; never raises."""
        ...

"""DLE EOT answers to a PrinterStatus. Pure: no I/O.

`10 04 n` asks, one byte answers at once, ahead of everything queued. A byte is an answer only when bits 0 and 7 are
clear and bits 1 and 4 are set; anything else is noise, XON/XOFF or a queued answer. Which bit means what differs
between models, so the meanings are data of the profile. Source: ESC/POS command references of Epson, Bixolon and
Citizen (README.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from drivers.api.errors import DeviceProtocolError, DeviceTimeout
from drivers.api.printer import PrinterStatus
from drivers.api.status import Connection, Media, Supply

QUERIES = (1, 2, 3, 4)
ANSWER_MASK = 0x93
ANSWER_BITS = 0x12
BARRIER_MASK = 0x90

# most serious first: the first one is what a person is told
FAULTS = ("fault", "cutter", "cover_open", "paper_out", "hot")


@dataclass(frozen=True, slots=True)
class StatusBits:
    """Where a model reports what: pairs of (n of DLE EOT n, mask). Any bit of a mask counts; no pair, no sensor.
    The first pair of `paper_out` is the sensor itself: without its answer the paper is unknown."""

    offline: tuple[tuple[int, int], ...] = ((1, 0x08),)
    fault: tuple[tuple[int, int], ...] = ((3, 0x20), (3, 0x04))
    cutter: tuple[tuple[int, int], ...] = ((3, 0x08),)
    cover_open: tuple[tuple[int, int], ...] = ((2, 0x04),)
    paper_out: tuple[tuple[int, int], ...] = ((4, 0x60), (2, 0x20))
    paper_low: tuple[tuple[int, int], ...] = ((4, 0x0C),)
    hot: tuple[tuple[int, int], ...] = ((3, 0x40),)
    error: tuple[tuple[int, int], ...] = ((2, 0x40),)
    mouth: tuple[tuple[int, int], ...] = ()

    @classmethod
    def from_profile(cls, table: Mapping[str, Any]) -> "StatusBits":
        """`{"paper_out": [[4, 32]], ...}` over the usual meanings. ValueError names a wrong key or value."""
        known = set(cls.__slots__)
        if unknown := sorted(set(table) - known):
            raise ValueError(f"status: unknown meaning {unknown[0]!r}; known are {', '.join(sorted(known))}")
        return cls(**{meaning: _pairs(meaning, pairs) for meaning, pairs in table.items()})


def _pairs(meaning: str, value: Any) -> tuple[tuple[int, int], ...]:
    pairs = tuple((int(n), int(mask)) for n, mask in value)
    if any(n not in QUERIES or not 0 < mask < 0x100 for n, mask in pairs):
        raise ValueError(f"status.{meaning}: each entry is [n of DLE EOT 1..4, mask 1..255]")
    return pairs


def is_answer(byte: int) -> bool:
    """Is this byte an answer to DLE EOT?"""
    return byte & ANSWER_MASK == ANSWER_BITS


def is_barrier(byte: int) -> bool:
    """Is this byte an answer to GS r, which is queued and so proves that everything before it was worked off?"""
    return byte & BARRIER_MASK == 0


def summarise(answers: Mapping[int, int | None], bits: StatusBits) -> PrinterStatus:
    """Status from the answers to DLE EOT 1..4; None stands for silence, an invalid byte is taken as silence too.

    Raises DeviceTimeout when nothing at all answered and DeviceProtocolError when only noise did: a silent printer
    is never "well" and never has "plenty" of paper.
    """
    valid = {n: byte for n, byte in answers.items() if byte is not None and is_answer(byte)}
    if not valid:
        if any(byte is not None for byte in answers.values()):
            raise DeviceProtocolError(f"no printer status in the answer: {_hex(answers)}")
        raise DeviceTimeout("the printer answers no status request")
    found = [name for name in FAULTS if _seen(valid, getattr(bits, name))]
    if not found and _seen(valid, bits.error):
        found = ["fault"]
    connection = _connection(valid, bits)
    if not found and connection == "offline":
        found = ["offline"]
    return PrinterStatus(
        connection=connection,
        faults=tuple(f"printer.{name}" for name in found),
        detail=_hex(answers),
        paper=_paper(valid, bits),
        output=_output(valid, bits),
    )


def _connection(valid: Mapping[int, int], bits: StatusBits) -> Connection:
    if _seen(valid, bits.offline):
        return "offline"
    return "online" if _asked(valid, bits.offline) else "unknown"


def _paper(valid: Mapping[int, int], bits: StatusBits) -> Supply:
    if _seen(valid, bits.paper_out):
        return "out"
    if not bits.paper_out or bits.paper_out[0][0] not in valid:
        return "unknown"
    return "low" if _seen(valid, bits.paper_low) else "ok"


def _output(valid: Mapping[int, int], bits: StatusBits) -> Media:
    if not bits.mouth or not _asked(valid, bits.mouth):
        return "unknown"
    return "present" if _seen(valid, bits.mouth) else "not_present"


def _seen(valid: Mapping[int, int], pairs: tuple[tuple[int, int], ...]) -> bool:
    return any(valid.get(n, 0) & mask for n, mask in pairs)


def _asked(valid: Mapping[int, int], pairs: tuple[tuple[int, int], ...]) -> bool:
    return all(n in valid for n, _ in pairs)


def _hex(answers: Mapping[int, int | None]) -> str:
    return " ".join("--" if answers.get(n) is None else f"{answers[n]:02x}" for n in QUERIES)

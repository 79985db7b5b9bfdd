"""A Ticket laid out for the width of one paper: what stands on which line. Pure."""

from dataclasses import dataclass

from drivers.api.printer import Align, Block, Feed, KeyValue, QrBlock, Rule, TextLine, Ticket
from drivers.families.escpos.text import clean, width, wrap

GAP = 2  # cells between a label and its value
INDENT = 2  # cells before a value that did not fit beside its label


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: it fits the paper."""

    text: str
    scale: int = 1
    bold: bool = False
    align: Align = "left"


Piece = Line | Rule | Feed | QrBlock


def lay_out(ticket: Ticket, width_cells: int) -> list[Piece]:
    """Pieces from top to bottom. `width_cells` is the paper's width at scale 1; scale 2 has half as many."""
    columns = {scale: _label_column(ticket, scale, width_cells // scale) for scale in (1, 2)}
    pieces: list[Piece] = []
    for block in ticket.blocks:
        pieces += _pieces(block, width_cells, columns)
    return pieces


def _pieces(block: Block, width_cells: int, columns: dict[int, int]) -> list[Piece]:
    match block:
        case TextLine(text, scale, bold, align):
            return [Line(line, scale, bold, align) for line in wrap(text, width_cells // scale)]
        case KeyValue(_, _, scale):
            return [Line(line, scale) for line in _pair(block, width_cells // scale, columns[scale])]
        case Rule() | Feed() | QrBlock():
            return [block]


def _label_column(ticket: Ticket, scale: int, limit: int) -> int:
    """Where values begin: after the longest label that leaves most of the line to the values."""
    labels = [width(clean(b.label)) for b in ticket.blocks if isinstance(b, KeyValue) and b.scale == scale]
    return max((cells for cells in labels if cells <= limit * 2 // 5), default=0) + GAP


def _pair(pair: KeyValue, limit: int, column: int) -> list[str]:
    label, value = clean(pair.label), clean(pair.value)
    start = max(column, width(label) + 1)
    if start + width(value) <= limit:
        return [label + " " * (start - width(label)) + value]
    return [*wrap(label, limit), *(" " * INDENT + line for line in wrap(value, limit - INDENT))]

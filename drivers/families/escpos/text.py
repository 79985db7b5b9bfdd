"""Text for paper: what can be sent as characters, how wide it is, where it breaks. Pure: no I/O, no fonts.

The unit of width is the cell, half of a Chinese character: 12 dots at scale 1 for a printer's own characters.
Printers place GB text on exactly this grid, and the drawing in font.py keeps to it, so one wrapping serves both.
"""

import unicodedata
from collections.abc import Iterator
from typing import Literal, get_args

Charset = Literal["none", "ascii", "gb2312", "gbk", "gb18030"]
CHARSETS: tuple[Charset, ...] = get_args(Charset)
UNPRINTABLE = "□"  # said for half of a surrogate pair: something stood here

# A line must not begin with one of these, nor end with one of those.
NEVER_FIRST = frozenset("，。、；：？！）》」』】〕”’…—·％℃,.;:?!)]}%")
NEVER_LAST = frozenset("（《「『【〔“‘([{￥")


def clean(text: str) -> str:
    """Composed characters only; no control, format or direction characters, tabs and newlines as spaces."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(_printable(char) for char in composed)


def _printable(char: str) -> str:
    if char.isspace():
        return "\u3000" if char == "\u3000" else " "
    category = unicodedata.category(char)
    if category == "Cs":
        return UNPRINTABLE
    return "" if category in ("Cc", "Cf") else char


def clusters(text: str) -> Iterator[str]:
    """Characters with the marks (and variant selectors) that belong to them."""
    pending = ""
    for char in text:
        if pending and not unicodedata.category(char).startswith("M"):
            yield pending
            pending = ""
        pending += char
    if pending:
        yield pending


def cells(cluster: str) -> int:
    """1 for ASCII, 2 for everything else: GB printers give two-byte characters, also Greek or ·, a full square."""
    return 1 if cluster.isascii() else 2


def width(text: str) -> int:
    """Width in cells."""
    return sum(cells(cluster) for cluster in clusters(text))


def encode(line: str, charset: Charset) -> bytes | None:
    """The line as the printer's own characters, or None when one of them is not in its ROM: then it is drawn.

    GB 18030 goes to the wire as it is; the other sets are the same bytes with fewer characters. A backslash, a
    tilde and a dollar are drawn too: Chinese ROMs show other signs there (GB/T 1988).
    """
    if charset == "none" or any(char in "\\~$" for char in line):
        return None
    try:
        return line.encode(charset)
    except UnicodeEncodeError:
        return None


def wrap(text: str, limit: int) -> list[str]:
    """Lines of at most `limit` (>= 2) cells. Words and numbers stay whole when a line can hold them; punctuation
    is kept off the beginning of lines, opening brackets off their ends. At least one line, perhaps empty."""
    lines: list[str] = []
    line: list[str] = []
    for token in _tokens(clean(text), limit):
        if token == " " and lines and not line:
            continue
        if width("".join(line)) + width(token) <= limit:
            line.append(token)
            continue
        carried = [] if token == " " else _carried(line, token, limit)
        lines.append("".join(line[: len(line) - len(carried)]).rstrip(" "))
        line = [] if token == " " else [*carried, token]
    return [*lines, "".join(line).rstrip(" ")] if line or not lines else lines


def _carried(line: list[str], token: str, limit: int) -> list[str]:
    """What moves to the next line together with `token`, so that no line begins or ends with the wrong mark; nothing
    when that cannot be had."""
    for kept in range(len(line), 0, -1):
        if [*line, token][kept] not in NEVER_FIRST and line[kept - 1] not in NEVER_LAST:
            carried = line[kept:]
            return carried if width("".join(carried)) + width(token) <= limit else []
    return []


def _tokens(text: str, limit: int) -> Iterator[str]:
    """Words (cut where longer than a line) and single characters."""
    word = ""
    for cluster in clusters(text):
        joins = cluster.isascii() and cluster.isalnum() or (bool(word) and cluster in "-_./:*@#+")
        if word and not joins:
            yield word
            word = ""
        elif len(word) == limit:
            # a number too long for the paper breaks where it is written in groups
            end = word.rfind("-") + 1 or limit
            yield word[:end]
            word = word[end:]
        if joins:
            word += cluster
        else:
            yield cluster
    if word:
        yield word

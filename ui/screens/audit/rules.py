"""The rules, one function each: a drawn page in, findings out. Limits are (standard, elder)."""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from PySide6.QtCore import QRectF

from kiosk.visit.intents import DockControl
from ui.screens.audit.contrast import text_contrast
from ui.screens.audit.model import Drawn, Finding, Target, Text
from ui.screens.audit.read import DOCK, PAD

BODY_MM, ANY_TEXT_MM = (6.5, 10.0), (4.2, 6.5)
TARGET_MM, SECONDARY_MM, GAP_MM = (12.0, 20.0), (10.0, 16.0), (3.0, 5.0)
CONTRAST, LARGE_CONTRAST, LARGE_MM = (4.5, 7.0), (3.0, 7.0), 8.5
CHOICES, INPUTS = (12, 6), (4, 1)
SLACK_PX = 2.0  # glyph boxes are wider than their ink
ROUNDING_MM = 0.05
ROUNDING_RATIO = 0.05
CONTROLS: tuple[DockControl, ...] = ("back", "exit", "help", "speak", "elder")

Rule = Callable[[Drawn], Iterator[Finding]]


def _limit(drawn: Drawn, pair: tuple[float, float]) -> float:
    return pair[1] if drawn.elder else pair[0]


def text_sizes(drawn: Drawn) -> Iterator[Finding]:
    """A01 body, labels, buttons, errors; A02 any text at all (role "caption")."""
    for text in drawn.texts:
        rule, pair = ("A02", ANY_TEXT_MM) if text.role == "caption" else ("A01", BODY_MM)
        if drawn.mm(text.em_px) < _limit(drawn, pair) - ROUNDING_MM:
            yield Finding(drawn.page, _label(text), rule, round(drawn.mm(text.em_px), 2), _limit(drawn, pair))


def target_sizes(drawn: Drawn) -> Iterator[Finding]:
    """A04 main targets, A05 secondary ones: the shorter side."""
    for target in drawn.targets:
        rule, pair = ("A05", SECONDARY_MM) if target.secondary else ("A04", TARGET_MM)
        side = drawn.mm(min(target.box.width(), target.box.height()))
        if side < _limit(drawn, pair) - ROUNDING_MM:
            yield Finding(drawn.page, target.name, rule, round(side, 2), _limit(drawn, pair))


def target_gaps(drawn: Drawn) -> Iterator[Finding]:
    """A06: distance between neighbouring targets."""
    for one, other in combinations(drawn.targets, 2):
        gap = drawn.mm(_distance(one.box, other.box))
        if one.name != other.name and gap < _limit(drawn, GAP_MM) - ROUNDING_MM:
            pair = f"{one.name} | {other.name}"
            yield Finding(drawn.page, pair, "A06", round(gap, 2), _limit(drawn, GAP_MM))


def _distance(one: QRectF, other: QRectF) -> float:
    across = max(one.left() - other.right(), other.left() - one.right(), 0.0)
    down = max(one.top() - other.bottom(), other.top() - one.bottom(), 0.0)
    return math.hypot(across, down)


def contrast(drawn: Drawn) -> Iterator[Finding]:
    """A07: text against its ground, on pixels."""
    for text in drawn.texts:
        large = drawn.mm(text.em_px) >= LARGE_MM
        required = _limit(drawn, LARGE_CONTRAST if large else CONTRAST)
        measured = text_contrast(drawn.picture, text.needed.intersected(text.clip), text.colour)
        if measured < required - ROUNDING_RATIO:
            yield Finding(drawn.page, _label(text), "A07", round(measured, 2), required)


def clipped(drawn: Drawn) -> Iterator[Finding]:
    """A10: no text shortened, cut off, or out of its own box."""
    for text in drawn.texts:
        if text.truncated:
            yield Finding(drawn.page, _label(text), "A10", "shortened", "whole")
        elif not _within(text.needed, text.clip):
            yield Finding(drawn.page, _label(text), "A10", "cut off", "whole")
        elif not _within(text.needed, text.box):
            yield Finding(drawn.page, _label(text), "A10", "out of its box", "inside")


def overlaps(drawn: Drawn) -> Iterator[Finding]:
    """A10: no text over another."""
    for one, other in combinations(drawn.texts, 2):
        shared = one.needed.intersected(other.needed)
        if shared.width() > SLACK_PX and shared.height() > SLACK_PX + _leading(one, other):
            yield Finding(drawn.page, f"{_label(one)} | {_label(other)}", "A10", "over each other", "apart")


def key_edges(drawn: Drawn) -> Iterator[Finding]:
    """A10: a text is inside a target or outside, never across its edge."""
    for text in drawn.texts:
        ink = text.needed.adjusted(SLACK_PX, 0.2 * text.em_px, -SLACK_PX, -0.2 * text.em_px)
        for target in drawn.targets:
            if ink.intersects(target.box) and not _within(ink, target.box):
                yield Finding(drawn.page, f"{_label(text)} | {target.name}", "A10", "over the edge", "inside")


def _leading(one: Text, other: Text) -> float:
    """Line boxes of CJK fonts are about 1.45 em high for 1 em of ink: touching boxes are no overlap."""
    return 0.2 * (one.em_px + other.em_px)


def _within(inner: QRectF, outer: QRectF) -> bool:
    return outer.adjusted(-SLACK_PX, -SLACK_PX, SLACK_PX, SLACK_PX).contains(inner)


def labels(drawn: Drawn) -> Iterator[Finding]:
    """A11: every target has a visible word and an accessible name. A pad to write on has the name only."""
    for target in drawn.targets:
        if not target.label and target.name != PAD:
            yield Finding(drawn.page, target.name, "A11", "no word", "a word")
        if not target.accessible:
            yield Finding(drawn.page, target.name, "A11", "no accessible name", "a name")


def counts(drawn: Drawn) -> Iterator[Finding]:
    """A13 choices on a page, A14 inputs on a page. The dock and the keys of a keypad are not choices."""
    choices = {target.name for target in drawn.targets if not target.name.startswith((DOCK, "key.", PAD))}
    if len(choices) > _limit(drawn, CHOICES):
        yield Finding(drawn.page, "choices", "A13", len(choices), _limit(drawn, CHOICES))
    if drawn.inputs > _limit(drawn, INPUTS):
        yield Finding(drawn.page, "inputs", "A14", drawn.inputs, _limit(drawn, INPUTS))


def lone_characters(drawn: Drawn) -> Iterator[Finding]:
    """L01: no paragraph of two lines or more whose last line is one character, with or without its mark."""
    for text in drawn.texts:
        for lines in text.lines:
            letters = sum(each.isalnum() for each in lines[-1])
            if len(lines) > 1 and letters < 2:
                yield Finding(drawn.page, _label(text), "L01", lines[-1], "two characters")


RULES: tuple[Rule, ...] = (
    text_sizes, target_sizes, target_gaps, contrast, clipped, overlaps, key_edges, labels, counts,
    lone_characters,
)  # fmt: skip


def same_place(pages: Sequence[Drawn]) -> Iterator[Finding]:
    """A17: the five controls in the same rectangle on every page and in both modes, within a pixel."""
    places: dict[str, QRectF] = {}
    for drawn in pages:
        for name in (f"dock.{control}" for control in CONTROLS):
            box = drawn.dock.get(name)
            first = places.setdefault(name, box) if box is not None else None
            if box is None or first is None:
                yield Finding(drawn.page, name, "A17", "missing", "on every page")
            elif _moved(box, first) > 1:
                yield Finding(drawn.page, name, "A17", round(drawn.mm(_moved(box, first)), 2), 0.0)


def _moved(one: QRectF, other: QRectF) -> float:
    pairs = zip(one.getCoords(), other.getCoords(), strict=True)  # pyright: ignore[reportArgumentType]
    return max(abs(a - b) for a, b in pairs)


def check(drawn: Drawn) -> list[Finding]:
    """All rules that need one page."""
    return [finding for rule in RULES for finding in rule(drawn)]


def _label(item: Text | Target) -> str:
    words = item.words if isinstance(item, Text) else item.label
    short = words.replace("\n", " ")
    return f"{item.name}: {short[:20]}" if short not in item.name else item.name

"""Reads a window into the model of the audit.

Traps met: findChild misses what Repeater and StackView make, so childItems are walked; a Text accepts the
left button (for links) without being a target; items behind a cover are still visible items;
QQuickItem.window() is never asked, because the window's Python object then dies with that item's.
"""

import json
from collections.abc import Iterator

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QTextLayout, QTextOption
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow

from ui.bridge.convert import WORD_JOINER
from ui.bridge.panel import Panel
from ui.screens.audit.model import Drawn, Target, Text

TEXT_CLASS = "QQuickText"
DOCK, PAD = "dock.", "sign.pad"
FACTS = """JSON.stringify({em: fontInfo.pixelSize, width: contentWidth, height: contentHeight, left: leftPadding,
    top: topPadding, across: effectiveHorizontalAlignment, down: verticalAlignment,
    lines: lineCount, room: width - leftPadding - rightPadding})"""
ALIGN_RIGHT, ALIGN_H_CENTRE, ALIGN_BOTTOM, ALIGN_V_CENTRE = 2, 4, 64, 128  # of QQuickText


def read(page: str, elder: bool, panel: Panel, window: QQuickWindow, picture: QImage) -> Drawn:
    """The page that stands in the window now; `picture` is the window grabbed in the same state."""
    whole = QRectF(0, 0, window.width(), window.height())
    root = window.contentItem()
    seen = [item for item in _not_covered(list(_painted(root))) if item != root]
    targets = tuple(_target(item) for item in seen if _is_target(item))
    inputs = sum(1 for item in seen if item.property("isInput") is True or item.objectName() == PAD)
    inputs += any(target.name.startswith("key.") for target in targets)
    dock = {item.objectName(): _box(item) for item in seen if item.objectName().startswith(DOCK)}
    texts = tuple(_text(item, whole) for item in seen if _is_text(item))
    return Drawn(page, elder, panel, texts, targets, inputs, dock, picture)


def _painted(item: QQuickItem) -> Iterator[QQuickItem]:
    """Visible items in the order they are painted."""
    if not item.isVisible() or item.opacity() < 0.01:
        return
    children = sorted(item.childItems(), key=lambda child: child.z())
    for child in children:
        if child.z() < 0:
            yield from _painted(child)
    if item.width() > 0 and item.height() > 0:
        yield item
    for child in children:
        if child.z() >= 0:
            yield from _painted(child)


def _not_covered(painted: list[QQuickItem]) -> list[QQuickItem]:
    """Without what lies under a cover or veil painted later."""
    covers: list[tuple[QRectF, QQuickItem]] = []
    kept: list[QQuickItem] = []
    for item in reversed(painted):
        box = _box(item)
        over = (cover for place, cover in covers if place.contains(box.center()))
        if all(item.isAncestorOf(cover) for cover in over):
            kept.append(item)
        if _covers(item):
            covers.append((box, item))
    return kept[::-1]


def _covers(item: QQuickItem) -> bool:
    colour = item.property("color")
    return _is_a(item, "QQuickRectangle") and isinstance(colour, QColor) and colour.alphaF() * _opacity(item) >= 0.5


def _opacity(item: QQuickItem | None) -> float:
    product = 1.0
    while item is not None:
        product *= item.opacity()
        item = item.parentItem()
    return product


def _box(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _class(thing: QObject) -> str:
    return thing.metaObject().className()


def _is_a(thing: QObject, name: str) -> bool:
    meta = thing.metaObject()
    while meta is not None:
        if meta.className() == name:
            return True
        meta = meta.superClass()
    return False


def _is_text(item: QQuickItem) -> bool:
    words = item.property("text")
    return _is_a(item, TEXT_CLASS) and bool(words and str(words).strip()) and item.property("decorative") is not True


def _text(item: QQuickItem, whole: QRectF) -> Text:
    facts = _facts(item)
    colour = item.property("color")
    return Text(
        name=_name(item),
        words=str(item.property("text")).replace(WORD_JOINER, ""),
        role=str(item.property("role") or ""),
        em_px=facts["em"] * _scale(item),
        box=_box(item),
        needed=item.mapRectToScene(_words_box(item, facts)),
        clip=_clip(item, whole),
        truncated=bool(item.property("truncated")),
        colour=colour if isinstance(colour, QColor) else QColor(),
        lines=_lines(item, facts),
    )


def _facts(item: QQuickItem) -> dict[str, float]:
    """What only QML can tell: enums and grouped properties have no converter to Python."""
    context = qmlContext(item)
    assert context is not None  # every Text comes from a QML file
    value, failed = QQmlExpression(context, item, FACTS).evaluate()
    if failed:
        raise RuntimeError(f"cannot measure {item.property('text')!r}")
    return json.loads(str(value))


def _lines(item: QQuickItem, facts: dict[str, float]) -> tuple[tuple[str, ...], ...]:
    """Paragraphs as broken on the screen. QML tells how many lines there are and not where they end, so the same
    text is set once more with the same engine; where that gives another number of lines, nothing is said."""
    paragraphs = str(item.property("text")).split("\n")
    font = item.property("font")
    if facts["lines"] <= len(paragraphs) or not isinstance(font, QFont):
        return ()
    used = QFont(font)
    used.setPixelSize(int(facts["em"]))
    broken = tuple(_broken(text, used, facts["room"]) for text in paragraphs)
    return broken if sum(map(len, broken)) == facts["lines"] else ()


def _broken(text: str, font: QFont, room: float) -> tuple[str, ...]:
    layout, option = QTextLayout(text, font), QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room)
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].replace(WORD_JOINER, ""))
    layout.endLayout()
    return tuple(lines) or ("",)


def _scale(item: QQuickItem) -> float:
    return item.mapRectToScene(QRectF(0, 0, 100, 100)).height() / 100


def _words_box(item: QQuickItem, facts: dict[str, float]) -> QRectF:
    """Where the drawn words are inside the item."""
    room_x, room_y = item.width() - facts["width"], item.height() - facts["height"]
    x = {ALIGN_H_CENTRE: room_x / 2, ALIGN_RIGHT: room_x}.get(int(facts["across"]), facts["left"])
    y = {ALIGN_V_CENTRE: room_y / 2, ALIGN_BOTTOM: room_y}.get(int(facts["down"]), facts["top"])
    return QRectF(x, y, facts["width"], facts["height"])


def _clip(item: QQuickItem, whole: QRectF) -> QRectF:
    """The part of the window in which this item can be seen at all."""
    box = QRectF(whole)
    parent = item.parentItem()
    while parent is not None:
        if parent.clip():
            box = box.intersected(_box(parent))
        parent = parent.parentItem()
    return box


def _is_target(item: QQuickItem) -> bool:
    if not item.isEnabled() or _is_a(item, TEXT_CLASS) or item.property("decorative") is True:
        return False
    handlers = [child for child in item.children() if _is_a(child, "QQuickPointerHandler")]
    if handlers and not _is_a(item, "QQuickMouseArea"):
        # an item takes buttons because of any handler, also of one that only watches
        return any(_is_a(child, "QQuickTapHandler") and child.property("enabled") for child in handlers)
    return item.acceptedMouseButtons() != Qt.MouseButton.NoButton


def _target(item: QQuickItem) -> Target:
    named = next(_named_ancestors(item), item)
    secondary = any(each.property("secondary") is True for each in _up(item)) or named.objectName().startswith(DOCK)
    words = [str(each.property("text")).replace(WORD_JOINER, "").strip() for each in _painted(named) if _is_text(each)]
    return Target(named.objectName() or _name(item), _box(item), secondary, " ".join(words), _accessible(item))


def _up(item: QQuickItem) -> Iterator[QQuickItem]:
    """The item and its next two ancestors: as deep as a key component puts its mouse area."""
    each: QQuickItem | None = item
    for _ in range(3):
        if each is not None:
            yield each
            each = each.parentItem()


def _named_ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    return (each for each in _up(item) if each.objectName())


def _accessible(item: QQuickItem) -> str:
    """What a screen reader says."""
    for each in _up(item):
        context = qmlContext(each)
        said = QQmlExpression(context, each, "Accessible.name").evaluate()[0] if context is not None else None
        if isinstance(said, str) and said:
            return said
    return ""


def _name(item: QQuickItem) -> str:
    for each in _up(item):
        if each.objectName():
            return each.objectName()
    words = str(item.property("text") or "").strip().replace("\n", " ").replace(WORD_JOINER, "")
    return words[:24] or _class(item)

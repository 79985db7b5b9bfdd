"""Fingers: find what is on the screen by its objectName, and touch it as a person would."""

import time
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

Point = tuple[float, float]


def walk(item: QQuickItem) -> Iterator[QQuickItem]:
    """The item and all below it. `findChild` would miss what Repeater and StackView make."""
    yield item
    for child in item.childItems():
        yield from walk(child)


def find(window: QQuickWindow, name: str) -> QQuickItem | None:
    """The visible item with this objectName; the topmost when a page is sliding over another."""
    found = [item for item in walk(window.contentItem()) if item.objectName() == name and item.isVisible()]
    return found[-1] if found else None


def next_frame(window: QQuickWindow, deadline_ms: int = 5000) -> None:
    """Until a new frame is drawn: only then rows and columns have put their items in place."""
    loop = QEventLoop()
    window.frameSwapped.connect(loop.quit)
    QTimer.singleShot(deadline_ms, loop, loop.quit)
    window.update()
    loop.exec()
    window.frameSwapped.disconnect(loop.quit)


def settle(window: QQuickWindow, deadline_s: float = 5.0) -> None:
    """Until what was shown is drawn and the shell says that nothing slides any more (`moving`)."""
    deadline = time.monotonic() + deadline_s
    next_frame(window)
    next_frame(window)
    while window.property("moving") is True and time.monotonic() < deadline:
        next_frame(window)
    next_frame(window)


def middle_of(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def tap(window: QQuickWindow, item: QQuickItem) -> None:
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=middle_of(item))


def draw(window: QQuickWindow, item: QQuickItem, stroke: Sequence[Point]) -> None:
    """One stroke; points 0..1 of the item's width and height."""
    spots = [item.mapToScene(QPointF(x * item.width(), y * item.height())).toPoint() for x, y in stroke]
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=spots[0])
    for spot in spots[1:]:
        QTest.mouseMove(window, spot)
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=spots[-1])

"""The camera's picture in QML: `import Bianmin.Bridge 1.0`, `CameraPreview {}`.

QQuickPaintedItem because it is what the software renderer draws for least: 7 % of a core at 640x480
(a texture node 14 %, VideoOutput draws nothing).
"""

import weakref
from typing import Protocol

from PySide6.QtCore import Property, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QImage, QPainter, QTransform
from PySide6.QtQml import qmlRegisterType
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from drivers.api.face import Frame, FrameSource

REFRESH_MS = 33  # 30 Hz: what cameras of this class deliver


class HasFrames(Protocol):
    """What the preview needs of the bridge."""

    @property
    def frames(self) -> FrameSource | None: ...


_shown: "weakref.ref[HasFrames] | None" = None


def show_frames_of(bridge: HasFrames) -> None:
    """Previews show this bridge's camera from now on. QML makes the items, so it is no argument of theirs."""
    global _shown
    _shown = weakref.ref(bridge)


def to_image(frame: Frame) -> QImage:
    """A frame as an image that owns its pixels: the bytes of the frame may be zeroed or freed afterwards."""
    stride = frame.width * 3
    return QImage(frame.pixels, frame.width, frame.height, stride, QImage.Format.Format_BGR888).copy()


class CameraPreview(QQuickPaintedItem):
    """The newest frame, filling the item, cut at the longer side. `round` cuts a circle; `live` once a frame came.

    Frames are asked from the bridge of the newest window, only while the item is visible; when it hides, the picture
    of the person is dropped at once.
    """

    roundChanged = Signal()
    liveChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._sequence = -1
        self._round = True
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)
        self.setAntialiasing(True)
        self.visibleChanged.connect(self._follow_visibility)
        self._timer.start()

    def _follow_visibility(self) -> None:
        if self.isVisible():
            self._timer.start()
            return
        self._timer.stop()
        self._image, self._sequence = QImage(), -1
        self.liveChanged.emit()

    def _source(self) -> FrameSource | None:
        # Not by self.window(): in PySide 6.11 the window's Python object would die together with this item's.
        # Not by qmlEngine(self): an item that outlives its engine would ask freed memory.
        bridge = _shown() if _shown is not None else None
        return bridge.frames if bridge is not None else None

    def refresh(self) -> None:
        """Take the newest frame when there is a newer one."""
        source = self._source()
        frame = source.latest(newer_than=self._sequence) if source is not None else None
        if frame is None:
            return
        came_alive = self._image.isNull()
        self._image, self._sequence = to_image(frame), frame.sequence
        if came_alive:
            self.liveChanged.emit()
        self.update()

    def paint(self, painter: QPainter) -> None:
        if self._image.isNull():
            return
        box = QRectF(0, 0, self.width(), self.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._round:
            painter.drawImage(box, self._image, self._cut(box))
            return
        # A brush and not a clip path: clip paths are not antialiased.
        painter.setBrush(self._brush(box))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(box)

    def _cut(self, box: QRectF) -> QRectF:
        """The part of the image with the box's proportions, centred."""
        scale = min(self._image.width() / box.width(), self._image.height() / box.height())
        cut = QRectF(0, 0, box.width() * scale, box.height() * scale)
        cut.moveCenter(QRectF(self._image.rect()).center())
        return cut

    def _brush(self, box: QRectF) -> QBrush:
        cut = self._cut(box)
        brush, scale = QBrush(self._image), box.width() / cut.width()
        brush.setTransform(QTransform.fromScale(scale, scale).translate(-cut.x(), -cut.y()))
        return brush

    def _get_round(self) -> bool:
        return self._round

    def _set_round(self, value: bool) -> None:
        if value != self._round:
            self._round = value
            self.roundChanged.emit()
            self.update()

    def _get_live(self) -> bool:
        return not self._image.isNull()

    round = Property(bool, _get_round, _set_round, notify=roundChanged)
    live = Property(bool, _get_live, notify=liveChanged)


def register() -> None:
    """Make the type known to QML; once in a process is enough, more is harmless."""
    qmlRegisterType(CameraPreview, "Bianmin.Bridge", 1, 0, "CameraPreview")  # pyright: ignore[reportCallIssue, reportArgumentType]

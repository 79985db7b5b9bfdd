"""A window that shows views without a core: for pictures and for the audit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtQuick import QQuickWindow

from drivers.api.face import Frame, FrameSource
from kiosk.visit.intents import Intent
from kiosk.visit.views import View
from ui.bridge.bridge import Bridge
from ui.bridge.panel import Panel
from ui.bridge.preview import CameraPreview
from ui.bridge.qt import close_window, open_window
from ui.bridge.shell import MAIN_QML
from ui.demo.hands import settle, walk
from ui.speech.engine import SilentEngine
from ui.speech.speaker import Speaker
from ui.theme import icons


class SketchedFace:
    """A preview that always has one picture: a head and shoulders, drawn, nobody's."""

    def __init__(self, width: int = 640, height: int = 480) -> None:
        image = QImage(width, height, QImage.Format.Format_BGR888)
        image.fill(QColor("#BCD3D6"))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor("#1B2529"))
        for colour, box in (("#3E7F8F", (170, 330, 300, 300)), ("#E3D6BC", (230, 110, 180, 250))):
            painter.setBrush(QColor(colour))
            painter.drawEllipse(*box)
        painter.end()
        self._frame = Frame(width, height, 0, bytes(image.constBits()))

    def latest(self, newer_than: int = -1) -> Frame | None:
        return self._frame if newer_than < 0 else None


class StillTerminal:
    """A terminal on which nothing happens: views are shown from outside, intents lead nowhere."""

    def __init__(self) -> None:
        self._face = SketchedFace()

    def start(self, on_view: Callable[[View], None], on_speech: Callable[[str], None]) -> None:
        return

    def send(self, intent: Intent) -> None:
        return

    @property
    def frames(self) -> FrameSource | None:
        return self._face

    def stop(self) -> None:
        return


class Gallery:
    """One window; `draw(view)` returns it as a picture once nothing moves any more."""

    def __init__(self, bridge: Bridge, window: QQuickWindow) -> None:
        self.bridge, self.window = bridge, window

    def draw(self, view: View) -> QImage:
        self.bridge.show(view)
        settle(self.window)
        for item in walk(self.window.contentItem()):
            if isinstance(item, CameraPreview):
                item.refresh()
                settle(self.window)
        return self.window.grabWindow()


@contextmanager
def gallery(panel: Panel, qml: Path = MAIN_QML) -> Iterator[Gallery]:
    """A gallery in the panel's size. Needs the application object (ui.bridge.qt.make_application)."""
    speaker = Speaker(SilentEngine())
    bridge = Bridge(StillTerminal(), panel, speaker)
    engine, window = open_window(bridge, qml, with_engine=icons.register)
    window.setProperty("still", True)
    try:
        yield Gallery(bridge, window)
    finally:
        close_window(engine, window)
        speaker.close()

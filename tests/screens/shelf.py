"""A shell with a core that only writes down what it is told; views are put on it from outside."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtQuick import QQuickItem, QQuickWindow

from drivers.api.face import FrameSource
from kiosk.visit.intents import Intent
from kiosk.visit.views import View
from ui.bridge.bridge import Bridge
from ui.bridge.convert import WORD_JOINER
from ui.bridge.panel import Panel
from ui.bridge.shell import open_shell
from ui.demo.hands import find, settle, tap, walk
from ui.speech.engine import SilentEngine
from ui.speech.speaker import Speaker


class Notebook:
    """A terminal that writes intents down and does nothing."""

    def __init__(self) -> None:
        self.intents: list[Intent] = []

    def start(self, on_view: Callable[[View], None], on_speech: Callable[[str], None]) -> None:
        return

    def send(self, intent: Intent) -> None:
        self.intents.append(intent)

    @property
    def frames(self) -> FrameSource | None:
        return None

    def stop(self) -> None:
        return


class Shelf:
    """The real window on the real bridge."""

    def __init__(self, bridge: Bridge, window: QQuickWindow, notebook: Notebook) -> None:
        self.bridge, self.window, self._notebook = bridge, window, notebook
        self._serial = 0

    def show(self, view: View, *, same: bool = False) -> None:
        """Put a view on the window: as a new page, or as an update of the page that is there."""
        self._serial += 0 if same else 1
        self.bridge.show(replace(view, serial=self._serial))
        settle(self.window)

    def item(self, name: str) -> QQuickItem:
        found = find(self.window, name)
        assert found is not None, name
        return found

    def has(self, name: str) -> bool:
        return find(self.window, name) is not None

    def tap(self, name: str) -> None:
        tap(self.window, self.item(name))

    def told(self) -> list[Intent]:
        """What reached the core since last asked."""
        told, self._notebook.intents = self._notebook.intents, []
        return told

    def rect(self, name: str) -> tuple[float, float, float, float]:
        item = self.item(name)
        corner = item.mapToScene(item.boundingRect().topLeft())
        return (corner.x(), corner.y(), item.width(), item.height())

    def words(self) -> list[str]:
        """Every text that can be read now."""
        texts = (item for item in walk(self.window.contentItem()) if item.isVisible() and item.inherits("QQuickText"))
        return [text for item in texts if (text := str(item.property("text")).replace(WORD_JOINER, ""))]


@contextmanager
def shelf(panel: Panel, clock: Callable[[], float]) -> Iterator[Shelf]:
    """Open the shell; any message of Qt while it is open is a failure."""
    said: list[str] = []

    def listen(kind: QtMsgType, context: object, message: str) -> None:
        said.append(message)

    before = qInstallMessageHandler(listen)
    notebook, speaker = Notebook(), Speaker(SilentEngine())
    bridge = Bridge(notebook, panel, speaker, clock)
    engine, window = open_shell(bridge)
    try:
        yield Shelf(bridge, window, notebook)
    finally:
        window.close()
        engine.deleteLater()
        speaker.close()
        qInstallMessageHandler(before)
    assert said == []

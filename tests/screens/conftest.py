"""One GUI application for all tests of screens; offscreen, software, Qt's warnings fail."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtWidgets import QApplication

from tests.screens.scripted import ATTRACT, HOME, ScriptedTerminal, view
from ui.bridge.bridge import Bridge
from ui.bridge.panel import Panel
from ui.bridge.qt import close_window, dress, open_window, prepare
from ui.speech.engine import SilentEngine
from ui.speech.speaker import Speaker

prepare(offscreen=True)

SMALL = Panel(540, 960, 32.0)
TINY_QML = Path(__file__).parent / "tiny" / "Main.qml"
Window = tuple[QQmlApplicationEngine, QQuickWindow]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str], qapp_cls: type[QApplication]) -> QApplication:
    app = qapp_cls.instance() or qapp_cls(qapp_args)
    assert isinstance(app, QApplication)
    dress(app)
    return app


@pytest.fixture
def terminal() -> Iterator[ScriptedTerminal]:
    table = {
        ("attract", "start"): HOME,
        ("home", "item:a"): view("intro", "consent.face", "consent.other"),
        ("home", "dock.exit"): ATTRACT,
        ("intro", "consent.face"): ATTRACT,
    }
    made = ScriptedTerminal(ATTRACT, table)
    yield made
    made.stop()


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    made = Speaker(SilentEngine())
    yield made
    made.close()


class Clock:
    """Time as an argument."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bridge(qapp: QApplication, terminal: ScriptedTerminal, speaker: Speaker, clock: Clock) -> Bridge:
    return Bridge(terminal, SMALL, speaker, clock)


@pytest.fixture
def open_tiny(bridge: Bridge, qapp: QApplication) -> Iterator[Callable[[], QQuickWindow]]:
    """Opens a window of 40 lines of QML on the real bridge; independent of the pages."""
    opened: list[Window] = []

    def opener() -> QQuickWindow:
        opened.append(open_window(bridge, TINY_QML))
        return opened[-1][1]

    yield opener
    for engine, window in opened:
        close_window(engine, window)

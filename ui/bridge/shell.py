"""The terminal's own shell: Main.qml with its icons."""

from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from ui.bridge.bridge import Bridge
from ui.bridge.qt import UI, open_window
from ui.theme import icons

MAIN_QML = UI / "shell" / "Main.qml"


def open_shell(bridge: Bridge, *, full_screen: bool = False) -> tuple[QQmlApplicationEngine, QQuickWindow]:
    """See `ui.bridge.qt.open_window`."""
    return open_window(bridge, MAIN_QML, full_screen=full_screen, with_engine=icons.register)

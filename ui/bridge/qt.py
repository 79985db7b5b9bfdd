"""Qt as this terminal uses it: software renderer, basic render loop, one font, its messages in our log."""

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QtMsgType, QUrl, qInstallMessageHandler
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from ui.bridge import preview
from ui.bridge.bridge import Bridge

FONT_FAMILY = "Noto Sans CJK SC"
UI = Path(__file__).parent.parent
SWITCH_INTERVAL_S = 0.0005  # with one busy Python thread: signal latency median 1.5 ms instead of 31

log = logging.getLogger("bianmin.ui.qt")
LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def prepare(offscreen: bool = False) -> None:
    """Settings that must stand before the application object. The threaded render loop can deadlock with
    Python, so the basic one is not left to chance."""
    os.environ["QT_QUICK_BACKEND"] = "software"
    os.environ["QSG_RENDER_LOOP"] = "basic"
    os.environ.setdefault("QT_QUICK_CONTROLS_STYLE", "Basic")
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    qInstallMessageHandler(_to_log)


def make_application() -> QGuiApplication:
    """The application object, with the font set for everything: else Han glyphs come by fallback, in Japanese forms."""
    app = QGuiApplication(["bianmin"])
    dress(app)
    return app


def dress(app: QGuiApplication) -> None:
    app.setFont(QFont(FONT_FAMILY))
    preview.register()


def _to_log(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    log.log(LEVELS.get(kind, logging.WARNING), "%s (%s:%s)", message, context.file, context.line)


class ShellMissing(Exception):
    """Main.qml did not load; the reasons are in the log."""


def open_window(
    bridge: Bridge,
    qml: Path,
    *,
    full_screen: bool = False,
    with_engine: Callable[[QQmlApplicationEngine], None] | None = None,
) -> tuple[QQmlApplicationEngine, QQuickWindow]:
    """Load a shell and show it in the panel's size. Keep the engine as long as the window. Raises ShellMissing.
    `with_engine` adds image providers before anything is loaded."""
    engine = QQmlApplicationEngine()
    preview.show_frames_of(bridge)
    engine.addImportPath(str(UI))
    if with_engine is not None:
        with_engine(engine)
    panel = bridge.measures
    state = QQuickWindow.Visibility.FullScreen if full_screen else QQuickWindow.Visibility.Windowed
    size = {} if full_screen else {"width": panel.width_px, "height": panel.height_px}
    engine.setInitialProperties({"bridge": bridge, "visibility": state.value, **size})
    engine.load(QUrl.fromLocalFile(str(qml)))
    roots = engine.rootObjects()
    if not roots or not isinstance(roots[0], QQuickWindow):
        raise ShellMissing(str(qml))
    return engine, roots[0]


def close_window(engine: QQmlApplicationEngine, window: QQuickWindow) -> None:
    """End a window and its engine now, while the bridge still lives: a mere deleteLater() would leave bindings
    that meet a bridge that is gone."""
    window.close()
    engine.deleteLater()
    QCoreApplication.sendPostedEvents(engine, QEvent.Type.DeferredDelete.value)

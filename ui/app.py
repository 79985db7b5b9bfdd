"""The terminal with its screen: `python -m ui --config FILE`."""

import argparse
import gc
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtGui import QGuiApplication, QScreen

from kiosk.visit.intents import Terminal
from ui.bridge.bridge import Bridge
from ui.bridge.guard import Guard
from ui.bridge.panel import PANELS, Panel, parse_panel
from ui.bridge.qt import close_window, make_application, prepare
from ui.bridge.shell import open_shell
from ui.bridge.started import ReadyFile
from ui.speech.engine import find_engine
from ui.speech.speaker import Speaker


def arguments(argv: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ui", description="the terminal with its screen")
    parser.add_argument("--config", type=Path, required=True, help="the machine's configuration file")
    parser.add_argument("--panel", default="auto", help=f"auto, {', '.join(PANELS)} or WIDTHxHEIGHT@INCHES")
    parser.add_argument("--windowed", action="store_true", help="a window that fits this screen, with a cursor")
    parser.add_argument("--dock", type=Path, metavar="RIG_JSON", help="development: open the device dock beside it")
    parser.add_argument("--ready-file", type=Path, help="write the time of the first frame here")
    options = parser.parse_args(argv)
    if options.panel != "auto":
        try:
            parse_panel(options.panel)
        except ValueError as error:
            parser.error(str(error))
    return options


def choose_panel(text: str, diagonal: float, screen: QScreen, windowed: bool) -> Panel:
    """What was given, else this screen's pixels on the `diagonal` (inches) a technician entered: what a display
    says of its own size is often wrong or 0. In a window: small enough for this screen."""
    if not windowed:
        size = screen.size()
        return Panel(size.width(), size.height(), diagonal) if text == "auto" else parse_panel(text)
    room = screen.availableGeometry()
    chosen = PANELS["ref"] if text == "auto" else parse_panel(text)
    return chosen.fitted(int(room.width() * 0.9), int(room.height() * 0.9))


@contextmanager
def quits_on_signals(app: QGuiApplication) -> Iterator[None]:
    """SIGTERM and SIGINT end the event loop. A byte on a socket pair wakes it: Python's handlers alone
    would wait for the next event of the screen, which may be minutes away."""
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.fileno())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: app.exit(0))
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: reader.recv(64))
    try:
        yield
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        reader.close()
        writer.close()


@contextmanager
def device_dock(rig: Path | None, backend: str, left: int = 0) -> Iterator[None]:
    """The dock is a process of its own: the kiosk's memory and import rules stay those of a terminal. Its window
    begins at `left` pixels. In a process group of its own, because Ctrl+C is for the kiosk, which then ends it."""
    if rig is None:
        yield
        return
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_QUICK", "QSG_"))}
    words = [str(rig), "--backend", backend, "--left", str(left)]
    process = subprocess.Popen([sys.executable, "-m", "ui.devdock", *words], env=environment, process_group=0)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def run(terminal: Terminal, options: argparse.Namespace, backend: str = "", diagonal: float = 32.0) -> int:
    """Show the terminal until it is told to end; returns the exit status. It is stopped (wiped) in any case."""
    prepare()
    app = make_application()
    screenless = app.platformName() == "offscreen"  # measurements and pictures: exactly the panel that was asked for
    if not options.windowed:
        app.setOverrideCursor(Qt.CursorShape.BlankCursor)
    speaker = Speaker(find_engine())
    windowed = options.windowed and not screenless
    bridge = Bridge(terminal, choose_panel(options.panel, diagonal, app.primaryScreen(), windowed), speaker)
    guard = Guard(bridge, terminal)
    guard.install()
    try:
        engine, window = open_shell(bridge, full_screen=not (options.windowed or screenless))
        if options.ready_file is not None:
            ReadyFile(options.ready_file, bridge, window)
        if windowed and options.dock is not None:
            window.setPosition(0, 0)  # without a window manager nobody else keeps the two windows apart
        with quits_on_signals(app), device_dock(options.dock, backend, window.width()):
            bridge.start()
            status = app.exec()
        close_window(engine, window)
        return status
    finally:
        terminal.stop()
        speaker.close()


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments(argv)
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    from kiosk import assembly

    terminal = assembly.build(options.config)
    gc.freeze()  # nothing of a person yet: what lives from here on is looked at by every collection
    gc.enable()
    settings = terminal.settings
    return run(terminal, options, settings.backend.url, settings.panel.diagonal_inch)

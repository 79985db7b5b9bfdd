"""`python -m ui.devdock RIG_JSON [--backend URL]`: the device dock alone, as a process of its own."""

import argparse
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from ui.demo.world import World, WorldError
from ui.devdock.hand import Hand
from ui.devdock.window import DockWindow

NOT_THERE = 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m ui.devdock", description="play with the emulated devices")
    parser.add_argument("rig", type=Path, help="rig.json of python -m drivers.emulators")
    parser.add_argument("--backend", default="", help="the reference backend, when rig.json does not name it")
    parser.add_argument("--left", type=int, default=0, help="where the window begins, in pixels from the left")
    options = parser.parse_args()
    try:
        world = World(options.rig, options.backend)
    except WorldError as error:
        print(error, file=sys.stderr)
        return NOT_THERE
    app = QApplication(sys.argv[:1])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: app.quit())
    pulse = QTimer(interval=200)  # lets Python see the signal
    pulse.timeout.connect(lambda: None)
    pulse.start()
    hand = Hand(world)
    window = DockWindow(hand, backend=world.has_backend)
    hand.start()
    window.place(options.left, app.primaryScreen().availableGeometry())
    window.show()
    status = app.exec()
    hand.stop()
    return status


if __name__ == "__main__":
    # Until the window is there, Ctrl+C ends this process as it ends any other: without a report of where it was.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    raise SystemExit(main())

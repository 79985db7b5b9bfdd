"""When the terminal was ready to be used, measured from the start of its process."""

import json
import os
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtQuick import QQuickWindow

from ui.bridge.bridge import Bridge

SETTLED_MS = 120
LATEST_MS = 5000


def since_process_start() -> float:
    """Seconds since the kernel made this process (10 ms steps), so imports and the interpreter count."""
    started = int(Path("/proc/self/stat").read_text().rsplit(")", 1)[1].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started / os.sysconf("SC_CLK_TCK")


class ReadyFile(QObject):
    """Writes `{"view", "first_frame_s", "settled_s", "frames"}`: the first frame that showed a view of the core, and
    the last one before nothing was drawn for 120 ms (at the latest 5 s after the first: a page may go on moving)."""

    def __init__(self, path: Path, bridge: Bridge, window: QQuickWindow) -> None:
        super().__init__(window)
        self._path, self._bridge, self._window = path, bridge, window
        self._first = self._last = 0.0
        self._frames = 0
        self._quiet, self._latest = QTimer(self), QTimer(self)
        for timer, wait in ((self._quiet, SETTLED_MS), (self._latest, LATEST_MS)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self._write)
        window.frameSwapped.connect(self._drawn)

    @Slot()
    def _drawn(self) -> None:
        if self._bridge.current is None:
            return
        self._last = since_process_start()
        self._frames += 1
        self._quiet.start()
        if self._frames == 1:
            self._first = self._last
            self._latest.start()

    @Slot()
    def _write(self) -> None:
        self._window.frameSwapped.disconnect(self._drawn)
        self._quiet.stop()
        self._latest.stop()
        view = self._bridge.current
        times = {"first_frame_s": round(self._first, 3), "settled_s": round(self._last, 3), "frames": self._frames}
        partial = self._path.with_suffix(".part")
        partial.write_text(json.dumps({"view": view.name if view is not None else "", **times}))
        partial.replace(self._path)

"""A tap to the next frame while the camera's preview runs at 30 frames a second on the face page, 1080x1920.

Runs in a process of its own (`python -m tests.bench.taps`), because one process has one Qt application. The core is the
scripted one of the screens' tests: what is measured is the touch shell.
"""

import json
import random
import subprocess
import sys
import time
from typing import Any

from tests.bench.figures import spread
from tests.bench.world import screenless

TAPS = 300
SEED = 7


def measure() -> dict[str, Any]:
    """In ms."""
    words = [sys.executable, "-m", "tests.bench.taps"]
    done = subprocess.run(words, env=screenless(), check=True, capture_output=True, text=True, timeout=300)
    return json.loads(done.stdout.splitlines()[-1])


class Film:
    """640x480 pictures that change 30 times a second, made beforehand."""

    def __init__(self) -> None:
        from drivers.api.face import Frame

        noise = random.Random(SEED)
        pictures = [noise.randbytes(640 * 3) * 480 for _ in range(30)]
        self._frames = [Frame(640, 480, number, pixels) for number, pixels in enumerate(pictures)]
        self._began = time.monotonic()

    def latest(self, newer_than: int = -1) -> Any:
        from dataclasses import replace

        number = int((time.monotonic() - self._began) * 30)
        return replace(self._frames[number % 30], sequence=number) if number > newer_than else None


def run() -> dict[str, Any]:
    from PySide6.QtCore import QEventLoop, Qt, QTimer
    from PySide6.QtTest import QTest

    from tests.screens.scripted import ScriptedTerminal
    from ui.bridge.bridge import Bridge
    from ui.bridge.panel import PANELS
    from ui.bridge.qt import close_window, make_application, prepare
    from ui.bridge.shell import open_shell
    from ui.demo.hands import find, middle_of, settle
    from ui.screens.samples import samples
    from ui.speech.engine import SilentEngine
    from ui.speech.speaker import Speaker

    class FilmTerminal(ScriptedTerminal):
        film = Film()

        @property
        def frames(self) -> Any:
            return self.film

    prepare(offscreen=True)
    app = make_application()
    face = next(view for _, view in samples(False) if view.page == "face")
    terminal, speaker = FilmTerminal(face, {}), Speaker(SilentEngine())
    bridge = Bridge(terminal, PANELS["ref"], speaker)
    engine, window = open_shell(bridge)
    bridge.start()
    settle(window)
    key = find(window, "dock.help")
    assert key is not None
    spot = middle_of(key)
    dice = random.Random(SEED)
    frames = {"count": 0}
    window.frameSwapped.connect(lambda: frames.update(count=frames["count"] + 1))
    samples_ms: list[float] = []

    def wait(ms: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()

    began = time.perf_counter()
    for _ in range(TAPS):
        wait(dice.randint(20, 60))  # any moment between two pictures
        loop = QEventLoop()
        tapped = time.perf_counter()
        window.frameSwapped.connect(loop.quit)
        QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=spot)
        loop.exec()
        samples_ms.append(1000 * (time.perf_counter() - tapped))
        window.frameSwapped.disconnect(loop.quit)
        QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=spot)
    seconds = time.perf_counter() - began
    close_window(engine, window)
    terminal.stop()
    speaker.close()
    del app
    return {"tap_to_frame_ms": spread(samples_ms), "frames_per_second": round(frames["count"] / seconds, 1)}


if __name__ == "__main__":
    print(json.dumps(run()))

"""The terminal's program: what it is told, what it measures, how it ends."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.screens.conftest import SMALL
from ui.app import arguments, choose_panel
from ui.bridge.panel import PANELS
from ui.bridge.started import since_process_start


class TestArguments:
    def test_what_is_given(self) -> None:
        given = ["--config", "c.toml", "--windowed", "--panel", "ref", "--ready-file", "r.json", "--dock", "rig.json"]
        options = arguments(given)
        assert (options.config, options.windowed, options.dock) == (Path("c.toml"), True, Path("rig.json"))

    @pytest.mark.parametrize("wrong", [[], ["--config", "c", "--panel", "huge"]])
    def test_wrong_usage_is_2(self, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            arguments(wrong)
        assert ended.value.code == 2
        assert capsys.readouterr().err


def screen(width: int, height: int) -> Any:
    """What Qt tells of a display that says nothing of its millimetres."""
    return SimpleNamespace(
        size=lambda: SimpleNamespace(width=lambda: width, height=lambda: height),
        availableGeometry=lambda: SimpleNamespace(width=lambda: width, height=lambda: height),
    )


class TestPanel:
    def test_the_diagonal_is_what_the_technician_entered(self) -> None:
        panel = choose_panel("auto", 43.0, screen(1080, 1920), False)
        assert (panel.width_px, panel.height_px, panel.diagonal) == (1080, 1920, 43.0)

    def test_given_beats_configured(self) -> None:
        assert choose_panel("kiosk43", 32.0, screen(1080, 1920), False) == PANELS["kiosk43"]

    def test_in_a_window_the_reference_panel_fits_the_screen(self) -> None:
        panel = choose_panel("auto", 32.0, screen(1920, 1080), True)
        assert (panel.width_px, panel.height_px) == (547, 972)


def test_the_age_of_a_process_grows() -> None:
    first = since_process_start()
    assert 0 < first <= since_process_start()


PROGRAM = """
import sys
from pathlib import Path
from ui import app
from ui.screens.gallery import StillTerminal
from ui.screens.samples import samples

class Terminal(StillTerminal):
    def start(self, on_view, on_speech):
        on_view(dict(samples(False))["home"])
    def stop(self):
        Path(sys.argv.pop()).write_text("stopped")

sys.exit(app.run(Terminal(), app.arguments(sys.argv[1:-1])))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_shows_its_first_page_says_when_and_ends_on_a_signal(tmp_path: Path, number: signal.Signals) -> None:
    """The whole program with a terminal that only shows its home page; the ready file is a pipe, so nobody polls."""
    ready, stopped = tmp_path / "ready.json", tmp_path / "stopped"
    words = ["--config", "none", "--panel", f"{SMALL.width_px}x{SMALL.height_px}@32", "--ready-file", str(ready)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", PROGRAM, *words, str(stopped)]
    with subprocess.Popen(command, env=environment) as program:
        wait_for(ready, program)
        times = json.loads(ready.read_text())
        program.send_signal(number)
        assert program.wait(20) == 0
    assert times["view"] == "home"
    assert 0 < times["first_frame_s"] <= times["settled_s"]
    assert times["frames"] >= 1
    assert stopped.read_text() == "stopped"


def wait_for(path: Path, program: "subprocess.Popen[bytes]") -> None:
    """Until the file is there; the folder's own change notice wakes us, not a clock."""
    import ctypes
    import select

    libc = ctypes.CDLL(None, use_errno=True)
    notices = libc.inotify_init()
    libc.inotify_add_watch(notices, str(path.parent).encode(), 0x80)  # IN_MOVED_TO
    try:
        while not path.exists():
            assert select.select([notices], [], [], 20)[0], "the program never became ready"
            os.read(notices, 4096)
            assert program.poll() is None
    finally:
        os.close(notices)

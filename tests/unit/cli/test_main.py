"""The command line as a whole."""

import subprocess
import sys

import pytest

from tests.unit.cli.conftest import Kiosk


@pytest.mark.parametrize("words", [["--help"], ["device", "--help"], ["device", "read-card", "--help"]])
def test_help_is_there(kiosk: Kiosk, words: list[str]) -> None:
    ended = kiosk(*words)
    assert ended.code == 0
    assert ended.out.startswith("usage: kiosk")


@pytest.mark.parametrize("words", [[], ["fly"], ["device"], ["device", "read-card"], ["check", "--loud"]])
def test_wrong_words_end_with_2_and_nothing_on_stdout(kiosk: Kiosk, words: list[str]) -> None:
    ended = kiosk(*words)
    assert (ended.code, ended.out) == (2, "")
    assert "usage: kiosk" in ended.err


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys; from kiosk.cli import arguments; arguments.parser().format_help();"
        "print(*sorted({'serial', 'PySide6', 'cv2', 'numpy', 'pydantic', 'sqlite3', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == ""

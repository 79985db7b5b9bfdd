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


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--timeout", "soon", "soon was given; give seconds, more than 0 and at most 3600"),
        ("--timeout", "nan", "nan was given; give seconds"),
        ("--timeout", "-1", "-1 was given; give seconds"),
        ("--repeat", "many", "many was given; give a whole number from 1"),
        ("--repeat", "0", "0 was given; give a whole number from 1"),
    ],
)
def test_a_wrong_number_is_answered_with_what_is_allowed(kiosk: Kiosk, option: str, value: str, words: str) -> None:
    ended = kiosk("device", "read-card", "--port", "x", f"{option}={value}")
    assert ended.code == 2
    assert words in ended.err
    assert "_seconds" not in ended.err


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys; from kiosk.cli import arguments; arguments.parser().format_help();"
        "print(*sorted({'serial', 'PySide6', 'cv2', 'numpy', 'pydantic', 'sqlite3', 'yaml'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == ""

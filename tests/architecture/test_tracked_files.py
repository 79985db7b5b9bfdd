"""What no file of the project may be: too long, or tied to the machine it was written on."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAX_LINES = 500
CODE = {".py", ".qml", ".sh", ".js"}
WORDS_OF_A_MACHINE = [
    r"(?<![\w.~-])/(work|root|tmp|opt)/",  # folders of one machine
    r"\b(pypi|pythonhosted|npmjs|debian)\.(org|com)\b",  # addresses of package registries
    r"--(extra-)?index-url|--find-links|--trusted-host",
]
# this file has to name them; the Makefile and the licence texts name options and homes of projects
NAMES_THEM_RIGHTLY = {"tests/architecture/test_tracked_files.py"}


def tracked_files() -> list[str]:
    """Paths git knows, with those about to be added, relative to the root."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    return [name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def text_of(name: str) -> str | None:
    """The text of a file, or None for pictures, models and other binary things."""
    content = (ROOT / name).read_bytes()
    return None if b"\0" in content[:4096] else content.decode("utf-8", errors="replace")


def words_of_a_machine(text: str) -> list[str]:
    """Every line of `text` that only makes sense on one machine."""
    pattern = re.compile("|".join(WORDS_OF_A_MACHINE))
    return [line.strip() for line in text.splitlines() if pattern.search(line)]


def test_no_code_file_is_longer_than_anyone_reads() -> None:
    lengths = {
        name: len((ROOT / name).read_text(encoding="utf-8").splitlines())
        for name in tracked_files()
        if Path(name).suffix in CODE
    }
    assert {name: length for name, length in lengths.items() if length > MAX_LINES} == {}


def test_no_file_names_this_machine_or_a_package_registry() -> None:
    found = {}
    for name in tracked_files():
        text = text_of(name)
        if text is not None and name not in NAMES_THEM_RIGHTLY and (lines := words_of_a_machine(text)):
            found[name] = lines[:3]
    assert found == {}


@pytest.mark.parametrize(
    "line",
    ["cd /work/x", "open('/root/.ssh')", '"/tmp/a"', "file:///opt/wheels", "https://pypi.org/simple", "--find-links x"],
)
def test_the_word_check_sees(line: str) -> None:
    assert words_of_a_machine(line) == [line]


@pytest.mark.parametrize(
    "line", ["out/work/x", "https://example.org/work/x", "~/root/", "tests/tmp/a", "option /optical"]
)
def test_the_word_check_lets_pass(line: str) -> None:
    assert words_of_a_machine(line) == []

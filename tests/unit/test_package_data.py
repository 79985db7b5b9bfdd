"""What a package reads beside its Python goes with it when it is built."""

import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("kiosk", "drivers", "ui", "deploy")


def read_beside(package: str) -> set[Path]:
    """Tracked files of a package that are no Python."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", package], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return {ROOT / name for name in listing.split("\0") if name and not name.endswith(".py") and (ROOT / name).exists()}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_file_a_package_reads_is_named_in_its_data(package: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"][package]
    named = {path for pattern in patterns for path in (ROOT / package).glob(pattern)}
    assert sorted(map(str, read_beside(package) - named)) == []


@pytest.mark.parametrize("name", ["kiosk/events/events.yaml", "kiosk/backend/openapi.yaml", "ui/shell/Main.qml"])
def test_the_files_the_terminal_cannot_start_without_are_looked_at(name: str) -> None:
    assert ROOT / name in read_beside(name.partition("/")[0])

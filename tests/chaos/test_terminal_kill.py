"""The terminal is killed after the person signed: nothing lost, nothing twice, nothing of the person shown."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.station import Person, Station, station


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Station]:
    with station(tmp_path, "idcard", "printer") as opened:
        opened.does("printer", "speed", mm_per_second=0)
        yield opened


def killed_at(place: Station, config: Path, moment: str, before: str = "none") -> None:
    """Run a visit in a child and kill it at a moment it names; `before` is the backend's fault from the promise on."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.chaos.visit_child", str(config), place.control],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    with child:
        assert child.stdout.readline() == "promised\n"
        if moment != "promised":
            place.backend_fault(before)
            child.stdin.write("\n")
            child.stdin.flush()
            while child.stdout.readline() != f"{moment}\n":
                assert child.poll() is None
        child.kill()


def cases(place: Station) -> int:
    with sqlite3.connect(place.directory / "backend.db") as database:
        (count,) = database.execute("SELECT count(*) FROM case_file").fetchone()
    database.close()
    return int(count)


def kept(person: Person) -> list[str]:
    """Cases this terminal put into its outbox; calls for staff beside them are another matter."""
    return [line.submission_id for line in person.terminal.store.outbox.list() if line.kind == "case"]


def comes_back(place: Station, config: Path) -> Person:
    """The terminal starts again: it says so once, shows nothing of the person, and sends what was kept."""
    place.backend_fault("none")
    person = Person(config)
    view = person.sees("failure.visit.crashed")
    assert "李" not in repr(view)
    assert person.terminal.store.audit.verify() is None
    person.waits_for(lambda: person.terminal.store.outbox.pending_count() == 0)
    person.presses("home").sees("attract")
    return person


@pytest.mark.parametrize("backend", ["none", "down", "lost_answer"])
def test_after_the_result_was_told(place: Station, backend: str) -> None:
    config = place.config(submit_wait=1.0)
    killed_at(place, config, "told", backend)
    person = comes_back(place, config)
    assert cases(place) == 1
    person.leaves()


@pytest.mark.parametrize("backend", ["none", "down"])
def test_right_after_signing(place: Station, backend: str) -> None:
    """The person was told nothing yet: the case is there once or not at all."""
    config = place.config(submit_wait=1.0)
    killed_at(place, config, "signed", backend)
    person = comes_back(place, config)
    assert cases(place) == len(kept(person))
    assert cases(place) <= 1
    person.leaves()


def test_before_signing_nothing_is_kept(place: Station) -> None:
    config = place.config()
    killed_at(place, config, "promised")
    person = comes_back(place, config)
    assert cases(place) == 0
    assert kept(person) == []
    person.leaves()

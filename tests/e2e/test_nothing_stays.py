"""After a visit nothing of the person is on the disk, in logs, in the spool, in the clipboard or in the state."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from tests.station import Person, Station, station

PERSON = ("李样本", "990101194003150020", "13800000001", "6200000000000006615", "SAMPLE-YB-0001-LI")
NEW_PHONE = "13900000123"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Station]:
    with station(tmp_path, "idcard", "scanner", "printer") as opened:
        opened.does("printer", "speed", mm_per_second=0)
        yield opened


def traces(place: Station, words: tuple[str, ...]) -> list[str]:
    """Files the terminal can write that hold one of the words in any of the usual encodings."""
    found: list[str] = []
    for path in sorted((place.directory / "state").rglob("*")):
        if not path.is_file():
            continue
        data = path.read_bytes()
        for word in words:
            if any(word.encode(encoding) in data for encoding in ("utf-8", "gb18030", "utf-16-le")):
                found.append(f"{path.name}: {word}")
    return found


@pytest.mark.parametrize("backend", ["none", "down"])
def test_a_whole_visit_leaves_no_trace(place: Station, qapp: QGuiApplication, backend: str) -> None:
    person = Person(place.config(submit_wait=0.5))
    person.chooses_item().presses("consent.other").presses("other.card").sees("identify.card")
    place.does("idcard", "place", card="li_sample")
    person.is_checked_by_staff().presses("fix:phone").sees("fix.phone")
    person.types(NEW_PHONE).presses("next").presses("next").sees("promise")
    place.backend_fault(backend)
    person.signs().sees("result")
    person.until(lambda view: getattr(view.body, "print_progress", 0) == 1.0)
    person.presses("done").presses("rate.skip").presses("done")
    place.does("idcard", "lift")
    person.sees("attract")
    rows = person.terminal.store.audit.rows()
    assert rows[-1].event == "visit.wiped"
    assert '"clean":true' in rows[-1].details
    assert person.terminal.store.audit.verify() is None
    assert not [word for word in PERSON if word in repr(person.terminal._runner._state)]
    clipboard = QGuiApplication.clipboard().text()
    assert not [word for word in (*PERSON, NEW_PHONE) if word in clipboard]
    assert traces(place, (*PERSON, NEW_PHONE)) == []
    person.leaves()
    assert traces(place, (*PERSON, NEW_PHONE)) == []


def test_the_search_finds_what_is_there(place: Station) -> None:
    (place.directory / "state").mkdir()
    (place.directory / "state" / "leak.log").write_bytes("..李样本..".encode("gb18030"))
    assert traces(place, PERSON) == ["leak.log: 李样本"]

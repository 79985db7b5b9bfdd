"""After a visit nothing of the person is on the disk, in logs, in the clipboard or among the program's own objects.

Memory that Python has freed is not searched here; what the program still holds is.
"""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from drivers.api.idcard import IdCard
from kiosk.backend.records import SessionOpened
from kiosk.domain.secret import Secret
from kiosk.flow.facts import Facts
from kiosk.visit.calls import Held
from tests.station import Person, Station, station

PERSON = ("李样本", "990101194003150020", "13800000001", "SAMPLE-YB-0001-LI", "246810")
NEW_PHONE = "13900000123"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Station]:
    with station(tmp_path, "idcard", "scanner", "printer", "camera") as opened:
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


def of_somebody(thing: object) -> bool:
    if isinstance(thing, Facts):
        return thing != Facts(card_on_reader=thing.card_on_reader)
    if isinstance(thing, Held):
        return bool(thing.portrait or thing.compared)
    if isinstance(thing, Secret):
        return any(word in str(thing.reveal()) for word in (*PERSON, NEW_PHONE))
    return isinstance(thing, (IdCard, SessionOpened))


class Search:
    """Objects of persons that came into being since it was made: other tests of this process keep samples."""

    def __init__(self) -> None:
        gc.collect()
        self._earlier = [thing for thing in gc.get_objects() if of_somebody(thing)]
        self._known = {id(thing) for thing in self._earlier}

    def found(self) -> list[str]:
        gc.collect()
        new = (thing for thing in gc.get_objects() if of_somebody(thing) and id(thing) not in self._known)
        return [type(thing).__name__ for thing in new]


def finish(place: Station, person: Person) -> None:
    person.until(lambda view: getattr(view.body, "print_progress", 0) == 1.0)
    person.presses("done").presses("rate.skip").presses("done")
    place.does("idcard", "lift")
    person.sees("attract")


def clean(place: Station, person: Person, search: Search) -> None:
    rows = person.terminal.store.audit.rows()
    assert rows[-1].event == "visit.wiped"
    assert '"clean":true' in rows[-1].details
    assert person.terminal.store.audit.verify() is None
    person.waits_for(lambda: search.found() == [], every=0.5)
    assert traces(place, (*PERSON, NEW_PHONE)) == []
    person.leaves()
    assert traces(place, (*PERSON, NEW_PHONE)) == []


@pytest.mark.parametrize("backend", ["none", "down"])
def test_card_and_staff(place: Station, qapp: QGuiApplication, backend: str) -> None:
    search, person = Search(), Person(place.config(submit_wait=0.5))
    person.chooses_item().presses("consent.other").presses("other.card").sees("identify.card")
    place.does("idcard", "place", card="li_sample")
    person.is_checked_by_staff().presses("fix:phone").sees("fix.phone")
    person.types(NEW_PHONE).presses("next").presses("next").sees("promise")
    assert "IdCard" in search.found()  # it is no blind one
    place.backend_fault(backend)
    person.signs().sees("result")
    finish(place, person)
    clipboard = QGuiApplication.clipboard().text()
    assert not [word for word in (*PERSON, NEW_PHONE) if word in clipboard]
    clean(place, person, search)


def test_face(place: Station) -> None:
    search, person = Search(), Person(place.config())
    person.chooses_item().presses("consent.face").sees("identify.card")
    place.does("idcard", "place", card="li_sample")
    person.shows_face(place, "sample_a").presses("next").signs().sees("result")
    finish(place, person)
    clean(place, person, search)


def test_leaving_while_the_portrait_is_on_its_way(place: Station) -> None:
    search, person = Search(), Person(place.config())
    person.chooses_item().presses("consent.face").sees("identify.card")
    place.does("idcard", "place", card="li_sample")
    person.sees("face")
    person.docks("exit").sees("failure.card.left_behind")
    place.does("idcard", "lift")
    person.sees("attract")
    clean(place, person, search)


def test_the_search_finds_what_is_there(place: Station) -> None:
    (place.directory / "state").mkdir()
    (place.directory / "state" / "leak.log").write_bytes("..李样本..".encode("gb18030"))
    assert traces(place, PERSON) == ["leak.log: 李样本"]

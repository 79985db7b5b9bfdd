"""Visits over real wires: production drivers, emulated devices, the real backend; no screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.station import Person, Station, station


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Station]:
    with station(tmp_path, "idcard", "scanner", "printer") as opened:
        opened.does("printer", "speed", mm_per_second=0)
        yield opened


@pytest.fixture
def person(place: Station) -> Iterator[Person]:
    someone = Person(place.config())
    yield someone
    someone.leaves()


def at_card(person: Person) -> Person:
    person.chooses_item().presses("consent.other").presses("other.card").sees("identify.card")
    return person


def at_result(place: Station, person: Person) -> Person:
    at_card(person)
    place.does("idcard", "place", card="li_sample")
    person.is_checked_by_staff().presses("next").signs().sees("result")
    return person


def clean(place: Station) -> None:
    for name in place.devices:
        assert place.state(name)["violations"] == []


def test_card_and_staff_to_paper_and_wipe(place: Station, person: Person) -> None:
    at_result(place, person).until(lambda view: getattr(view.body, "print_progress", 0) == 1.0)
    person.presses("done").presses("rate.1").sees("take")
    place.does("idcard", "lift")
    person.sees("attract")
    ticket = place.state("printer")["tickets"][-1]
    assert any("高龄津贴认证" in line for line in ticket["lines"])
    person.waits_for(lambda: person.terminal.store.outbox.pending_count() == 0)
    assert [row.event for row in person.terminal.store.audit.rows()][-1] == "visit.wiped"
    assert person.terminal.store.audit.verify() is None
    clean(place)


def test_medical_code_and_staff(place: Station, person: Person) -> None:
    person.chooses_item().presses("consent.other").presses("other.code").sees("identify.scan")
    place.does("scanner", "scan", text="SAMPLE-YB-0001-LI")
    person.is_checked_by_staff().presses("next").signs().sees("result")
    clean(place)


def test_a_code_nobody_knows(place: Station, person: Person) -> None:
    person.chooses_item().presses("consent.other").presses("other.code").sees("identify.scan")
    place.does("scanner", "scan", text="nobody's")
    person.sees("failure.code.unknown")


@pytest.mark.parametrize(
    ("card", "page"),
    [
        ("bus_card", "failure.card.wrong_kind"),
        ("worn_chip", "failure.card.unreadable"),
        ("forged", "failure.card.suspect"),
        ("expired", "failure.card.expired"),
        ("bad_number", "failure.card.number_wrong"),
        ("stranger", "failure.session.not_eligible"),
        ("zhao_test", "failure.session.not_eligible"),
        ("child", "failure.session.not_eligible"),
        ("chen_certified", "failure.session.already_done"),
    ],
)
def test_cards_that_end_in_words(place: Station, person: Person, card: str, page: str) -> None:
    at_card(person)
    place.does("idcard", "place", card=card)
    person.sees(page)
    person.docks("exit")
    person.until(lambda view: view.name in ("attract", "failure.card.left_behind"))
    place.does("idcard", "lift")
    person.sees("attract")


def test_lifting_the_card_while_it_is_read(place: Station, person: Person) -> None:
    at_card(person)
    place.does("idcard", "lift_mid_read")
    place.does("idcard", "place", card="li_sample")
    person.sees("failure.card.lifted")
    person.presses("card_again").sees("identify.card")
    place.does("idcard", "place", card="li_sample")
    person.sees("identify.staff_badge")


def test_the_reader_unplugged_in_the_middle_and_back(place: Station, person: Person) -> None:
    at_card(person)
    place.does("idcard", "unplug_mid_read")
    place.does("idcard", "place", card="li_sample")
    person.sees("failure.reader.gone")
    place.does("idcard", "plug")
    person.sees("identify.card")
    place.does("idcard", "place", card="li_sample")
    person.sees("identify.staff_badge")


def test_a_wrong_pin_then_the_right_one(place: Station, person: Person) -> None:
    at_card(person)
    place.does("idcard", "place", card="li_sample")
    person.sees("identify.staff_badge")
    person.types("0012").presses("next").sees("identify.staff_pin")
    person.types("000000").presses("next").sees("failure.staff.wrong_pin")
    person.presses("type_again").sees("identify.staff_pin")
    person.types("246810").presses("next").sees("confirm")


def test_the_backend_away_before_the_start(place: Station, person: Person) -> None:
    place.backend_fault("down")
    person.presses("start")
    view = person.until(lambda view: view.page == "home" and not view.body.tiles[0].enabled)  # pyright: ignore
    assert "网络" in view.body.tiles[0].reason  # pyright: ignore
    place.backend_fault("none")
    person.presses("item:gaoling_certification").sees("intro")


def test_the_backend_away_at_the_end_keeps_the_case_and_sends_it_later(place: Station, tmp_path: Path) -> None:
    person = Person(place.config(submit_wait=0.5))
    at_card(person)
    place.does("idcard", "place", card="li_sample")
    person.is_checked_by_staff().presses("next").sees("promise")
    place.backend_fault("down")
    person.signs()
    view = person.sees("result")
    assert view.title == "已收到，正在上报"
    number = view.body.number.value  # pyright: ignore
    assert number.startswith("LX-QSQ-")
    assert person.terminal.store.outbox.pending_count() == 1
    person.presses("done").presses("rate.skip").presses("done")
    place.does("idcard", "lift")
    person.sees("attract")
    place.backend_fault("none")
    person.leaves()
    again = Person(place.config())  # a fresh start sends at once what was kept
    again.sees("attract")
    again.waits_for(lambda: again.terminal.store.outbox.pending_count() == 0)
    again.leaves()


def test_an_answer_that_was_lost_is_no_second_case(place: Station, person: Person) -> None:
    at_card(person)
    place.does("idcard", "place", card="li_sample")
    person.is_checked_by_staff().presses("next").sees("promise")
    place.backend_fault("lost_answer")
    person.signs().sees("submit.busy")
    place.backend_fault("none")
    person.sees("result")
    person.docks("exit")


def test_no_paper_before_the_start(place: Station, person: Person) -> None:
    place.does("printer", "paper_out")
    person.sees("attract")
    person.waits_for(lambda: not person.terminal.health("receipt"))
    person.chooses_item().sees("failure.printer.paper_out")
    person.presses("go_on_without_paper").sees("intro")


def test_paper_out_in_the_middle_is_printed_again_and_only_for_this_person(place: Station, person: Person) -> None:
    place.does("printer", "paper_out_after", lines=4)
    at_result(place, person).until(lambda view: view.name == "failure.printer.paper_out_midway")
    place.does("printer", "paper_ok")
    person.presses("print_again").until(lambda view: getattr(view.body, "print_progress", 0) == 1.0)
    tickets = place.state("printer")["tickets"]
    assert not any(ticket["held_over"] for ticket in tickets)
    assert any("重打" in line for line in tickets[-1]["lines"])
    clean(place)


def test_a_ticket_that_failed_never_comes_out_for_the_next_person(place: Station, person: Person) -> None:
    place.does("printer", "paper_out_after", lines=4)
    at_result(place, person).until(lambda view: view.name == "failure.printer.paper_out_midway")
    person.docks("exit")
    place.does("idcard", "lift")
    person.sees("attract")
    before = len(place.state("printer")["tickets"])
    place.does("printer", "paper_ok")
    person.waits_for(lambda: person.terminal.health("receipt"))
    after = place.state("printer")["tickets"][before:]
    assert not [ticket for ticket in after if ticket["held_over"]]
    assert not [line for ticket in after for line in ticket["lines"] if "李" in line]


def test_a_card_left_behind_keeps_the_next_person_waiting(place: Station, person: Person) -> None:
    at_result(place, person).presses("done").presses("rate.skip").presses("done")
    person.sees("failure.card.left_behind")
    place.does("idcard", "lift")
    person.sees("attract")

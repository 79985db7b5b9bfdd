"""Something on the reader is known of until it is lifted, whatever it is and whoever is still there."""

from datetime import date

import pytest

from drivers.api.errors import DeviceAbsent
from drivers.api.idcard import CardOutcome, CardRead, CardSuspect, CardUnreadable, CardWrongKind, IdCard, NoCard
from kiosk.devices.workers import CardWorker
from kiosk.flow.events import CardAnswered, CardRemoved, CardSeen, DeviceChanged, Event
from tests.unit.devices.conftest import DEADLINE, Bench, Benches, trouble

READ = CardRead(IdCard("resident", "样例", "male", date(1940, 3, 15), "", None, None), 1.0)
BAD = (CardUnreadable(0x41), CardWrongKind(0x40), CardSuspect(0x32))


def placed(reader: Bench, outcome: CardOutcome) -> Bench:
    """A person asked for puts something there that ends in `outcome`."""
    reader.device.card_lies, reader.device.outcome = True, outcome
    reader.start().worker.post("start")
    return reader


def names(events: list[Event]) -> list[str]:
    return [type(event).__name__ for event in events if not isinstance(event, DeviceChanged)]


@pytest.mark.parametrize("outcome", [READ, *BAD])
def test_it_lies_there_until_it_is_lifted(bench: Benches, outcome: CardOutcome) -> None:
    reader = placed(bench(CardWorker), outcome)
    assert names(reader.until(CardAnswered)) == ["CardLies", "CardSeen", "CardAnswered"]
    looked = reader.device.gate("removed")
    assert looked.reached.wait(DEADLINE)  # it is watched
    assert reader.reports.empty()
    reader.device.card_lies = False
    looked.open()
    assert names(reader.until(CardRemoved)) == ["CardRemoved"]


@pytest.mark.parametrize("outcome", BAD)
def test_one_look_that_missed_it_is_no_lifting(bench: Benches, outcome: CardOutcome) -> None:
    reader = bench(CardWorker)
    reader.device.looks = [False, True, False, True, True]
    placed(reader, outcome).until(CardRemoved)
    assert reader.device.looks == []


def test_a_card_lifted_while_it_was_read_lies_there_no_more(bench: Benches) -> None:
    reader = bench(CardWorker)
    reader.device.lifted_while_read = True
    events = placed(reader, CardUnreadable(0)).until(CardRemoved)
    assert names(events) == ["CardLies", "CardSeen", "CardAnswered", "CardRemoved"]
    assert CardAnswered(CardUnreadable(0), lifted=True) in events


def test_nothing_there_after_all_is_looked_at_again(bench: Benches) -> None:
    reader = placed(bench(CardWorker), NoCard())
    assert names(reader.until(CardRemoved)) == ["CardLies", "CardSeen", "CardAnswered", "CardRemoved"]
    reader.device.outcome = READ
    while CardAnswered(READ) not in reader.until(CardAnswered):
        continue


@pytest.mark.parametrize("outcome", [READ, *BAD, NoCard()])
def test_after_somebody_left_in_the_middle_the_next_ones_card_is_read(bench: Benches, outcome: CardOutcome) -> None:
    reader = bench(CardWorker)
    reading = reader.device.gate("read")
    placed(reader, outcome)
    assert reading.reached.wait(DEADLINE)
    reader.worker.post("stop")
    wiped = reader.worker.ask_to_forget()
    looked = reader.device.gate("removed")
    reading.open()
    if isinstance(outcome, CardUnreadable):
        looked.open()  # here the worker looks before it answers
    assert wiped.within(DEADLINE)
    assert "CardRemoved" not in names(reader.until(CardSeen))

    reader.worker.post("start")  # the next person, the old card still lying there
    looked.open()
    reader.device.card_lies = False
    assert names(reader.until(CardRemoved)) == ["CardRemoved"]
    reader.device.card_lies, reader.device.outcome = True, READ
    assert CardAnswered(READ) in reader.until(CardAnswered)


def test_who_went_away_and_came_back_while_it_was_read_gets_the_card(bench: Benches) -> None:
    reader = bench(CardWorker)
    reading = reader.device.gate("read")
    placed(reader, READ)
    assert reading.reached.wait(DEADLINE)
    reader.worker.post("stop")
    reader.worker.post("start")
    reading.open()
    assert CardAnswered(READ) in reader.until(CardAnswered)


def test_nobody_asked_nobody_looks(bench: Benches) -> None:
    reader = bench(CardWorker)
    reader.device.card_lies = True
    asked = reader.device.gate("status")
    reader.worker.status_every = 0.0
    reader.start()
    for _ in range(3):
        assert asked.reached.wait(DEADLINE)
        asked.shut()
        asked.open()
    assert "find" not in reader.device.journal


def test_a_reader_that_is_gone_keeps_nobody_waiting_for_a_card(bench: Benches) -> None:
    reader = placed(bench(CardWorker), CardWrongKind(0x40))
    reader.until(CardAnswered)
    reader.device.errors["open"] = reader.device.errors["removed"] = trouble(DeviceAbsent)
    events = reader.until(DeviceChanged)
    assert events == [CardRemoved(), DeviceChanged("id_card", False, "reader.gone")]

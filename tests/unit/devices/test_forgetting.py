"""A wipe asks every device to forget: who has nothing says so at once, who cannot says so truthfully."""

import threading
from collections.abc import Mapping

import pytest

from drivers.api.errors import DeviceAbsent, DeviceTimeout
from drivers.api.face import FaceRequest
from drivers.api.printer import TextLine, Ticket
from kiosk.devices.supervisor import Supervisor
from kiosk.devices.worker import Worker
from kiosk.devices.workers import CardWorker, FaceWorker, PrintWorker, ScanWorker
from kiosk.flow.events import CardLies, DeviceChanged, PrintEnded
from tests.unit.devices.conftest import DEADLINE, Benches, Sample, Scanner, trouble

TICKET = Ticket((TextLine("样例"),))
KINDS = [CardWorker, ScanWorker, PrintWorker, FaceWorker]


@pytest.mark.parametrize("kind", KINDS)
def test_a_device_that_is_just_being_opened_has_nothing_to_forget(bench: Benches, kind: type) -> None:
    held = bench(kind)
    gate = held.device.gate("open")
    held.start()
    assert gate.reached.wait(DEADLINE)
    assert held.worker.ask_to_forget().within(0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_device_whose_first_answer_is_awaited_has_nothing_to_forget(bench: Benches, kind: type) -> None:
    held = bench(kind)
    gate = held.device.gate("status")
    held.start()
    assert gate.reached.wait(DEADLINE)
    assert held.worker.ask_to_forget().within(0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_device_that_is_away_has_nothing_to_forget(bench: Benches, kind: type) -> None:
    away = bench(kind)
    away.device.errors["open"] = trouble(DeviceAbsent)
    away.start().until(DeviceChanged)
    assert away.worker.ask_to_forget().within(0)


def test_a_worker_that_never_began_has_nothing_to_forget(bench: Benches) -> None:
    assert bench(CardWorker).worker.ask_to_forget().within(0)


def test_what_waits_for_a_device_that_is_away_is_dropped_at_once(bench: Benches) -> None:
    away = bench(FaceWorker)
    gate = away.device.gate("open")
    away.start()
    assert gate.reached.wait(DEADLINE)
    away.worker.post("start", FaceRequest(("blink",), b"a portrait"))
    away.worker.ask_to_forget()
    gate.open()
    away.until(DeviceChanged)
    assert away.worker.ask_to_forget().within(DEADLINE)
    assert "start" not in away.device.journal


def test_a_ticket_that_was_not_begun_is_never_printed(bench: Benches) -> None:
    printer = bench(PrintWorker)
    gate = printer.device.gate("status")
    printer.start()
    assert gate.reached.wait(DEADLINE)
    printer.worker.post("print", TICKET)
    printer.worker.ask_to_forget()
    gate.open()
    printer.until(DeviceChanged)
    assert printer.worker.ask_to_forget().within(DEADLINE)
    assert "print" not in printer.device.journal


def test_a_ticket_under_way_is_waited_for_and_then_everything_goes(bench: Benches) -> None:
    printer = bench(PrintWorker)
    gate = printer.device.gate("print")
    printer.start().until(DeviceChanged)
    printer.worker.post("print", TICKET)
    assert gate.reached.wait(DEADLINE)
    answer = printer.worker.ask_to_forget()
    assert not answer.within(0)  # not while it prints
    gate.open()
    assert answer.within(DEADLINE)
    printer.until(PrintEnded)
    assert printer.device.journal.index("forget") > printer.device.journal.index("print")


def test_a_device_that_fails_while_it_is_asked_is_closed_and_so_forgets(bench: Benches) -> None:
    reader = bench(CardWorker)
    gate = reader.device.gate("find")
    reader.device.errors["find"] = trouble(DeviceTimeout)
    reader.start().until(DeviceChanged)
    reader.worker.post("start")
    assert gate.reached.wait(DEADLINE)
    reader.device.gate("open")  # opening it again may take seconds
    answer = reader.worker.ask_to_forget()
    gate.open()
    assert answer.within(DEADLINE)
    assert "close" in reader.device.journal
    assert "forget" not in reader.device.journal


def test_a_driver_that_could_not_forget_is_no_proof(bench: Benches) -> None:
    reader = bench(CardWorker)
    reader.device.errors["forget"] = trouble(DeviceTimeout)
    reader.start().until(DeviceChanged)
    assert not reader.worker.ask_to_forget().within(DEADLINE)


def test_a_driver_with_a_bug_is_no_proof(bench: Benches, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()
    monkeypatch.setattr(threading, "excepthook", lambda told: ended.set())
    reader = bench(CardWorker)
    reader.device.errors["forget"] = ZeroDivisionError()
    reader.start().until(DeviceChanged)
    assert not reader.worker.ask_to_forget().within(DEADLINE)
    assert ended.wait(DEADLINE)
    assert reader.device.journal[-1] == "close"


def test_the_scanners_light_goes_out_with_the_wipe(bench: Benches) -> None:
    scanner = bench(ScanWorker, Scanner())
    gate = scanner.device.gate("read")
    scanner.start().until(DeviceChanged)
    scanner.worker.post("start")
    assert gate.reached.wait(DEADLINE)
    answer = scanner.worker.ask_to_forget()
    gate.open()
    assert answer.within(DEADLINE)
    assert scanner.device.journal[-2:] == ["stop", "forget"]


def test_what_a_card_said_after_its_owner_left_is_for_nobody(bench: Benches) -> None:
    reader = bench(CardWorker)
    reader.device.card_lies = True
    gate = reader.device.gate("read")
    reader.start().worker.post("start")
    reader.until(CardLies)
    assert gate.reached.wait(DEADLINE)
    answer = reader.worker.ask_to_forget()
    gate.open()
    assert answer.within(DEADLINE)
    names = {type(event).__name__ for event in list(reader.reports.queue)}
    assert "CardAnswered" not in names


# -- all of them together


class Joint(Supervisor):
    """The supervisor, with workers that a test holds."""

    def __init__(self, workers: Mapping[str, Worker[Sample]]) -> None:
        super().__init__({}, lambda event: None, lambda name, fields: None)
        self._workers.update(workers)


def test_all_are_asked_before_any_is_waited_for(bench: Benches) -> None:
    busy, free = bench(PrintWorker), bench(CardWorker)
    gate, forgetting = busy.device.gate("print"), free.device.gate("forget")
    busy.start().until(DeviceChanged)
    free.start().until(DeviceChanged)
    busy.worker.post("print", TICKET)
    assert gate.reached.wait(DEADLINE)
    said: list[dict[str, bool]] = []
    both = Joint({"printer": busy.worker, "idcard": free.worker})
    wiping = threading.Thread(target=lambda: said.append(both.forget()))
    wiping.start()
    assert forgetting.reached.wait(DEADLINE)  # though the printer, first in the row, still prints
    forgetting.open()
    gate.open()
    wiping.join(DEADLINE)
    assert said == [{"printer": True, "idcard": True}]


def test_one_that_hangs_is_named(bench: Benches) -> None:
    hung, free = bench(PrintWorker), bench(CardWorker)
    hung.worker.forget_limit = 0.01
    gate = hung.device.gate("print")
    hung.start().until(DeviceChanged)
    free.start().until(DeviceChanged)
    hung.worker.post("print", TICKET)
    assert gate.reached.wait(DEADLINE)
    assert Joint({"printer": hung.worker, "idcard": free.worker}).forget() == {"printer": False, "idcard": True}


def test_a_wipe_waits_longer_than_a_driver_may_take() -> None:
    """drivers/api: a card is read in at most about 6 s; drivers/families/escpos: connect 3, send 3, answer 0.5."""
    assert CardWorker.forget_limit > 6.0 + 2.5
    assert PrintWorker.forget_limit > 3.0 + 3.0 + 0.5
    assert min(kind.forget_limit for kind in KINDS) > 2.5

"""Devices that do what a test tells them, and the workers that own them."""

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from drivers.api.errors import DeviceError
from drivers.api.idcard import CardOutcome, NoCard
from drivers.api.printer import Printed, PrinterStatus, PrintOutcome, Ticket
from drivers.api.scanner import ScannedCode
from drivers.api.status import DeviceStatus
from kiosk.devices.worker import Worker
from kiosk.flow.events import Event

DEADLINE = 30.0  # only a broken worker reaches it


class Gate:
    """A place in a device where it can be held."""

    def __init__(self) -> None:
        self.reached, self._open = threading.Event(), threading.Event()
        self._open.set()

    def shut(self) -> None:
        self.reached.clear()
        self._open.clear()

    def open(self) -> None:
        self._open.set()

    def pass_(self) -> None:
        self.reached.set()
        assert self._open.wait(DEADLINE)


class Sample:
    """A device of every kind. `errors` names calls that fail; `gates` holds calls; `journal` tells what was called."""

    def __init__(self) -> None:
        self.journal: list[str] = []
        self.errors: dict[str, Exception] = {}
        self.gates: dict[str, Gate] = {}
        self.state: DeviceStatus = PrinterStatus("online", paper="ok")
        self.card_lies = False
        self.outcome: CardOutcome = NoCard()
        self.lifted_while_read = False
        self.looks: list[bool] = []  # what `removed` says first

    def gate(self, call: str) -> Gate:
        gate = self.gates[call] = Gate()
        gate.shut()
        return gate

    def _does(self, call: str) -> None:
        self.journal.append(call)
        if call in self.gates:
            self.gates[call].pass_()
        if call in self.errors:
            raise self.errors[call]

    def open(self) -> None:
        self._does("open")

    def close(self) -> None:
        self._does("close")

    def forget(self) -> None:
        self._does("forget")

    def status(self) -> Any:
        self._does("status")
        return self.state

    def find(self) -> bool:
        self._does("find")
        return self.card_lies

    def read(self, timeout: float = 0, *, appended_addresses: bool = True) -> Any:
        self._does("read")
        if self.lifted_while_read:
            self.card_lies = False
        return self.outcome

    def removed(self) -> bool:
        self._does("removed")
        return self.looks.pop(0) if self.looks else not self.card_lies

    def print_ticket(self, ticket: Ticket) -> PrintOutcome:
        self._does("print")
        return Printed()

    def purge(self) -> None:
        self._does("purge")

    def start(self) -> None:
        self._does("start")

    def stop(self) -> None:
        self._does("stop")


class Scanner(Sample):
    def read(self, timeout: float = 0, *, appended_addresses: bool = True) -> ScannedCode | None:
        self._does("read")
        return None


class Bench:
    """One worker with its device, and what it reported and noted."""

    def __init__(self, kind: type[Worker[Any]], device: Sample) -> None:
        self.device = device
        self.reports: queue.Queue[Event] = queue.Queue()
        self.notes: list[tuple[str, dict[str, str]]] = []
        self.worker = kind(
            "sample", lambda: device, self.reports.put, lambda name, told: self.notes.append((name, told))
        )
        self.worker.turn_time = 0.0

    def start(self) -> "Bench":
        self.worker.start()
        return self

    def until(self, kind: type[Event]) -> list[Event]:
        """Everything reported up to the first event of that kind."""
        seen: list[Event] = []
        while not seen or not isinstance(seen[-1], kind):
            seen.append(self.reports.get(timeout=DEADLINE))
        return seen


Benches = Callable[..., Bench]


@pytest.fixture
def bench() -> Iterator[Benches]:
    made: list[Bench] = []

    def make(kind: type[Worker[Any]], device: Sample | None = None) -> Bench:
        made.append(Bench(kind, device or Sample()))
        return made[-1]

    yield make
    for each in made:
        for gate in each.device.gates.values():
            gate.open()
        assert each.worker.stop(DEADLINE)


def trouble(kind: type[DeviceError]) -> DeviceError:
    return kind("a detail for technicians")

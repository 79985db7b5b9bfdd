"""All devices of a terminal: made from configuration through the registry, started, asked, forgotten, stopped."""

import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from drivers import registry
from drivers.api.face import FaceRequest, FrameSource
from drivers.api.printer import Ticket
from kiosk.devices.worker import Worker
from kiosk.devices.workers import CardWorker, FaceWorker, PrintWorker, ScanWorker
from kiosk.flow.events import Event

NAMES: Mapping[str, type[Worker[Any]]] = {
    "idcard": CardWorker, "scanner": ScanWorker, "printer": PrintWorker, "camera": FaceWorker,
}  # fmt: skip
OF_CAPABILITY = {"id_card": "idcard", "code_scan": "scanner", "face": "camera", "receipt": "printer"}


class Place(Protocol):
    """Where a device is, from the configuration."""

    @property
    def family(self) -> str: ...
    @property
    def address(self) -> str: ...
    @property
    def profile(self) -> str: ...


class Supervisor:
    """Names are those of the configuration: idcard, scanner, printer, camera. A name without an entry is a
    device this terminal does not have: asking it does nothing."""

    def __init__(self, places: Mapping[str, Place], report: Callable[[Event], None],
                 note: Callable[[str, dict[str, str]], None]) -> None:  # fmt: skip
        self._workers: dict[str, Worker[Any]] = {}
        self._frames: FrameSource | None = None
        for name, place in places.items():
            self._make(name, place)  # a configuration that names no driver is said at once, not by a thread
            make = partial(self._make, name, place)
            self._workers[name] = NAMES[name](name, make, report, note)

    def _make(self, name: str, place: Place) -> Any:
        driver: Any = registry.create(place.family, place.address, place.profile)
        if name == "camera":
            self._frames = driver.frames
        return driver

    @property
    def frames(self) -> FrameSource | None:
        """The camera's preview; changes when the camera is opened anew, so ask each time."""
        return self._frames

    def workers(self) -> Mapping[str, Worker[Any]]:
        return self._workers

    def start(self) -> None:
        for worker in self._workers.values():
            worker.start()

    def begin(self, capability: str, request: FaceRequest | None = None) -> None:
        """Look for a card, a code or a face."""
        self._post(capability, "start", request)

    def end(self, capability: str) -> None:
        self._post(capability, "stop")

    def print(self, ticket: Ticket) -> bool:
        """Queue a ticket; False when this terminal has no printer."""
        return self._post("receipt", "print", ticket)

    def _post(self, capability: str, command: str, argument: object = None) -> bool:
        worker = self._workers.get(OF_CAPABILITY[capability])
        if worker is not None:
            worker.post(command, argument)
        return worker is not None

    def forget(self) -> dict[str, bool]:
        """Part of the wipe: what waits and each device's buffers, a printer's own included. All are asked at once
        and share one beginning. False for a device that could not, or did not answer within its limit."""
        began = time.monotonic()
        answers = {name: worker.ask_to_forget() for name, worker in self._workers.items()}
        limits = {name: began + worker.forget_limit for name, worker in self._workers.items()}
        return {name: answer.within(limits[name] - time.monotonic()) for name, answer in answers.items()}

    def stop(self) -> None:
        for worker in self._workers.values():
            worker.stop()

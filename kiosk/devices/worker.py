"""One thread per device: opening, back-off, status on change, commands, clean stop. Lives once, here;
drivers stay plain and blocking.

A handle is never kept across trouble: after any DeviceError the driver is closed and opened again by its
identity, with a growing pause. A device that is missing blocks nothing else.
"""

import queue
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from drivers.api.errors import DeviceAbsent, DeviceError
from drivers.api.status import Device, DeviceStatus
from kiosk.flow.events import DeviceChanged, Event
from kiosk.flow.model import Capability

Driver = TypeVar("Driver", bound=Device)

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do on the worker's thread; `done` is set when it was done."""

    name: str
    argument: object = None
    done: threading.Event | None = None


class Worker(ABC, Generic[Driver]):
    """Owns one driver. `report` is called from the worker's thread: hand over and return at once."""

    capability: Capability
    status_every = 3.0
    turn_time = 0.35

    def __init__(self, name: str, make: Callable[[], Driver], report: Callable[[Event], None],
                 note: Callable[[str, dict[str, str]], None]) -> None:  # fmt: skip
        self.name = name
        self._make, self._report, self._note = make, report, note
        self._commands: queue.Queue[Command] = queue.Queue()
        self._stopping = threading.Event()
        self._driver: Driver | None = None
        self._health: tuple[bool, str] | None = None
        self._pause = FIRST_PAUSE
        self._asked = 0.0
        self.status: DeviceStatus | None = None
        self.unplugs = 0
        self._thread = threading.Thread(target=self._run, name=f"device-{name}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> bool:
        """Close the device and end the thread; False when it did not end in time."""
        self._stopping.set()
        self._commands.put(Command("stop"))
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def post(self, name: str, argument: object = None) -> None:
        """Queue a command; returns at once."""
        self._commands.put(Command(name, argument))

    def forget(self, timeout: float = 2.0) -> bool:
        """Drop everything that may hold something of a person; True when the worker says it is done."""
        done = threading.Event()
        self._commands.put(Command("forget", done=done))
        return done.wait(timeout)

    # -- what a kind of device adds
    @abstractmethod
    def turn(self, driver: Driver) -> float:
        """One short piece of work; returns how many seconds to wait for the next command (0: none)."""

    @abstractmethod
    def command(self, driver: Driver | None, command: Command) -> None:
        """Carry out a command; `driver` is None while the device is away."""

    def fault_of(self, status: DeviceStatus) -> str:
        """Why work cannot be given to the device, "" when it can."""
        if status.connection != "online":
            return "device.absent"
        return status.faults[0] if status.faults else ""

    # -- the loop
    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._step()
            except DeviceError as error:
                self._lost(error)
        self._close()

    def _step(self) -> None:
        driver = self._opened()
        wait = self._pause if driver is None else self._work(driver)
        self._drain(wait)

    def _work(self, driver: Driver) -> float:
        if time.monotonic() - self._asked >= self.status_every and self.may_ask():
            self._ask(driver)
        return self.turn(driver)

    def may_ask(self) -> bool:
        """False while asking for the status would disturb the work."""
        return True

    def _ask(self, driver: Driver) -> None:
        self.status = driver.status()
        self._asked = time.monotonic()
        fault = self.fault_of(self.status)
        self._say(not fault, fault)

    def _drain(self, wait: float) -> None:
        """Carry out what was asked; wait up to `wait` seconds for the first command."""
        try:
            command = self._commands.get(timeout=wait) if wait > 0 else self._commands.get_nowait()
            while True:
                self._carry_out(command)
                command = self._commands.get_nowait()
        except queue.Empty:
            return

    def _carry_out(self, command: Command) -> None:
        try:
            if command.name == "forget":
                self.on_forget()
                if self._driver is not None:
                    self._driver.forget()
            elif command.name != "stop":
                self.command(self._driver, command)
        finally:
            if command.done is not None:
                command.done.set()

    def on_forget(self) -> None:
        """Drop what the worker itself remembers."""

    def _opened(self) -> Driver | None:
        if self._driver is not None:
            return self._driver
        driver = self._make()
        try:
            driver.open()
            self._driver = driver
            self._ask(driver)
        except DeviceError as error:
            self._lost(error)
            return None
        self._pause = FIRST_PAUSE
        return driver

    def _lost(self, error: DeviceError) -> None:
        if self._health is None or self._health[0]:
            self.unplugs += isinstance(error, DeviceAbsent)
            self._note("device.lost", {"device": self.name, "code": error.code, "detail": str(error)[:200]})
        self._close()
        self.status = None
        self.on_lost()
        self._say(False, error.code)
        self._pause = min(LONGEST_PAUSE, self._pause * 2)

    def on_lost(self) -> None:
        """The device is away: what was under way is over."""

    def _close(self) -> None:
        driver, self._driver = self._driver, None
        if driver is not None:
            driver.close()

    def _say(self, ready: bool, fault: str) -> None:
        """Report health, only when it changed."""
        if self._health != (ready, fault):
            if ready and self._health is not None:
                self._note("device.status", {"device": self.name, "connection": "online", "faults": ""})
            self._health = (ready, fault)
            self._report(DeviceChanged(self.capability, ready, fault))

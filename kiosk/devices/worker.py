"""One thread per device: opening, back-off, status on change, commands, clean stop. Lives once, here;
drivers stay plain and blocking.

A handle is never kept across trouble: after any DeviceError the driver is closed and opened again by its
identity, with a growing pause. A device that is missing blocks nothing else, nor does it keep a wipe waiting:
a driver that is not open holds nothing of anybody.
"""

import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from drivers.api.errors import DeviceAbsent, DeviceError
from drivers.api.status import Device, DeviceStatus
from kiosk.devices.orders import Answer, Command
from kiosk.flow.events import DeviceChanged, Event
from kiosk.flow.model import Capability

Driver = TypeVar("Driver", bound=Device)

FIRST_PAUSE = 0.2
LONGEST_PAUSE = 5.0


class Worker(ABC, Generic[Driver]):
    """Owns one driver. `report` is called from the worker's thread: hand over and return at once.

    `gone` is the error catalogue's word for a device that cannot be worked with. `forget_limit` is how many seconds
    a wipe waits for this kind of device: above the longest call of its driver, so that only a hang is one.
    """

    capability: Capability
    gone: str
    forget_limit = 4.0
    status_every = 3.0
    turn_time = 0.35

    def __init__(self, name: str, make: Callable[[], Driver], report: Callable[[Event], None],
                 note: Callable[[str, dict[str, str]], None]) -> None:  # fmt: skip
        self.name = name
        self._make, self._report, self._note = make, report, note
        # guards the commands and whether a driver is open; without a driver, commands are carried out under it
        self._changed = threading.Condition()
        self._commands: deque[Command] = deque()
        self._driver: Driver | None = None
        self._stopping = False
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
        with self._changed:
            self._stopping = True
            self._changed.notify()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def post(self, name: str, argument: object = None) -> None:
        """Queue a command; returns at once."""
        with self._changed:
            self._commands.append(Command(name, argument))
            self._changed.notify()

    def ask_to_forget(self) -> Answer:
        """Drop what was not begun, stop what was, and have the driver forget; returns at once.

        Without an open driver, also while one is being opened, the answer is there already: there is nothing but
        the worker's own memory, and that is emptied here.
        """
        answer = Answer()
        with self._changed:
            self._commands.clear()
            self._commands.extend((Command("stop"), Command("forget", answer=answer)))
            if self._driver is None:
                self._take()
            self._changed.notify()
        return answer

    # -- what a kind of device adds
    @abstractmethod
    def turn(self, driver: Driver) -> float:
        """One short piece of work; returns how many seconds to wait for the next command (0: none)."""

    @abstractmethod
    def command(self, driver: Driver | None, command: Command) -> None:
        """Carry out a command; `driver` is None while the device is away."""

    def fault_of(self, status: DeviceStatus) -> str:
        """Why work cannot be given to the device, "" when it can. What only a technician understands is told
        to people as the device being gone; the log has it in full."""
        if status.connection != "online":
            return self.gone
        fault = status.faults[0] if status.faults else ""
        return self.gone if fault.startswith("device.") else fault

    def on_opened(self, driver: Driver) -> None:
        """The device is there, for the first time or again."""

    # -- the loop
    def _run(self) -> None:
        try:
            while not self._stopping:
                self._step()
        finally:
            self._close()
            self._drain(0.0)  # a wipe may be waiting

    def _step(self) -> None:
        try:
            driver = self._opened()
            wait = self._pause if driver is None else self._work(driver)
            self._drain(wait)
        except DeviceError as error:
            self._lost(error)
            self._drain(0.0)  # before the device is opened again, which may take seconds

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
        self._say(not fault, fault, self.status)

    def _drain(self, wait: float) -> None:
        """Carry out what was asked; wait up to `wait` seconds for the first command."""
        with self._changed:
            self._changed.wait_for(lambda: self._commands or self._stopping, timeout=wait)
        while (command := self._take()) is not None:
            if self._driver is not None:
                self._carry_out(self._driver, command)

    def _take(self) -> Command | None:
        """The next command for the open driver. Without one, all are carried out here and now, under the lock:
        a wipe on another thread finds each of them not begun or done."""
        with self._changed:
            while self._commands:
                command = self._commands.popleft()
                if self._driver is not None:
                    return command
                if command.answer is not None:
                    command.answer.say(True)
                else:
                    self.command(None, command)
        return None

    def _carry_out(self, driver: Driver, command: Command) -> None:
        if command.answer is None:
            self.command(driver, command)
            return
        forgot = False
        try:
            driver.forget()
            forgot = True
        finally:
            command.answer.say(forgot)

    def _opened(self) -> Driver | None:
        """The open driver; None when it cannot be opened now. Until its first answer it does not count as open."""
        if self._driver is not None:
            return self._driver
        driver = self._make()
        try:
            driver.open()
            self.on_opened(driver)
            self._ask(driver)
        except DeviceError as error:
            driver.close()
            self._lost(error)
            return None
        with self._changed:
            self._driver = driver
        self._pause = FIRST_PAUSE
        return driver

    def _lost(self, error: DeviceError) -> None:
        if self._health is None or self._health[0]:
            self.unplugs += isinstance(error, DeviceAbsent)
            self._note("device.lost", {"device": self.name, "code": error.code, "detail": str(error)[:200]})
        self._close()
        self.status = None
        self.on_lost()
        self._say(False, self.gone)
        self._pause = min(LONGEST_PAUSE, self._pause * 2)

    def on_lost(self) -> None:
        """The device is away: what was under way is over."""

    def _close(self) -> None:
        driver = self._driver
        try:
            if driver is not None:
                driver.close()
        finally:
            with self._changed:  # only now: until it is closed it may hold something
                self._driver = None

    def _say(self, ready: bool, fault: str, status: DeviceStatus | None = None) -> None:
        """Report health, only when it changed; the log gets what the device itself said."""
        if self._health == (ready, fault):
            return
        if status is not None and not (ready and self._health is None):
            told = {"device": self.name, "connection": status.connection, "faults": " ".join(status.faults)}
            self._note("device.status", told)
        self._health = (ready, fault)
        self._report(DeviceChanged(self.capability, ready, fault))

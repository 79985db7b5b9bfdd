"""Keeps the terminal running: started again after a crash or a wipe that could not be proved, ended when asked.

Not responsible for its own end: systemd starts this program again, and ends whatever it left (deploy/systemd).
"""

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from kiosk.cli.report import complain

DIRTY = 70  # kiosk.assembly.EXIT_DIRTY; that module is not imported, a keeper stays small
FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 30.0
LONG_LIFE_S = 60.0  # a terminal that worked so long did not die of its start
FORWARDED = (signal.SIGTERM, signal.SIGINT)


class Child(Protocol):
    """What is kept running; subprocess.Popen is one."""

    def wait(self) -> int: ...
    def send_signal(self, sig: int, /) -> None: ...


class Keeper:
    """`start` starts the terminal; `clock` and `pause` (both in seconds) are given by tests. `pause` may return
    before its time when the keeper was asked to end."""

    def __init__(self, start: Callable[[], Child], *, clock: Callable[[], float] = time.monotonic,
                 pause: Callable[[float], object] | None = None) -> None:  # fmt: skip
        self._start, self._clock = start, clock
        self._reader, self._writer = os.pipe()
        self._pause: Callable[[float], object] = pause or self._wait
        self._child: Child | None = None
        self._asked: int | None = None

    def run(self) -> int:
        """Until the terminal ends by itself or by request; returns its exit status, 128 + signal for a signal."""
        pause = FIRST_PAUSE_S
        while True:
            began = self._clock()
            status = self._one_life()
            if self._asked is not None:
                return 0 if status == -self._asked else _shell_status(status)
            if status >= 0 and status != DIRTY:
                return status
            if self._clock() - began >= LONG_LIFE_S:
                pause = FIRST_PAUSE_S
            complain(f"The terminal {_ended(status)}; it is started again in {pause:.0f} s.")
            self._pause(pause)
            if self._asked is not None:
                return 0
            pause = min(LONGEST_PAUSE_S, 2 * pause)

    def _one_life(self) -> int:
        self._child = self._start()
        if self._asked is not None:  # asked while it was being started
            self._child.send_signal(self._asked)
        status = self._child.wait()
        self._child = None
        return status

    def end(self, number: int) -> None:
        """Called by a signal handler: hand the signal on and start nothing more. No lock, nothing that waits."""
        self._asked = number
        os.write(self._writer, b".")
        if self._child is not None:
            self._child.send_signal(number)

    def _wait(self, seconds: float) -> None:
        select.select([self._reader], [], [], seconds)

    def close(self) -> None:
        os.close(self._reader)
        os.close(self._writer)


@contextmanager
def forwards_signals(keeper: Keeper) -> Iterator[None]:
    """SIGTERM and SIGINT are for the terminal, which wipes the visit before it ends."""
    before: dict[int, Any] = {}
    for number in FORWARDED:
        before[number] = signal.signal(number, lambda number, frame: keeper.end(number))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def keep(start: Callable[[], "subprocess.Popen[bytes]"]) -> int:
    """Keep what `start` starts running, in the main thread; returns the exit status."""
    keeper = Keeper(start)
    try:
        with forwards_signals(keeper):
            return keeper.run()
    finally:
        keeper.close()


def _ended(status: int) -> str:
    if status == DIRTY:
        return "could not prove that a visit was wiped"
    return f"was ended by {signal.Signals(-status).name}"


def _shell_status(status: int) -> int:
    return status if status >= 0 else 128 - status

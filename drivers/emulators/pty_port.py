"""A serial line made of a pseudo terminal, paced at its speed, that can be unplugged like a plug in a socket.

A pty has no speed of its own (measured: 2000 bytes "at 115200" take 0.1 ms where a wire takes 174 ms), so bytes
are handed over here when a wire would have delivered them. One thread owns the pty: bytes of the host, timers
and what people do from outside are handled in it one at a time, so an emulator on top needs no locks.
"""

import heapq
import itertools
import os
import select
import termios
import threading
import time
import tty
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TypeVar

T = TypeVar("T")

BITS_PER_BYTE = 10  # 8N1: start bit, eight data bits, stop bit
CHUNK = 32
CALL_LIMIT = 10.0
SPEEDS = {getattr(termios, f"B{speed}"): speed for speed in (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200)}


def line_seconds(count: int, baud: int) -> float:
    """Seconds `count` bytes need on the wire at `baud`."""
    return count * BITS_PER_BYTE / baud


class PtyPort:
    """The device's end of the line. `link` is the stable path a driver opens, like a by-id link of udev.

    `on_bytes` gets what the host sent, when its last bit has arrived. A host at another speed gets and sends noise.
    """

    def __init__(self, link: Path, baud: int, on_bytes: Callable[[bytes], None]) -> None:
        self.link = link
        self.baud = baud
        self.noise = 0  # bytes of a host at another speed
        self._on_bytes = on_bytes
        self._master = self._slave = -1
        self._line_free = 0.0
        self._timers: list[tuple[float, int, Callable[[], None]]] = []
        self._order = itertools.count()
        self._inbox: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._wake_read, self._wake_write = os.pipe()
        self._watchers: list[tuple[Callable[[], bool], threading.Event]] = []
        self._running = True
        self._thread = threading.Thread(target=self._run, name=f"pty-{link.name}", daemon=True)

    # From any thread

    def start(self) -> None:
        """Start the line's thread; the line is unplugged until `plug`."""
        self._thread.start()

    def stop(self) -> None:
        """Unplug and end the thread. Idempotent."""
        if not self._thread.is_alive():
            return
        self.call(self._end)
        self._thread.join(CALL_LIMIT)
        os.close(self._wake_read)
        os.close(self._wake_write)

    def call(self, action: Callable[[], T]) -> T:
        """Run `action` in the line's thread; hands its result or its exception back."""
        answer: SimpleQueue[tuple[T | None, Exception | None]] = SimpleQueue()

        def run() -> None:
            try:
                answer.put((action(), None))
            except (ValueError, TypeError, KeyError, OSError) as error:
                answer.put((None, error))

        self._inbox.put(run)
        os.write(self._wake_write, b"!")
        result, error = answer.get(timeout=CALL_LIMIT)
        if error is not None:
            raise error
        return result  # pyright: ignore[reportReturnType] - no error, so it is the action's own result

    def wait_for(self, predicate: Callable[[], bool], timeout: float) -> bool:
        """Wait until `predicate`, asked in the line's thread after everything that happens, is true."""
        happened = threading.Event()
        self.call(lambda: self._watchers.append((predicate, happened)))
        return happened.wait(timeout)

    # In the line's thread only

    @property
    def plugged(self) -> bool:
        return self._master >= 0

    def plug(self) -> None:
        """Come up as a new pty under the same link. No effect when plugged."""
        if self.plugged:
            return
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        fresh = self.link.with_name(f".{self.link.name}.new")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.ttyname(self._slave))
        fresh.replace(self.link)

    def unplug(self) -> None:
        """Vanish at once: link gone, line dead, whatever was on its way lost. No effect when unplugged."""
        if not self.plugged:
            return
        self.link.unlink(missing_ok=True)
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1
        self._timers.clear()
        self._line_free = 0.0

    def later(self, seconds: float, action: Callable[[], None]) -> None:
        """Run `action` in the line's thread after `seconds`; forgotten when the line is unplugged before."""
        heapq.heappush(self._timers, (time.monotonic() + seconds, next(self._order), action))

    def send(self, data: bytes, then: Callable[[], None] | None = None) -> None:
        """Queue `data` behind what is on its way; `then` runs when the last byte is out."""
        begin = max(time.monotonic(), self._line_free)
        for offset in range(0, len(data), CHUNK):
            chunk = data[offset : offset + CHUNK]
            due = begin + line_seconds(offset + len(chunk), self.baud)
            heapq.heappush(self._timers, (due, next(self._order), lambda chunk=chunk: self._put(chunk)))
        self._line_free = begin + line_seconds(len(data), self.baud)
        if then is not None:
            heapq.heappush(self._timers, (self._line_free, next(self._order), then))

    @property
    def same_speed(self) -> bool:
        """True when the host has set the speed this device talks at."""
        return SPEEDS.get(termios.tcgetattr(self._slave)[5]) == self.baud

    def _put(self, chunk: bytes) -> None:
        noise = chunk if self.same_speed else bytes(byte ^ 0xA5 for byte in chunk)
        try:
            os.write(self._master, noise)
        except BlockingIOError:
            return  # nobody reads: a UART would lose the bytes as well

    def _run(self) -> None:
        while self._running:
            sources = [self._wake_read] + ([self._master] if self.plugged else [])
            ready, _, _ = select.select(sources, [], [], self._pause())
            if self._wake_read in ready:
                os.read(self._wake_read, 4096)
            self._do_calls()
            if self.plugged and self._master in ready:
                self._receive()
            self._do_timers()
            self._do_watchers()

    def _pause(self) -> float | None:
        return max(0.0, self._timers[0][0] - time.monotonic()) if self._timers else None

    def _do_calls(self) -> None:
        while self._running:
            try:
                self._inbox.get_nowait()()
            except Empty:
                return

    def _receive(self) -> None:
        try:
            data = os.read(self._master, 4096)
        except BlockingIOError:
            return  # the pty was changed for a new one between select and here
        if self.same_speed:
            self.later(line_seconds(len(data), self.baud), lambda: self._on_bytes(data))
        else:
            self.noise += len(data)

    def _do_timers(self) -> None:
        while self._timers and self._timers[0][0] <= time.monotonic():
            heapq.heappop(self._timers)[2]()

    def _do_watchers(self) -> None:
        for watcher in [each for each in self._watchers if each[0]()]:
            self._watchers.remove(watcher)
            watcher[1].set()

    def _end(self) -> None:
        self.unplug()
        self._running = False

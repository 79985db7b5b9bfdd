"""A receipt printer on a TCP port that speaks ESC/POS, runs out of paper, jams, falls silent and is unplugged.

What leaves its mouth is drawn to RUN/receipts/NNN.png and told in `state()["tickets"]`. Like a real one it answers
DLE EOT at once, works off everything else in turn, keeps its buffer while it is stopped and goes on afterwards,
unless DLE ENQ 2 told it to forget.
"""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from drivers.emulators.base import Json
from drivers.emulators.escpos_machine import LINE_ROWS, Machine
from drivers.emulators.escpos_paper import DOTS_PER_MM, Piece, picture
from drivers.emulators.escpos_parser import Command
from drivers.emulators.escpos_port import Host, Port

BUFFER_BYTES = 4096
PAPER_MM_PER_SECOND = 250.0
MOST_SECONDS_AWAY = 0.005


class EscposPrinterEmulator:
    """An 80 mm printer (576 dots) unless `width_dots` says 384. `mm_per_second` 0 prints without taking time."""

    name = "printer"
    family = "escpos"

    def __init__(self, run_dir: Path, *, width_dots: int = 576, mm_per_second: float = PAPER_MM_PER_SECOND) -> None:
        self.address = ""
        self._receipts = run_dir / "receipts"
        self._changed = threading.Condition(threading.RLock())
        self._violations: list[str] = []
        self._tickets: list[Json] = []
        self._torn: list[Json] = []
        self._queue: list[tuple[Host, Command, int]] = []
        self._stops = 0
        self.speed(mm_per_second)
        self._silent = False
        self._mute_prints = False
        self._in_mouth = 0
        self._seen: list[int] = []
        self._machine = Machine(width_dots, self._report, self._ticket)
        self._port = Port(self._changed, self._received, self._work, self._report)

    def start(self) -> str:
        """Listen on a free loopback port; returns `tcp://127.0.0.1:PORT`."""
        self._receipts.mkdir(parents=True, exist_ok=True)
        self._port.start()
        self.address = f"tcp://127.0.0.1:{self._port.number}"
        return self.address

    def stop(self) -> None:
        self._port.stop()

    def do(self, action: str, **params: Any) -> None:
        """plug, unplug, paper_out, paper_low, paper_ok, paper_out_after(lines), open_cover, close_cover, jam_cutter,
        clear_cutter, overheat, cool, go_silent(prints=False), speak_again, hang_up,
        speed(mm_per_second), take."""
        handler = ACTIONS.get(action)
        if handler is None:
            raise ValueError(f"a printer does not know {action!r}; it knows {', '.join(sorted(ACTIONS))}")
        with self._changed:
            before = self._machine.asb()
            try:
                handler(self, **params)
            except TypeError as error:
                raise ValueError(f"{action}: wrong parameters {sorted(params)}") from error
            self._announce(before)
            self._changed.notify_all()
        self._port.wake()

    def state(self) -> Json:
        with self._changed:
            machine = self._machine
            return {
                "plugged": self._port.plugged,
                "online": machine.works,
                "paper": machine.paper,
                "cover_open": machine.cover_open,
                "cutter_jammed": machine.cutter_jammed,
                "hot": machine.hot,
                "silent": self._silent,
                "hosts": self._port.hosts,
                "buffered_bytes": sum(command.size for _, command, _ in self._queue),
                "in_mouth": self._in_mouth,
                "hanging": machine.piece.summary(),
                "tickets": [dict(ticket) for ticket in self._tickets],
                "torn": [dict(piece) for piece in self._torn],
                "violations": list(self._violations),
            }

    def wait_until(self, condition: Callable[[Json], bool], timeout: float = 10.0) -> bool:
        """Block until `condition(state())` holds; False when it does not within `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: condition(self.state()), timeout)

    def plug(self) -> None:
        self._port.plug()

    def unplug(self) -> None:
        """Power off: the line is dead and the memory is empty."""
        self._queue.clear()
        self._machine.reset()
        self._silent = False
        self._port.unplug()

    def refill(self) -> None:
        """A new roll: what hung out of the printer is torn off."""
        if self._machine.piece.rows:
            self._torn.append(self._machine.piece.summary())
            self._machine.piece = Piece()
        self._machine.paper, self._machine.rows_left = "ok", None
        self._stops += 1

    def paper(self, left: str) -> None:
        self._machine.paper = "low" if left == "low" else "out"
        self._machine.rows_left = None

    def paper_out_after(self, lines: int) -> None:
        """The paper ends when so many more lines (36 dots each) have been printed."""
        if not 0 < int(lines) < 10_000:
            raise ValueError("lines: a number from 1")
        self._machine.rows_left = int(lines) * LINE_ROWS

    def cover(self, *, opened: bool) -> None:
        self._machine.cover_open = opened
        self._stops += not opened

    def cutter(self, *, jammed: bool) -> None:
        self._machine.cutter_jammed = jammed
        self._stops += not jammed

    def heat(self, *, hot: bool) -> None:
        self._machine.hot = hot
        self._stops += not hot

    def go_silent(self, prints: bool = False) -> None:
        """No answers any more; with `prints` the rest still works (a broken return line), else it hangs."""
        self._silent, self._mute_prints = True, bool(prints)

    def speak_again(self) -> None:
        self._silent = False
        self._stops += 1

    def hang_up(self) -> None:
        """Close the connections, as network printers do with hosts that say nothing for minutes."""
        self._port.hang_up()

    def speed(self, mm_per_second: float) -> None:
        """How fast paper moves from now on; 0 takes no time."""
        self._dots_per_second = float(mm_per_second) * DOTS_PER_MM
        self._busy_until = 0.0

    def take(self) -> None:
        self._in_mouth = 0

    def _report(self, offset: int, text: str) -> None:
        self._violations.append(f"byte {offset}: {text}")

    def _announce(self, before: bytes) -> None:
        """Automatic status back to the hosts that asked for it with GS a."""
        if self._machine.asb() != before and not self._silent:
            self._port.tell_all(self._machine.asb())

    def _received(self, host: Host, command: Command) -> None:
        """A command has arrived. Real-time ones are obeyed now, even off line; the rest waits its turn."""
        if command.name == "DLE EOT":
            if command.data[0] not in (1, 2, 3, 4):
                self._report(command.offset, f"DLE EOT {command.data[0]} is not known")
            elif not self._silent:
                host.answer(bytes([self._machine.status_byte(command.data[0])]))
        elif command.name == "DLE ENQ":
            self._recover(command)
        else:
            if any(other is not host for other, _, _ in self._queue):
                self._report(command.offset, "two hosts print at the same time")
            self._queue.append((host, command, self._stops))

    def _recover(self, command: Command) -> None:
        if command.data[0] == 2:
            self._queue.clear()
            self._machine.reset()
        elif command.data[0] != 1:
            self._report(command.offset, f"DLE ENQ {command.data[0]} is not known")

    def _work(self) -> float | None:
        """Work off what can be worked off now, and tell the port how full the buffer is. Returns the seconds until
        there is more to do, None for "when something happens"."""
        wait = self._work_a_moment()
        self._port.full = sum(command.size for _, command, _ in self._queue) >= BUFFER_BYTES
        return wait

    def _work_a_moment(self) -> float | None:
        began = time.monotonic()
        while self._queue and self._machine.works and (self._mute_prints or not self._silent):
            now = time.monotonic()
            if now < self._busy_until:
                return self._busy_until - now
            if now - began > MOST_SECONDS_AWAY:
                return 0.0  # drawing must not keep a question waiting: look at the line in between
            self._next()
        return None

    def _next(self) -> None:
        before = self._machine.asb()
        host, command, stops = self._queue.pop(0)
        self._execute(host, command, held_over=stops != self._stops)
        self._announce(before)

    def _execute(self, host: Host, command: Command, *, held_over: bool) -> None:
        if command.name == "GS r":
            if not self._silent:
                host.answer(bytes([self._machine.paper_sensor()]))
            return
        if command.name == "GS a":
            host.wants_news = command.data[0] != 0
            return
        self._machine.piece.held_over |= held_over
        rows = self._machine.execute(command)
        if self._dots_per_second:
            self._busy_until = max(self._busy_until, time.monotonic()) + rows / self._dots_per_second

    def _ticket(self, piece: Piece) -> None:
        number = len(self._tickets) + 1
        file = self._receipts / f"{number:03}.png"
        picture(piece, self._machine.width_dots).save(file)
        self._tickets.append({"number": number, "file": str(file), **piece.summary()})
        self._in_mouth += 1


ACTIONS: dict[str, Callable[..., None]] = {
    "plug": EscposPrinterEmulator.plug,
    "unplug": EscposPrinterEmulator.unplug,
    "paper_out": lambda printer: printer.paper("out"),
    "paper_low": lambda printer: printer.paper("low"),
    "paper_ok": EscposPrinterEmulator.refill,
    "paper_out_after": EscposPrinterEmulator.paper_out_after,
    "open_cover": lambda printer: printer.cover(opened=True),
    "close_cover": lambda printer: printer.cover(opened=False),
    "jam_cutter": lambda printer: printer.cutter(jammed=True),
    "clear_cutter": lambda printer: printer.cutter(jammed=False),
    "overheat": lambda printer: printer.heat(hot=True),
    "cool": lambda printer: printer.heat(hot=False),
    "go_silent": EscposPrinterEmulator.go_silent,
    "speak_again": EscposPrinterEmulator.speak_again,
    "take": EscposPrinterEmulator.take,
    "hang_up": EscposPrinterEmulator.hang_up,
    "speed": EscposPrinterEmulator.speed,
}

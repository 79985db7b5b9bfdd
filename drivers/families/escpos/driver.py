"""A receipt printer on ESC/POS: prints a ticket to its end, or says truthfully how far it came."""

import time
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from drivers.api.errors import DeviceError, DeviceTimeout
from drivers.api.printer import NotPrinted, Printed, PrinterStatus, PrintOutcome, PrintUnknown, TextLine, Ticket
from drivers.families.escpos.conversation import DROP_BUFFER, Conversation
from drivers.families.escpos.profile import load
from drivers.links.tcp import TcpLink, parse_address

SLICE_BYTES = 1024
WINDOW = 2  # slices the printer may hold: enough not to stutter, less than the smallest receive buffer (4 KiB)
VOID = Ticket((TextLine("以上未打完，作废", align="center"),))


class _Stopped(Exception):
    """The printer will not go on: a fault it reported, or silence (`fault` is "printer.offline")."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


class EscposPrinter:
    """drivers.api.printer.ReceiptPrinter over `tcp://host:port`.

    `profile`: `{"profile": "generic-58mm", ...}`, see profile.Profile; ValueError for what it does not know.
    Faults: printer.fault, printer.cutter, printer.cover_open, printer.paper_out, printer.hot, printer.offline.
    Nearly empty paper is `paper == "low"` and no fault.
    """

    def __init__(self, address: str, profile: Mapping[str, Any] = MappingProxyType({})) -> None:
        self._profile = load(profile)
        self._printer = Conversation(TcpLink(*parse_address(address)), self._profile)
        self._leftover = False

    def open(self) -> None:
        self._printer.open()

    def close(self) -> None:
        self._printer.hang_up()

    def status(self) -> PrinterStatus:
        """What the printer says now. Raises DeviceAbsent, DeviceTimeout (silent), DeviceProtocolError (noise)."""
        return self._printer.fresh_status()

    def forget(self) -> None:
        """Part of the wipe: the driver itself keeps nothing, so only the printer's buffer is emptied."""
        self.purge()

    def purge(self) -> None:
        """Throw away whatever the printer still holds and hang up; never raises."""
        self._printer.drop_buffer()

    def print_ticket(self, ticket: Ticket) -> PrintOutcome:
        """Print one ticket and cut it.

        Raises DeviceError only while nothing of the ticket has been sent; from then on every trouble is an outcome.
        What came out of an interrupted ticket is cut off and marked void before the next one begins.
        """
        from drivers.families.escpos.commands import compose  # images and codes: not for the terminal's start

        chunks = compose(ticket, self._profile)
        before = self.status()
        if before.faults:
            return NotPrinted(before.faults[0])
        lead = compose(VOID, self._profile) if self._leftover else []
        self._printer.send(DROP_BUFFER)
        self._leftover = True
        outcome = self._run([*lead, *chunks])
        self._leftover = not isinstance(outcome, Printed)
        if self._leftover:
            self._printer.drop_buffer()
        return outcome

    def _run(self, chunks: list[bytes]) -> PrintOutcome:
        """Send and watch. Everything sent and then silence is unknown; silence before that cannot be a ticket."""
        sent = False
        try:
            for part in _slices(chunks):
                self._send(part)
            sent = True
            while self._printer.outstanding:
                self._await_progress()
            after = self._printer.status()
        except _Stopped as stopped:
            return NotPrinted(stopped.fault, started=True)
        except DeviceError as error:
            return PrintUnknown(error.code) if sent else NotPrinted("printer.offline", started=True)
        return NotPrinted(after.faults[0], started=True) if after.faults else Printed()

    def _send(self, part: bytes) -> None:
        self._printer.send(part)
        self._printer.send_barrier()
        while self._printer.outstanding >= WINDOW:
            self._await_progress()

    def _patient_status(self) -> PrinterStatus:
        """Status while it prints: one missing answer is a busy printer, two are silence."""
        try:
            return self._printer.status()
        except DeviceTimeout:
            return self._printer.status()

    def _await_progress(self) -> None:
        """Until one more slice was worked off. Raises _Stopped for a reported fault, DeviceTimeout for silence and
        for a printer that says it is well and does not move."""
        deadline = time.monotonic() + self._profile.job_seconds
        while not self._printer.barrier_came():
            held = self._printer.outstanding
            faults = self._patient_status().faults
            if self._printer.outstanding < held:
                return
            if faults:
                raise _Stopped(faults[0])
            if time.monotonic() > deadline:
                raise DeviceTimeout("the printer says it is well, but does not move")


def _slices(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Chunks gathered to about SLICE_BYTES; never a cut inside a command."""
    gathered = b""
    for chunk in chunks:
        if gathered and len(gathered) + len(chunk) > SLICE_BYTES:
            yield gathered
            gathered = b""
        gathered += chunk
    if gathered:
        yield gathered

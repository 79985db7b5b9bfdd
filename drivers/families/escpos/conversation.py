"""Questions and answers with one printer: real-time status, queued barriers, dropping its buffer."""

import contextlib
import time

from drivers.api.errors import DeviceAbsent, DeviceError, DeviceTimeout
from drivers.api.printer import PrinterStatus
from drivers.families.escpos.profile import Profile
from drivers.families.escpos.status import is_answer, is_barrier, summarise
from drivers.links.tcp import TcpLink

DROP_BUFFER = b"\x10\x05\x02"  # DLE ENQ 2
BARRIER = b"\x1dr\x01"  # GS r 1: answered in its turn, when everything before it was worked off
SEND_SECONDS = 3.0
POLL_SECONDS = 0.1


class Conversation:
    """One connection to one printer. Counts the barriers that are still unanswered in `outstanding`."""

    def __init__(self, link: TcpLink, profile: Profile) -> None:
        self._link = link
        self._profile = profile
        self.outstanding = 0

    def open(self) -> None:
        """Connect if not connected. Raises DeviceAbsent or DeviceTimeout."""
        if not self._link.is_open:
            self.outstanding = 0
            self._link.open()

    def hang_up(self, *, drop: bool = False) -> None:
        """End the connection; with `drop` what has not left this machine is thrown away."""
        self._link.close(drop=drop)
        self.outstanding = 0

    def status(self) -> PrinterStatus:
        """Ask for everything the profile's model answers. A printer that answers nothing is asked once only, so
        that silence costs `answer_seconds` and not four times that."""
        answers: dict[int, int | None] = {}
        for n in self._profile.queries:
            answers[n] = self._ask(n)
            if answers[n] is None and len(answers) == 1:
                break
        return summarise(answers, self._profile.status)

    def fresh_status(self) -> PrinterStatus:
        """Status with nothing of a job under way. A connection that the printer closed while nobody used it
        (most do, after some minutes) is opened again once."""
        was_open = self._link.is_open
        self.open()
        try:
            self._link.discard_input()
            return self.status()
        except DeviceAbsent:
            if not was_open:
                raise
            self.open()
            return self.status()

    def send(self, data: bytes) -> None:
        """Hand bytes over. Raises DeviceTimeout, DeviceAbsent."""
        self._link.send(data, SEND_SECONDS)

    def send_barrier(self) -> None:
        """Ask to be told when everything up to here was worked off."""
        self._link.send(BARRIER, SEND_SECONDS)
        self.outstanding += 1

    def barrier_came(self) -> bool:
        """Wait a moment for the answer to a barrier."""
        before = self.outstanding
        with contextlib.suppress(DeviceTimeout):
            self._sort(self._link.receive(64, POLL_SECONDS))
        return self.outstanding < before

    def drop_buffer(self) -> bool:
        """Have the printer forget its buffer and hang up. True when it surely did; never raises."""
        try:
            self.open()
            self._link.send(DROP_BUFFER, SEND_SECONDS)
            # DLE ENQ has no answer of its own, but bytes keep their order: an answer to what follows proves it
            certain = self._ask(1) is not None
        except DeviceError:
            certain = False
        self.hang_up(drop=True)
        return certain

    def _ask(self, n: int) -> int | None:
        """The answer to DLE EOT n, or the last other byte that came, or None for silence."""
        with contextlib.suppress(DeviceTimeout):
            self._sort(self._link.receive(4096, 0.0))  # an answer that came too late is not this one's
        self._link.send(bytes([0x10, 0x04, n]), SEND_SECONDS)
        deadline = time.monotonic() + self._profile.answer_seconds
        other: int | None = None
        while True:
            try:
                byte = self._sort(self._link.receive(1, deadline - time.monotonic()))
            except DeviceTimeout:
                return other
            if byte is not None and is_answer(byte):
                return byte
            other = byte if byte is not None else other

    def _sort(self, data: bytes) -> int | None:
        """Count barrier answers; return the last byte that is none."""
        rest: int | None = None
        for byte in data:
            if is_barrier(byte) and self.outstanding:
                self.outstanding -= 1
            else:
                rest = byte
        return rest

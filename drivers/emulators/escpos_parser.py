"""ESC/POS as a stream of commands, read strictly: what is unknown or malformed is reported with its offset.

Written from the command references, not from the driver: it is the other opinion.
"""

from collections.abc import Callable
from dataclasses import dataclass

# command -> number of parameter bytes
FIXED = {
    b"\n": 0,
    b"\x1b@": 0,
    b"\x1b2": 0,
    b"\x1b3": 1,
    b"\x1ba": 1,
    b"\x1bE": 1,
    b"\x1bJ": 1,
    b"\x1bd": 1,
    b"\x1d!": 1,
    b"\x1da": 1,
    b"\x1dr": 1,
    b"\x1c&": 0,
    b"\x1c.": 0,
    b"\x10\x04": 1,
    b"\x10\x05": 1,
}
NAMES = {0x0A: "LF", 0x1B: "ESC", 0x1D: "GS", 0x1C: "FS", 0x10: "DLE"}
REAL_TIME = {b"\x10\x04": "DLE EOT", b"\x10\x05": "DLE ENQ"}


@dataclass(frozen=True, slots=True)
class Command:
    """One command, or one character when `name` is "text"; `data` are its parameters. `offset` counts the bytes of
    the connection."""

    name: str
    data: bytes
    offset: int
    size: int


class Parser:
    """Bytes in, commands out. `report(offset, text)` is told of every violation."""

    def __init__(self, report: Callable[[int, str], None]) -> None:
        self._report = report
        self._buffer = bytearray()
        self._offset = 0
        self._chinese = False

    @property
    def unfinished(self) -> int:
        """Bytes of a command whose rest has not come yet."""
        return len(self._buffer)

    @property
    def offset(self) -> int:
        return self._offset

    def feed(self, data: bytes) -> list[Command]:
        """Every command that is now complete."""
        self._buffer += data
        commands: list[Command] = []
        while self._buffer:
            size = self._size()
            if size == 0:
                break
            if size < 0:
                self._skip(-size)
                continue
            commands.append(self._take(size))
        return commands

    def _skip(self, size: int) -> None:
        self._report(self._offset, f"unknown or malformed: {bytes(self._buffer[:size]).hex(' ')}")
        self._consume(size)

    def _consume(self, size: int) -> bytes:
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        self._offset += size
        return taken

    def _take(self, size: int) -> Command:
        offset, raw = self._offset, self._consume(size)
        if raw[0] >= 0x20:
            return Command("text", raw, offset, size)
        head = 1 if raw[0] == 0x0A else 2
        name = NAMES[raw[0]] + (" " + _word(raw[1]) if head == 2 else "")
        if raw[:2] in (b"\x1c&", b"\x1c.", b"\x1b@"):
            self._chinese = raw[:2] == b"\x1c&"
        if name in ("GS v", "GS (") and (found := [n for code, n in REAL_TIME.items() if code in raw]):
            self._report(offset, f"{found[0]} inside the data of {name}: a printer would obey it")
        return Command(name, raw[head:], offset, size)

    def _size(self) -> int:
        """Length of the command at the front; 0 while bytes are missing; minus the bytes to skip when it is none."""
        buffer = self._buffer
        if buffer[0] >= 0x20:
            return self._text_size()
        head = bytes(buffer[:1]) if buffer[0] == 0x0A else bytes(buffer[:2])
        if head in FIXED:
            return _when(len(head) + FIXED[head], buffer)
        if len(head) == 1:
            return 0 if head[0] in NAMES else -1
        return self._variable_size(head)

    def _text_size(self) -> int:
        buffer = self._buffer
        if buffer[0] < 0x7F:
            return 1
        if not self._chinese or not 0x81 <= buffer[0] <= 0xFE:
            return -1
        if len(buffer) < 2:
            return 0
        size = 4 if 0x30 <= buffer[1] <= 0x39 else 2
        if len(buffer) < size:
            return 0
        try:
            buffer[:size].decode("gb18030")
        except UnicodeDecodeError:
            return -1
        return size

    def _variable_size(self, head: bytes) -> int:
        buffer = self._buffer
        if head == b"\x1dV":
            if len(buffer) < 3:
                return 0
            return _when(4, buffer) if buffer[2] in (65, 66) else (3 if buffer[2] in (0, 1, 48, 49) else -3)
        if head == b"\x1d(":
            if len(buffer) < 5:
                return 0
            return _when(5 + buffer[3] + 256 * buffer[4], buffer) if buffer[2] == ord("k") else -3
        if head == b"\x1dv":
            if len(buffer) < 8:
                return 0
            if buffer[2] != ord("0") or buffer[3] not in (0, 48):
                return -4
            return _when(8 + (buffer[4] + 256 * buffer[5]) * (buffer[6] + 256 * buffer[7]), buffer)
        return -2 if head[0] in NAMES else -1


def _when(size: int, buffer: bytearray) -> int:
    return size if len(buffer) >= size else 0


def _word(byte: int) -> str:
    return {0x04: "EOT", 0x05: "ENQ"}.get(byte, chr(byte))

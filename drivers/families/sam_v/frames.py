"""Frames of the SAM_V line, both directions: preamble, length, body, exclusive-or (README.md section Frames)."""

from dataclasses import dataclass
from functools import reduce
from operator import xor
from typing import Literal

PREAMBLE = b"\xaa\xaa\xaa\x96\x69"
SMALLEST_LENGTH = 4  # three status bytes and the checksum
LARGEST_LENGTH = 2400  # text, portrait and fingerprints make 0x090A; anything above is noise

Garbled = Literal["length", "checksum"]


@dataclass(frozen=True, slots=True)
class Command:
    """What the host asks: code, parameter and data."""

    code: int
    parameter: int
    data: bytes = b""

    def encode(self) -> bytes:
        """The whole frame."""
        body = bytes([self.code, self.parameter]) + self.data
        counted = (len(body) + 1).to_bytes(2, "big") + body
        return PREAMBLE + counted + bytes([checksum(counted)])


@dataclass(frozen=True, slots=True)
class Reply:
    """What the module answers. Only `sw3` decides; `sw12` is the card's own status passed through."""

    sw3: int
    data: bytes = b""
    sw12: bytes = b"\x00\x00"

    def encode(self) -> bytes:
        """The whole frame, as a module sends it."""
        body = self.sw12 + bytes([self.sw3]) + self.data
        counted = (len(body) + 1).to_bytes(2, "big") + body
        return PREAMBLE + counted + bytes([checksum(counted)])


def checksum(data: bytes) -> int:
    """Exclusive-or of all bytes."""
    return reduce(xor, data, 0)


class ReplyParser:
    """Finds replies in a stream that may hold stray bytes, halves of frames and noise.

    The preamble is searched, never matched at the start: AA AA AA AA 96 69 is one stray byte and a good header.
    A length is bounded before anything waits for that many bytes.
    """

    def __init__(self) -> None:
        self._buffer = b""

    @property
    def begun(self) -> bool:
        """True while a header has been seen whose frame is not complete."""
        return self._buffer.startswith(PREAMBLE)

    def clear(self) -> None:
        """Forget everything."""
        self._buffer = b""

    def feed(self, data: bytes) -> list[Reply | Garbled]:
        """Replies, and what came in their place, in order."""
        self._buffer += data
        found: list[Reply | Garbled] = []
        while (item := self._next()) is not None:
            found.append(item)
        return found

    def _next(self) -> Reply | Garbled | None:
        start = self._buffer.find(PREAMBLE)
        if start < 0:
            self._buffer = self._buffer[-(len(PREAMBLE) - 1) :]
            return None
        frame = self._buffer = self._buffer[start:]
        if len(frame) < 7:
            return None
        length = int.from_bytes(frame[5:7], "big")
        if not SMALLEST_LENGTH <= length <= LARGEST_LENGTH:
            self._buffer = frame[5:]
            return "length"
        if len(frame) < 7 + length:
            return None
        if checksum(frame[5 : 7 + length]) != 0:
            self._buffer = frame[5:]  # a lost byte pulls the next header into this frame: look for it there
            return "checksum"
        self._buffer = frame[7 + length :]
        return Reply(frame[9], frame[10 : 6 + length], frame[7:9])

"""The module's side of the SAM_V line: takes host frames apart, strictly, and wraps replies.

Independent of the driver's codec on purpose (see sam_v_cards).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import xor

PREAMBLE = b"\xaa\xaa\xaa\x96\x69"
HOST_LENGTHS = range(3, 64)  # code, parameter, checksum, and at most a little data


@dataclass(frozen=True, slots=True)
class HostFrame:
    """`fault` is "" or what is wrong with the frame; `command` is code and parameter in hex ("3001")."""

    command: str
    data: bytes = b""
    fault: str = ""


def checksum(data: bytes) -> int:
    """Exclusive or of all bytes."""
    return reduce(xor, data, 0)


def reply_frame(sw3: int, data: bytes = b"", sw12: bytes = b"\x00\x00") -> bytes:
    """A whole frame of the module."""
    body = sw12 + bytes([sw3]) + data
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes([checksum(counted)])


class HostFrames:
    """Collects bytes of the host and calls `on_frame` for each frame."""

    def __init__(self, on_frame: Callable[[HostFrame], None]) -> None:
        self._on_frame = on_frame
        self._buffer = b""

    @property
    def incomplete(self) -> bool:
        """True while a frame has begun and not ended."""
        return bool(self._buffer)

    def clear(self) -> None:
        """Forget a frame that has begun."""
        self._buffer = b""

    def feed(self, data: bytes) -> None:
        """Take what came over the wire."""
        self._buffer += data
        while self._take_one():
            continue

    def _take_one(self) -> bool:
        frame = self._buffer
        if len(frame) < 7:
            return False
        length = int.from_bytes(frame[5:7], "big")
        if frame[:5] != PREAMBLE or length not in HOST_LENGTHS:
            self._buffer = b""
            self._on_frame(HostFrame("", fault="preamble" if frame[:5] != PREAMBLE else "length"))
            return False
        if len(frame) < 7 + length:
            return False
        body, self._buffer = frame[5 : 7 + length], frame[7 + length :]
        self._on_frame(HostFrame(body[2:4].hex(), body[4:-1], "checksum" if checksum(body) else ""))
        return True

"""The wire between the terminal and a driver's child process: JSON messages, each with an optional binary part.

`u32 length of JSON | u32 length of binary | JSON object (UTF-8) | binary`, big-endian. Pure; no I/O.
"""

import json
import struct
from dataclasses import dataclass, field
from typing import Any

from drivers.api.errors import DeviceProtocolError

_HEADER = struct.Struct(">II")
MAX_JSON = 64 * 1024
MAX_BINARY = 16 * 1024 * 1024

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `binary` may be a portrait, so it is never shown."""

    body: Json
    binary: bytearray = field(default_factory=bytearray, repr=False)


def encode(body: Json, binary: bytes | bytearray = b"") -> bytearray:
    """A message's bytes, in a buffer that the caller can zero. Raises ValueError when a part is too long."""
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    if len(text) > MAX_JSON or len(binary) > MAX_BINARY:
        raise ValueError("message too long")
    return bytearray(_HEADER.pack(len(text), len(binary))) + text + binary


class Decoder:
    """Bytes as they come, messages as they are complete."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes | bytearray | memoryview) -> list[Message]:
        """Add bytes. Raises DeviceProtocolError for lengths or JSON that no peer of ours sends."""
        self._buffer += data
        found: list[Message] = []
        while (message := self._take()) is not None:
            found.append(message)
        return found

    def wipe(self) -> None:
        """Zero and drop what is left of an unfinished message."""
        self._buffer[:] = bytes(len(self._buffer))
        self._buffer.clear()

    def _take(self) -> Message | None:
        if len(self._buffer) < _HEADER.size:
            return None
        json_length, binary_length = _HEADER.unpack_from(self._buffer)
        if json_length > MAX_JSON or binary_length > MAX_BINARY:
            raise DeviceProtocolError("driver host: message longer than allowed")
        split, end = _HEADER.size + json_length, _HEADER.size + json_length + binary_length
        if len(self._buffer) < end:
            return None
        body = _json_object(bytes(self._buffer[_HEADER.size : split]))
        message = Message(body, self._buffer[split:end])
        self._buffer[:end] = bytes(end)
        del self._buffer[:end]
        return message


def _json_object(text: bytes) -> Json:
    try:
        body: object = json.loads(text)
    except ValueError as error:
        raise DeviceProtocolError("driver host: message is not JSON") from error
    if not isinstance(body, dict):
        raise DeviceProtocolError("driver host: message is not an object")
    return body

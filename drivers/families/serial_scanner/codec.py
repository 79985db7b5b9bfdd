"""What serial scanners say and are told, pure. Sources: README.md."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from drivers.api.scanner import ScannedCode

CAP = 4096
ENDS = re.compile(rb"[\r\n]")
ENCODINGS = ("utf-8", "gb18030")


class CodeFramer:
    """Cuts the stream into codes at CR, LF, CRLF, or where the line went silent. More than 4 KiB without an end is
    no code: it is dropped up to the next end or silence."""

    def __init__(self) -> None:
        self._buffer = b""
        self._skipping = False

    @property
    def begun(self) -> bool:
        """True while something has come whose end has not."""
        return bool(self._buffer) or self._skipping

    def clear(self) -> None:
        """Forget what has begun."""
        self._buffer, self._skipping = b"", False

    def feed(self, data: bytes) -> list[bytes]:
        """Codes that ended with `data`, in order."""
        *ended, rest = ENDS.split(self._buffer + data)
        if ended and self._skipping:
            ended, self._skipping = ended[1:], False
        self._buffer = b"" if self._skipping else rest
        if len(self._buffer) > CAP:
            self._buffer, self._skipping = b"", True
        return [code for code in ended if 0 < len(code) <= CAP]

    def silence(self) -> list[bytes]:
        """The line was silent: what has come is a code, or the end of junk."""
        code = self._buffer
        self.clear()
        return [code] if code else []


def scanned(raw: bytes) -> ScannedCode | None:
    """The code as text: UTF-8, else GB18030; None when it is neither and so no code."""
    for encoding in ENCODINGS:
        try:
            return ScannedCode(raw.decode(encoding), raw, encoding)
        except UnicodeDecodeError:
            continue
    return None


@dataclass(frozen=True, slots=True)
class TriggerCommands:
    """Bytes that begin and end looking; `reply` matches what the scanner acknowledges them with."""

    on: bytes = b""
    off: bytes = b""
    reply: re.Pattern[bytes] | None = field(default=None)


TRIGGERS: Mapping[str, TriggerCommands] = {
    "continuous": TriggerCommands(),
    "honeywell": TriggerCommands(on=b"\x16T\r", off=b"\x16U\r"),
    "newland": TriggerCommands(
        on=b"~\x010000#SCNTRG1;\x03",
        off=b"~\x010000#SCNTRG0;\x03",
        reply=re.compile(rb"\x02\x010000[@#]?SCNTRG[01][\x06\x15];\x03"),
    ),
    "gm65": TriggerCommands(
        on=bytes.fromhex("7E000801000201ABCD"),
        off=bytes.fromhex("7E000801000200ABCD"),
        reply=re.compile(rb"\x02\x00\x00\x01\x00\x33\x31"),
    ),
}


def without_reply(data: bytes, commands: TriggerCommands) -> bytes:
    """`data` with acknowledgements taken out: they travel on the same line as codes."""
    return commands.reply.sub(b"", data) if commands.reply else data

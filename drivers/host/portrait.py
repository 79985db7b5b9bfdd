"""The optional WLT decoder: somebody else's program, run as a child with a limit, never linked, never shipped.

The program is given 1024 bytes on its standard input and writes a BMP file to its standard output. Closed
decoders crash, print and hang (facts: why a child), so whatever it does, the terminal goes on without a picture.
"""

import resource
import struct
import subprocess
from collections.abc import Sequence
from typing import Literal

WLT_BYTES = 1024
LARGEST_BMP = 2_000_000
LIMIT_SECONDS = 2.0
State = Literal["absent", "unknown", "ok", "failed"]


class PortraitDecoderHost:
    """Implements drivers.api.idcard.PortraitDecoder. `command` is the program and its words, empty for none.

    `state` is for the diagnostics page: "absent" without a program, "unknown" before the first picture.
    """

    def __init__(self, command: Sequence[str] = (), limit: float = LIMIT_SECONDS) -> None:
        self._command, self._limit = tuple(command), limit
        self.state: State = "unknown" if command else "absent"

    def decode(self, wlt: bytes) -> bytes | None:
        """The portrait as the bytes of a BMP file, or None: no decoder, no block, a crash, a hang, no BMP."""
        if not self._command or len(wlt) != WLT_BYTES:
            return None
        picture = self._run(wlt)
        self.state = "ok" if picture is not None else "failed"
        return picture

    def _run(self, wlt: bytes) -> bytes | None:
        try:
            done = subprocess.run(
                self._command, input=wlt, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                timeout=self._limit, preexec_fn=_no_core, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return None
        return done.stdout if done.returncode == 0 and is_bmp(done.stdout) else None


def is_bmp(data: bytes) -> bool:
    """A BMP file whose header agrees with its length, of a sane size."""
    if len(data) < 54 or len(data) > LARGEST_BMP or data[:2] != b"BM":
        return False
    (length,) = struct.unpack_from("<I", data, 2)
    return length == len(data)


def _no_core() -> None:
    """A crash of the decoder must not leave the portrait on the disk."""
    resource.setrlimit(resource.RLIMIT_CORE, (1, 1))

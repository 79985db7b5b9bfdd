"""Code scanner on a serial line.

Not responsible for what a code means, and forgets each code with the call that hands it over.
"""

import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from drivers.api.errors import DeviceError, DeviceTimeout
from drivers.api.scanner import ScannedCode
from drivers.api.status import DeviceStatus
from drivers.families.serial_scanner.codec import TRIGGERS, CodeFramer, scanned, without_reply
from drivers.links.serial import SerialLink

SILENCE = 0.08
LAST_CODE = 1.0  # a code that has begun when the time is over may end
REPLY_LIMIT = 0.5


class SerialScanner:
    """`drivers.api.scanner.CodeScanner`.

    `profile` keys, all optional: `baud` (115200), `trigger` (a name of `codec.TRIGGERS`, "continuous").
    """

    def __init__(self, address: str, profile: Mapping[str, Any] | None = None) -> None:
        profile = profile or {}
        self._trigger_name = str(profile.get("trigger", "continuous"))
        if self._trigger_name not in TRIGGERS:
            raise ValueError(f"unknown trigger {self._trigger_name!r}; there are: {', '.join(TRIGGERS)}")
        self._trigger = TRIGGERS[self._trigger_name]
        self._link = SerialLink(address, int(profile.get("baud", 115200)))
        self._framer = CodeFramer()
        self._codes: deque[ScannedCode] = deque()

    def open(self) -> None:
        self._link.open()

    def close(self) -> None:
        self._drop()
        self._link.close()

    def status(self) -> DeviceStatus:
        """The port is there. A scanner on a one-way line cannot be asked more; its silence is no fault."""
        self._link.check()
        return DeviceStatus("online", (), f"{self._link.baud} baud, {self._trigger_name}")

    def forget(self) -> None:
        self._drop()
        with suppress(DeviceError):
            self._link.flush_input()

    def start(self) -> None:
        self._link.flush_input()
        self._drop()
        self._command(self._trigger.on)

    def stop(self) -> None:
        """Light off; what was scanned and not read is forgotten."""
        self._command(self._trigger.off)
        self._drop()
        self._link.flush_input()

    def read(self, timeout: float) -> ScannedCode | None:
        """Next code within `timeout` seconds. A code without an end takes 80 ms of silence to be believed."""
        end = time.monotonic() + timeout
        while not self._codes:
            left = end - time.monotonic()
            if left <= (-LAST_CODE if self._framer.begun else 0):
                return None
            data = self._link.read(4096, SILENCE if self._framer.begun else left)
            self._keep(self._framer.feed(data) if data else self._framer.silence())
        return self._codes.popleft()

    def _keep(self, raws: list[bytes]) -> None:
        self._codes.extend(code for code in map(scanned, raws) if code is not None)

    def _drop(self) -> None:
        self._codes.clear()
        self._framer.clear()

    def _command(self, command: bytes) -> None:
        """Send `command` and take the scanner's acknowledgement off the line, where its maker sends one."""
        if not command:
            return
        self._link.write(command)
        if self._trigger.reply is None:
            return
        end, heard = time.monotonic() + REPLY_LIMIT, b""
        while self._trigger.reply.search(heard) is None:
            left = end - time.monotonic()
            if left <= 0:
                raise DeviceTimeout(f"{self._link.address} does not answer as {self._trigger_name}")
            heard += self._link.read(4096, left)
        self._keep(self._framer.feed(without_reply(heard, self._trigger)))

"""Scanners of printed and shown codes."""

from dataclasses import dataclass
from typing import Protocol

from drivers.api.status import Device


@dataclass(frozen=True, slots=True)
class ScannedCode:
    """One code. `text` is decoded from `raw` as `encoding` ("utf-8" or "gb18030"). One-time codes are
    money and identity: never logged, `repr` shows the length only."""

    text: str
    raw: bytes
    encoding: str
    format: str = ""

    def __repr__(self) -> str:
        return f"ScannedCode(<{len(self.raw)} bytes>, {self.encoding!r})"


class CodeScanner(Device, Protocol):
    """A scanner that is told when to look."""

    def start(self) -> None:
        """Drop what was scanned before and begin to look (light on, trigger)."""
        ...

    def read(self, timeout: float) -> ScannedCode | None:
        """Next code within `timeout` seconds, or None."""
        ...

    def stop(self) -> None:
        """Stop looking (light off)."""
        ...

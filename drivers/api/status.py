"""Status as a small closed union (words of CEN/XFS4IoT), summarised from raw bits in one function per family."""

from dataclasses import dataclass
from typing import Literal, Protocol

Connection = Literal["online", "offline", "unknown"]
Supply = Literal["ok", "low", "out", "unknown"]
Media = Literal["present", "not_present", "jammed", "unknown"]


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """State of any device. `faults` are keys of the error catalogue, most serious first;
    `detail` is for technicians (raw bytes, firmware), without personal data."""

    connection: Connection
    faults: tuple[str, ...] = ()
    detail: str = ""

    @property
    def ready(self) -> bool:
        """True when work can be given to the device now."""
        return self.connection == "online" and not self.faults


class Device(Protocol):
    """What every driver has. Drivers are plain, blocking and used by one thread at a time.

    `open` and `close` are idempotent. Methods raise `DeviceError` and nothing else for trouble of
    the device; after a raised error the caller closes, backs off and opens again.
    """

    def open(self) -> None: ...

    def close(self) -> None: ...

    def status(self) -> DeviceStatus:
        """Ask the device (at most 1 s). Raises DeviceError when it cannot be asked."""
        ...

    def forget(self) -> None:
        """Drop every buffer that may hold something of a person. Part of the wipe; never raises."""
        ...

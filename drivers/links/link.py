"""What a conversation needs of a wire. Real wires and tests' wires look the same to a driver."""

from typing import Protocol


class Link(Protocol):
    """Bytes both ways, every wait with an end. All methods raise `drivers.api.errors.DeviceError` and nothing else."""

    @property
    def baud(self) -> int:
        """Bits a second."""
        ...

    @property
    def is_open(self) -> bool:
        """False from the moment the port was closed or seen to have vanished."""
        ...

    def open(self) -> None:
        """Take the port for this process alone. Idempotent."""
        ...

    def close(self) -> None:
        """Give the port back. Idempotent, never raises."""
        ...

    def read(self, size: int, timeout: float) -> bytes:
        """What has arrived, at most `size` bytes; b"" when nothing came within `timeout` seconds."""
        ...

    def write(self, data: bytes) -> None:
        """Hand all of `data` to the line."""
        ...

    def flush_input(self) -> None:
        """Drop what has arrived and was not read."""
        ...

    def check(self) -> None:
        """Raise DeviceAbsent when the port has vanished, without a byte on the line."""
        ...

    def set_baud(self, baud: int) -> None:
        """Change the speed of the open line."""
        ...

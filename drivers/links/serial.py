"""Serial lines over pyserial: device paths, by-id links, socket://host:port and rfc2217://host:port.

What pyserial lets through when a plug is pulled (measured): read and write raise SerialException, `in_waiting` a
plain OSError, `reset_input_buffer` a termios.error, which is no OSError. All become DeviceAbsent here.
"""

import errno
import io
import select
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import cast

import serial

from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceError, DeviceFault, DeviceTimeout

TROUBLE = (serial.SerialException, OSError, termios.error)
WRITE_LIMIT = 2.0
SLICE = 0.02  # how long one look takes on a line that cannot be selected on
BUSY = (errno.EAGAIN, errno.EBUSY)
FORBIDDEN = (errno.EACCES, errno.EPERM)


class SerialLink:
    """`drivers.links.link.Link` on a serial port, opened exclusively: a second program gets DeviceBusy."""

    def __init__(self, address: str, baud: int = 115200) -> None:
        self.address = address
        self.baud = baud
        self._port: serial.Serial | None = None
        self._descriptor: int | None = None

    @property
    def is_open(self) -> bool:
        return self._port is not None

    def open(self) -> None:
        """DeviceAbsent when the path is not there, DeviceBusy when another process has it, DeviceFault without
        permission."""
        if self._port is not None:
            return
        try:
            made = serial.serial_for_url(self.address, do_not_open=True, baudrate=self.baud, timeout=SLICE)
            port = cast(serial.Serial, made)
            if not self.address.startswith("rfc2217:"):
                port.write_timeout = WRITE_LIMIT  # pyserial refuses it there; TCP has its own end
            port.exclusive = True
            port.open()
        except ValueError as error:
            raise DeviceAbsent(f"{self.address} is no serial address: {error}") from error
        except TROUBLE as error:
            raise _open_error(self.address, error) from error
        self._port = port
        self._descriptor = _descriptor(port)
        if self._descriptor is not None:
            port.timeout = 0

    def close(self) -> None:
        port, self._port = self._port, None
        if port is not None:
            with suppress(*TROUBLE):
                port.close()

    def read(self, size: int, timeout: float) -> bytes:
        with self._using() as port:
            if self._descriptor is None:
                return _read_in_slices(port, size, timeout)
            ready, _, _ = select.select([self._descriptor], [], [], max(0.0, timeout))
            return bytes(port.read(size)) if ready else b""

    def write(self, data: bytes) -> None:
        with self._using() as port:
            port.write(data)

    def flush_input(self) -> None:
        with self._using() as port:
            port.reset_input_buffer()

    def check(self) -> None:
        with self._using() as port:
            _ = port.in_waiting

    def set_baud(self, baud: int) -> None:
        with self._using() as port:
            port.baudrate = baud
        self.baud = baud

    @contextmanager
    def _using(self) -> Iterator[serial.Serial]:
        if self._port is None:
            raise DeviceAbsent(f"{self.address} is not open")
        try:
            yield self._port
        except serial.SerialTimeoutException as error:
            raise DeviceTimeout(f"{self.address} takes no more bytes") from error
        except TROUBLE as error:
            self.close()  # a dead handle would keep the name of the port from coming back
            raise DeviceAbsent(f"{self.address} vanished: {error}") from error


def _descriptor(port: serial.Serial) -> int | None:
    """The number select() can wait on, or None for lines without one (rfc2217)."""
    try:
        return port.fileno()
    except (io.UnsupportedOperation, AttributeError):
        return None


def _read_in_slices(port: serial.Serial, size: int, timeout: float) -> bytes:
    end = time.monotonic() + timeout
    while True:
        data = bytes(port.read(1))
        if data:
            return data + bytes(port.read(min(size - 1, port.in_waiting)))
        if time.monotonic() >= end:
            return b""


def _open_error(address: str, error: Exception) -> DeviceError:
    number = error.errno if isinstance(error, OSError) else None
    if number in BUSY or "exclusively lock" in str(error):
        return DeviceBusy(f"{address} is used by another program")
    if number in FORBIDDEN:
        return DeviceFault(f"no permission to open {address}: is the service's user in the group dialout?")
    return DeviceAbsent(f"{address} cannot be opened: {error}")

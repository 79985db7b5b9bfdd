"""A TCP connection with a deadline on every call, for devices that listen on a port (receipt printers on 9100)."""

import contextlib
import select
import socket
import struct
import time
from urllib.parse import urlsplit

from drivers.api.errors import DeviceAbsent, DeviceTimeout

CONNECT_SECONDS = 3.0
DROP_AT_CLOSE = struct.pack("ii", 1, 0)


def parse_address(address: str) -> tuple[str, int]:
    """`tcp://host:port` (also `socket://`, the spelling of pyserial) to host and port; ValueError with the reason."""
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "socket") or not parts.hostname or parts.port is None:
        raise ValueError(f"{address!r} is not an address like tcp://192.0.2.7:9100")
    return parts.hostname, parts.port


class TcpLink:
    """Bytes in, bytes out. The end of the stream and a reset are DeviceAbsent, never an empty answer: a printer
    that hung up must not look like one with nothing to say."""

    def __init__(self, host: str, port: int, *, connect_seconds: float = CONNECT_SECONDS) -> None:
        self._peer = (host, port)
        self._connect_seconds = connect_seconds
        self._socket: socket.socket | None = None

    @property
    def is_open(self) -> bool:
        return self._socket is not None

    def open(self) -> None:
        """Connect. Raises DeviceAbsent (refused, no route, no such name) or DeviceTimeout."""
        if self._socket is not None:
            return
        try:
            connected = socket.create_connection(self._peer, timeout=self._connect_seconds)
        except TimeoutError as error:
            raise DeviceTimeout(f"no connection within {self._connect_seconds} s") from error
        except OSError as error:
            raise DeviceAbsent(f"cannot connect: {error.strerror or error}") from error
        # Status bytes are single: with Nagle and delayed acknowledgement each costs 40 ms.
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        connected.setblocking(False)
        self._socket = connected

    def close(self, *, drop: bool = False) -> None:
        """Hang up. With `drop`, bytes that have not left this machine are thrown away instead of delivered later."""
        if self._socket is None:
            return
        with contextlib.suppress(OSError):
            if drop:
                self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, DROP_AT_CLOSE)
            self._socket.close()
        self._socket = None

    def send(self, data: bytes, seconds: float) -> None:
        """Hand all of `data` to the connection within `seconds`. Raises DeviceTimeout when the peer takes no more,
        DeviceAbsent when it is gone. A return is no proof that the peer has read anything."""
        connected = self._connected()
        deadline = time.monotonic() + seconds
        rest = memoryview(data)
        while rest:
            if not select.select([], [connected], [], _left(deadline))[1]:
                raise DeviceTimeout(f"{len(rest)} of {len(data)} bytes were not taken within {seconds} s")
            try:
                rest = rest[connected.send(rest) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise self._lost(error) from error

    def receive(self, maximum: int, seconds: float) -> bytes:
        """1 to `maximum` bytes, as soon as any are there. Raises DeviceTimeout after `seconds`, DeviceAbsent at the
        end of the stream."""
        connected = self._connected()
        if not select.select([connected], [], [], max(0.0, seconds))[0]:
            raise DeviceTimeout(f"no answer within {seconds} s")
        try:
            data = connected.recv(maximum)
        except OSError as error:
            raise self._lost(error) from error
        if not data:
            raise self._lost(None)
        return data

    def discard_input(self) -> None:
        """Throw away what has arrived and nobody asked for. Raises DeviceAbsent at the end of the stream."""
        with contextlib.suppress(DeviceTimeout):
            while True:
                self.receive(4096, 0.0)

    def _connected(self) -> socket.socket:
        if self._socket is None:
            raise DeviceAbsent("the connection is not open")
        return self._socket

    def _lost(self, error: OSError | None) -> DeviceAbsent:
        self.close()
        return DeviceAbsent(f"connection lost: {error.strerror or error}" if error else "the peer hung up")


def _left(deadline: float) -> float:
    return max(0.0, deadline - time.monotonic())

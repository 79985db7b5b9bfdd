"""The serial link over ptys, sockets and RFC 2217: deadlines and the tree of device errors."""

import errno
import os
import pty
import select
import socket
import threading
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial
import serial.rfc2217

from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceFault, DeviceTimeout
from drivers.links.serial import SerialLink, _open_error


class Far:
    """The far end of a pty whose near end has a stable name."""

    def __init__(self, link: Path) -> None:
        self.master, self.slave = pty.openpty()
        tty.setraw(self.slave)
        link.symlink_to(os.ttyname(self.slave))

    def hang_up(self) -> None:
        os.close(self.slave)
        os.close(self.master)
        self.master = self.slave = -1


@pytest.fixture
def far(tmp_path: Path) -> Iterator[Far]:
    far = Far(tmp_path / "port")
    yield far
    if far.master >= 0:
        far.hang_up()


@pytest.fixture
def link(far: Far, tmp_path: Path) -> Iterator[SerialLink]:
    link = SerialLink(str(tmp_path / "port"), 9600)
    link.open()
    yield link
    link.close()


def test_bytes_both_ways(link: SerialLink, far: Far) -> None:
    link.write(b"ask")
    assert os.read(far.master, 10) == b"ask"
    os.write(far.master, b"answer")
    assert link.read(3, 5) == b"ans"
    assert link.read(100, 5) == b"wer"


def test_nothing_within_the_deadline_is_empty(link: SerialLink) -> None:
    assert link.read(10, 0.01) == b""
    assert link.read(10, -1) == b""


def test_flush_drops_what_has_arrived(link: SerialLink, far: Far) -> None:
    os.write(far.master, b"old")
    assert link._descriptor is not None
    assert select.select([link._descriptor], [], [], 5)[0]
    link.flush_input()
    assert link.read(10, 0) == b""


def test_speed_can_change(link: SerialLink) -> None:
    link.set_baud(57600)
    assert link.baud == 57600


def test_check_is_quiet_while_the_port_is_there(link: SerialLink) -> None:
    link.check()
    assert link.is_open


def test_open_twice_is_open(link: SerialLink) -> None:
    link.open()
    assert link.is_open


@pytest.mark.parametrize("call", ["read", "write", "flush_input", "check", "set_baud"])
def test_hang_up_is_absent_whatever_is_done(link: SerialLink, far: Far, call: str) -> None:
    # Arrange
    far.hang_up()

    # Act and assert
    with pytest.raises(DeviceAbsent):
        {
            "read": lambda: link.read(1, 1),
            "write": lambda: link.write(b"x"),
            "flush_input": link.flush_input,
            "check": link.check,
            "set_baud": lambda: link.set_baud(19200),
        }[call]()
    assert not link.is_open


def test_closed_link_is_absent(tmp_path: Path) -> None:
    link = SerialLink(str(tmp_path / "port"))
    link.close()
    with pytest.raises(DeviceAbsent, match="not open"):
        link.read(1, 0)


def test_a_port_in_use_is_busy(link: SerialLink) -> None:
    with pytest.raises(DeviceBusy):
        SerialLink(link.address).open()


def test_no_such_port_is_absent(tmp_path: Path) -> None:
    with pytest.raises(DeviceAbsent):
        SerialLink(str(tmp_path / "nothing")).open()


def test_a_file_that_is_no_port_is_absent(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DeviceAbsent):
        SerialLink(str(tmp_path / "file")).open()


def test_an_address_of_no_known_kind_is_absent() -> None:
    with pytest.raises(DeviceAbsent, match="no serial address"):
        SerialLink("pigeon://coop").open()


def test_no_permission_is_a_fault_with_advice() -> None:
    error = _open_error("/dev/ttyUSB0", PermissionError(errno.EACCES, "Permission denied"))
    assert isinstance(error, DeviceFault)
    assert "dialout" in str(error)


def test_a_line_that_takes_no_bytes_is_a_timeout(link: SerialLink) -> None:
    assert link._port is not None
    link._port.write_timeout = 0.05
    with pytest.raises(DeviceTimeout):
        link.write(b"x" * 1_000_000)


def test_a_socket_is_a_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        link = SerialLink(f"socket://127.0.0.1:{server.getsockname()[1]}")
        link.open()
        far, _ = server.accept()
        with far:
            link.write(b"ask")
            assert far.recv(10) == b"ask"
            far.sendall(b"answer")
            assert link.read(100, 5) == b"answer"
            assert link.read(100, 0.01) == b""
        with pytest.raises(DeviceAbsent):
            link.read(1, 5)


def test_a_socket_nobody_listens_on_is_absent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(DeviceAbsent):
        SerialLink(f"socket://127.0.0.1:{port}").open()


class _Gate:
    """A small RFC 2217 server in front of pyserial's loop:// port."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._port = serial.serial_for_url("loop://", timeout=0)
        self._manager = serial.rfc2217.PortManager(self._port, self)  # pyright: ignore[reportArgumentType] - its stub

    def write(self, data: bytes) -> None:
        """Called by the manager with its own answers."""
        self._connection.sendall(data)

    def serve(self) -> None:
        """Echo until the other side goes."""
        while data := self._connection.recv(1024):
            payload = b"".join(self._manager.filter(data))
            if payload:
                self._connection.sendall(b"".join(self._manager.escape(payload)))
        self._port.close()


@pytest.mark.filterwarnings("ignore:set(Daemon|Name):DeprecationWarning")  # pyserial 3.5 itself
def test_rfc2217_is_a_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                _Gate(connection).serve()

        thread = threading.Thread(target=serve)
        thread.start()
        link = SerialLink(f"rfc2217://127.0.0.1:{server.getsockname()[1]}", 9600)
        link.open()
        link.write(b"around")
        heard = b""
        while len(heard) < 6:
            heard += link.read(100, 5)
        nothing = link.read(10, 0.01)
        link.close()
        thread.join()
    assert (heard, nothing) == (b"around", b"")

"""The emulators' serial line: plugs, order, speed and what is lost."""

from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from drivers.api.errors import DeviceAbsent
from drivers.emulators.pty_port import PtyPort, line_seconds
from drivers.links.serial import SerialLink


class Device:
    """A port and what it heard."""

    def __init__(self, link: Path) -> None:
        self.heard: SimpleQueue[bytes] = SimpleQueue()
        self.port = PtyPort(link, 115200, self.heard.put)
        self.port.start()
        self.port.call(self.port.plug)

    def send(self, data: bytes) -> SimpleQueue[str]:
        """Send from outside the line's thread; the queue gets a word when the last byte is out."""
        done: SimpleQueue[str] = SimpleQueue()
        self.port.call(lambda: self.port.send(data, lambda: done.put("out")))
        return done


@pytest.fixture
def device(tmp_path: Path) -> Iterator[Device]:
    device = Device(tmp_path / "line")
    yield device
    device.port.stop()


@pytest.fixture
def host(device: Device) -> Iterator[SerialLink]:
    host = SerialLink(str(device.port.link))
    host.open()
    yield host
    host.close()


def all_of(host: SerialLink, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = host.read(count - len(data), 5)
        assert piece, f"only {len(data)} of {count} bytes came"
        data += piece
    return data


def test_line_time_is_ten_bits_a_byte() -> None:
    assert line_seconds(1295, 115200) == pytest.approx(0.1124, abs=0.0001)
    assert line_seconds(960, 9600) == 1.0


def test_bytes_pass_unchanged_both_ways(device: Device, host: SerialLink) -> None:
    everything = bytes(range(256))
    host.write(everything)
    assert device.heard.get(timeout=5) == everything
    device.send(everything)
    assert all_of(host, 256) == everything


def test_what_is_sent_in_pieces_stays_in_order(device: Device, host: SerialLink) -> None:
    device.send(b"a" * 100)
    device.send(b"b" * 100)
    assert all_of(host, 200) == b"a" * 100 + b"b" * 100


def test_the_end_of_sending_is_told(device: Device, host: SerialLink) -> None:
    assert device.send(b"x" * 50).get(timeout=5) == "out"
    assert all_of(host, 50) == b"x" * 50


def test_sending_nothing_ends_at_once(device: Device) -> None:
    assert device.send(b"").get(timeout=5) == "out"


def test_unplugging_loses_what_is_on_its_way(device: Device, host: SerialLink) -> None:
    done = device.send(b"x" * 100_000)
    device.port.call(device.port.unplug)
    with pytest.raises(DeviceAbsent):
        all_of(host, 100_000)
    assert done.empty()


def test_a_new_line_under_the_same_name_knows_nothing_of_the_old_one(device: Device, host: SerialLink) -> None:
    device.send(b"old" * 1000)
    device.port.call(device.port.unplug)
    device.port.call(device.port.plug)
    host.close()
    host.open()
    device.send(b"new")
    assert all_of(host, 3) == b"new"


def test_a_host_at_another_speed_gets_noise(device: Device, host: SerialLink) -> None:
    host.set_baud(9600)
    device.send(b"clear text")
    assert all_of(host, 10) != b"clear text"


def test_a_host_at_another_speed_is_noise(device: Device, host: SerialLink) -> None:
    host.set_baud(9600)
    host.write(b"12345")
    assert device.port.wait_for(lambda: device.port.noise == 5, 5)
    assert device.heard.empty()


def test_bytes_nobody_reads_are_lost_and_block_nothing(device: Device, host: SerialLink) -> None:
    assert device.send(b"x" * 10_000).get(timeout=5) == "out"
    host.flush_input()
    device.send(b"after")
    assert all_of(host, 5) == b"after"


def test_trouble_inside_comes_back_to_the_caller(device: Device) -> None:
    def fail() -> None:
        raise ValueError("no such card")

    with pytest.raises(ValueError, match="no such card"):
        device.port.call(fail)
    assert device.port.call(lambda: 42) == 42


def test_waiting_in_vain_ends(device: Device) -> None:
    assert not device.port.wait_for(lambda: False, 0.01)


def test_stop_twice(device: Device) -> None:
    device.port.stop()
    device.port.stop()
    assert not device.port.link.is_symlink()

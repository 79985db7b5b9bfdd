"""TCP with deadlines: every way a peer can fail has its own name."""

import select
import socket
import struct

import pytest

from drivers.api.errors import DeviceAbsent, DeviceTimeout
from drivers.links.tcp import TcpLink, parse_address


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        yield server


@pytest.fixture
def pair(listener):
    link = TcpLink(*listener.getsockname())
    link.open()
    peer, _ = listener.accept()
    peer.settimeout(10)
    yield link, peer
    link.close()
    peer.close()


@pytest.mark.parametrize("address", ["tcp://192.0.2.7:9100", "socket://192.0.2.7:9100"])
def test_addresses(address):
    assert parse_address(address) == ("192.0.2.7", 9100)


@pytest.mark.parametrize("address", ["/dev/lp0", "tcp://host", "tcp://:9100", "http://host:80", "tcp://host:x", ""])
def test_wrong_addresses_are_explained(address):
    with pytest.raises(ValueError, match=r"\w+"):
        parse_address(address)


def test_bytes_go_both_ways(pair):
    link, peer = pair
    link.send(b"\x10\x04\x01", 5)
    assert peer.recv(3, socket.MSG_WAITALL) == b"\x10\x04\x01"
    peer.sendall(b"\x12")
    assert link.receive(16, 5) == b"\x12"


def test_opening_twice_and_closing_twice_do_no_harm(pair):
    link, _ = pair
    link.open()
    assert link.is_open
    link.close()
    link.close()
    assert not link.is_open


def test_nobody_listens(listener):
    address = listener.getsockname()
    listener.close()
    with pytest.raises(DeviceAbsent, match="cannot connect"):
        TcpLink(*address).open()


def test_silence_is_a_timeout(pair):
    with pytest.raises(DeviceTimeout, match="no answer"):
        pair[0].receive(1, 0.01)


def test_the_end_of_the_stream_is_absence_not_an_empty_answer(pair):
    link, peer = pair
    peer.close()
    with pytest.raises(DeviceAbsent, match="hung up"):
        link.receive(1, 5)
    assert not link.is_open


def test_a_reset_is_absence(pair):
    link, peer = pair
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.close()
    with pytest.raises(DeviceAbsent, match="connection lost"):
        link.receive(1, 5)


def test_sending_to_a_reset_peer_is_absence(pair):
    link, peer = pair
    peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.close()
    select.select([link._socket], [], [], 10)
    with pytest.raises(DeviceAbsent):
        link.send(b"x", 5)


def test_a_peer_that_takes_no_more_is_a_timeout(pair):
    with pytest.raises(DeviceTimeout, match="were not taken"):
        pair[0].send(b"\0" * 50_000_000, 0.05)


def test_a_closed_link_says_so():
    link = TcpLink("127.0.0.1", 1)
    with pytest.raises(DeviceAbsent, match="not open"):
        link.send(b"x", 1)
    with pytest.raises(DeviceAbsent, match="not open"):
        link.receive(1, 1)


def test_unasked_bytes_can_be_thrown_away(pair):
    link, peer = pair
    peer.sendall(b"old news")
    select.select([link._socket], [], [], 10)
    link.discard_input()
    peer.sendall(b"\x12")
    assert link.receive(16, 5) == b"\x12"


def test_dropping_does_not_deliver_later(pair):
    link, peer = pair
    link.close(drop=True)
    with pytest.raises(ConnectionResetError):
        peer.recv(1)

"""Frames of the SAM_V line: bytes from the standard's tables, and streams full of dirt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.families.sam_v.codec import BAUDS, NAMED
from drivers.families.sam_v.frames import LARGEST_LENGTH, PREAMBLE, Command, Reply, ReplyParser

replies = st.builds(Reply, sw3=st.integers(0, 255), data=st.binary(max_size=80), sw12=st.binary(min_size=2, max_size=2))
# Noise that holds no whole preamble, also not together with what follows it.
noise = st.binary(max_size=40).filter(lambda data: PREAMBLE not in data and not data.endswith(PREAMBLE[3:]))


def replies_of(stream: bytes, cut: int = 0) -> list[Reply]:
    parser = ReplyParser()
    items = [*parser.feed(stream[:cut]), *parser.feed(stream[cut:])]
    return [item for item in items if isinstance(item, Reply)]


@pytest.mark.parametrize(
    ("name", "frame"),
    [
        ("reset", "AAAAAA9669000310FFEC"),
        ("status", "AAAAAA9669000311FFED"),
        ("sam_id", "AAAAAA9669000312FFEE"),
        ("find", "AAAAAA96690003200122"),
        ("select", "AAAAAA96690003200221"),
        ("read", "AAAAAA96690003300132"),
        ("read_with_fingerprint", "AAAAAA96690003301023"),
        ("read_addresses", "AAAAAA96690003300330"),
        ("read_management_number", "AAAAAA96690003300536"),
    ],
)
def test_commands_are_the_frames_of_the_standard(name: str, frame: str) -> None:
    assert NAMED[name].encode().hex().upper() == frame


def test_command_with_data_counts_its_data() -> None:
    assert Command(0x61, 0xFF, b"\x58").encode().hex().upper() == "AAAAAA9669000461FF58C2"


def test_speeds_are_those_of_the_set_baud_command() -> None:
    assert BAUDS == (115200, 57600, 38400, 19200, 9600)


def test_reply_without_data() -> None:
    assert replies_of(bytes.fromhex("AAAAAA9669000400009094")) == [Reply(0x90)]


def test_stray_byte_before_the_preamble() -> None:
    assert replies_of(bytes.fromhex("AAAAAAAA9669000400009094")) == [Reply(0x90)]


def test_status_of_the_card_is_kept_apart() -> None:
    assert replies_of(Reply(0x41, b"", b"\x6a\x82").encode()) == [Reply(0x41, b"", b"\x6a\x82")]


@given(replies, noise, st.integers(0, 200))
def test_a_reply_is_found_behind_noise_however_it_arrives(reply: Reply, dirt: bytes, cut: int) -> None:
    # Arrange: dirt may end in AA bytes, which only look like a beginning
    stream = dirt + reply.encode()

    # Act and assert
    assert reply in replies_of(stream, cut)


@given(st.lists(replies, max_size=5), st.integers(0, 500))
def test_replies_in_a_row(sent: list[Reply], cut: int) -> None:
    assert replies_of(b"".join(reply.encode() for reply in sent), cut) == sent


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_garbage_never_raises_and_never_piles_up(pieces: list[bytes]) -> None:
    parser = ReplyParser()
    for piece in pieces:
        parser.feed(piece)
        assert len(parser._buffer) <= LARGEST_LENGTH + 7


@pytest.mark.parametrize("length", [0, 3, LARGEST_LENGTH + 1, 0xFFFF])
def test_a_length_no_module_sends_is_told_at_once(length: int) -> None:
    parser = ReplyParser()
    assert parser.feed(PREAMBLE + length.to_bytes(2, "big")) == ["length"]
    assert not parser.begun


def test_the_largest_length_is_waited_for() -> None:
    parser = ReplyParser()
    assert parser.feed(PREAMBLE + LARGEST_LENGTH.to_bytes(2, "big")) == []
    assert parser.begun


def test_a_wrong_checksum_is_told_and_the_next_frame_found() -> None:
    broken = bytearray(Reply(0x90, b"data").encode())
    broken[-1] ^= 1
    assert ReplyParser().feed(bytes(broken) + Reply(0x9F).encode()) == ["checksum", Reply(0x9F)]


def test_a_lost_byte_does_not_take_the_next_frame_along() -> None:
    whole = Reply(0x90, b"some data").encode()
    found = ReplyParser().feed(whole[:12] + whole[13:] + Reply(0x9F, bytes(4)).encode())
    assert found == ["checksum", Reply(0x9F, bytes(4))]


def test_a_reply_that_arrives_byte_by_byte() -> None:
    parser = ReplyParser()
    found = [item for byte in Reply(0x9F, bytes(4)).encode() for item in parser.feed(bytes([byte]))]
    assert found == [Reply(0x9F, bytes(4))]


def test_clear_forgets_a_half_frame() -> None:
    parser = ReplyParser()
    parser.feed(Reply(0x90, b"secret").encode()[:9])
    parser.clear()
    assert not parser.begun
    assert parser.feed(Reply(0x80).encode()) == [Reply(0x80)]

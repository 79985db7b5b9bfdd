"""The wire between terminal and driver host."""

import json
import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drivers.api.errors import DeviceProtocolError
from drivers.host.codec import MAX_BINARY, MAX_JSON, Decoder, Message, encode

# A loaded machine is no error.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

scalars = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=20)
bodies = st.dictionaries(st.text(max_size=10), scalars | st.lists(scalars, max_size=4), max_size=5)


@unhurried
@given(st.lists(st.tuples(bodies, st.binary(max_size=200)), max_size=5), st.lists(st.integers(1, 40), min_size=1))
def test_messages_come_back_however_the_bytes_are_cut(sent: list[tuple[dict[str, object], bytes]], cuts: list[int]):
    stream = b"".join(encode(body, binary) for body, binary in sent)
    decoder, found, place, turn = Decoder(), list[Message](), 0, 0
    while place < len(stream):
        size = cuts[turn % len(cuts)]
        found += decoder.feed(stream[place : place + size])
        place, turn = place + size, turn + 1
    assert [(message.body, bytes(message.binary)) for message in found] == sent


def test_layout_is_two_lengths_then_json_then_binary():
    assert encode({"do": "stop"}, b"\x01\x02") == b"\x00\x00\x00\x0d\x00\x00\x00\x02" + b'{"do":"stop"}' + b"\x01\x02"


def test_too_long_is_refused_before_it_is_sent():
    with pytest.raises(ValueError, match="too long"):
        encode({"text": "x" * MAX_JSON})
    with pytest.raises(ValueError, match="too long"):
        encode({}, bytes(MAX_BINARY + 1))


@pytest.mark.parametrize("lengths", [(MAX_JSON + 1, 0), (0, MAX_BINARY + 1)])
def test_a_length_beyond_the_limit_is_no_peer_of_ours(lengths: tuple[int, int]):
    with pytest.raises(DeviceProtocolError, match="longer than allowed"):
        Decoder().feed(struct.pack(">II", *lengths))


@pytest.mark.parametrize(
    ("text", "reason"), [(b"nonsense", "not JSON"), (b"[1]", "not an object"), (b"\xff", "not JSON")]
)
def test_other_than_a_json_object_is_refused(text: bytes, reason: str):
    with pytest.raises(DeviceProtocolError, match=reason):
        Decoder().feed(struct.pack(">II", len(text), 0) + text)


@unhurried
@given(st.binary(max_size=300))
def test_any_bytes_give_messages_or_a_protocol_error(data: bytes):
    try:
        for message in Decoder().feed(data):
            json.dumps(message.body)
    except DeviceProtocolError:
        pass


def test_what_is_left_of_an_unfinished_message_is_zeroed():
    decoder = Decoder()
    whole = encode({}, b"portrait")
    assert decoder.feed(whole[:-1]) == []
    decoder.wipe()
    assert [message.body for message in decoder.feed(encode({"next": 1}))] == [{"next": 1}]


def test_a_message_never_shows_its_binary_part():
    assert "portrait" not in repr(Message({}, bytearray(b"portrait")))

"""Cutting a scanner's stream into codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.families.serial_scanner.codec import CAP, TRIGGERS, CodeFramer, scanned, without_reply

codes = st.binary(min_size=1, max_size=60).filter(lambda code: b"\r" not in code and b"\n" not in code)


@given(st.lists(st.tuples(codes, st.sampled_from([b"\r", b"\n", b"\r\n"]))), st.integers(0, 300))
def test_codes_come_out_as_they_went_in(sent: list[tuple[bytes, bytes]], cut: int) -> None:
    # Arrange
    stream = b"".join(code + end for code, end in sent)
    framer = CodeFramer()

    # Act
    found = [*framer.feed(stream[:cut]), *framer.feed(stream[cut:])]

    # Assert
    assert found == [code for code, _ in sent]
    assert not framer.begun


@given(codes)
def test_silence_ends_a_code(code: bytes) -> None:
    framer = CodeFramer()
    assert framer.feed(code) == []
    assert framer.begun
    assert framer.silence() == [code]
    assert framer.silence() == []


@given(st.lists(st.binary(max_size=3000), max_size=8))
def test_any_stream_is_bounded(pieces: list[bytes]) -> None:
    framer = CodeFramer()
    for piece in pieces:
        assert all(0 < len(code) <= CAP for code in framer.feed(piece))
        assert len(framer._buffer) <= CAP


@pytest.mark.parametrize("sizes", [[CAP + 1], [CAP, 1], [3000, 3000, 3000]])
def test_junk_is_dropped_up_to_the_next_end(sizes: list[int]) -> None:
    framer = CodeFramer()
    for size in sizes:
        assert framer.feed(b"x" * size) == []
    assert framer.begun
    assert framer.feed(b"rest of it\rGOOD\r") == [b"GOOD"]


def test_junk_and_its_end_in_one_piece_is_dropped() -> None:
    assert CodeFramer().feed(b"x" * (CAP + 1) + b"\rGOOD\r") == [b"GOOD"]


def test_junk_is_dropped_up_to_silence() -> None:
    framer = CodeFramer()
    framer.feed(b"x" * (CAP + 1))
    assert framer.silence() == []
    assert framer.feed(b"GOOD\r") == [b"GOOD"]


def test_the_longest_code() -> None:
    assert CodeFramer().feed(b"x" * CAP + b"\r") == [b"x" * CAP]


def test_clear_forgets_what_has_begun() -> None:
    framer = CodeFramer()
    framer.feed(b"one-time")
    framer.clear()
    assert framer.feed(b"NEXT\r") == [b"NEXT"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_in_both_encodings(encoding: str) -> None:
    code = scanned("样例二维码".encode(encoding))
    assert code is not None
    assert (code.text, code.encoding) == ("样例二维码", encoding)


def test_bytes_of_no_encoding_are_no_code() -> None:
    assert scanned(b"\x81\x20\xff") is None


@given(st.text(min_size=1))
def test_any_text_survives_utf_8(text: str) -> None:
    code = scanned(text.encode())
    assert code is not None
    assert (code.text, code.raw) == (text, text.encode())


def test_a_code_does_not_show_in_repr() -> None:
    assert "SECRET" not in repr(scanned(b"SECRET"))


@pytest.mark.parametrize(
    ("name", "on", "off"),
    [
        ("continuous", "", ""),
        ("honeywell", "16540D", "16550D"),
        ("newland", "7E01303030302353434E545247313B03", "7E01303030302353434E545247303B03"),
        ("gm65", "7E000801000201ABCD", "7E000801000200ABCD"),
    ],
)
def test_trigger_commands_are_those_of_the_manuals(name: str, on: str, off: str) -> None:
    assert (TRIGGERS[name].on.hex().upper(), TRIGGERS[name].off.hex().upper()) == (on, off)


def test_acknowledgements_are_taken_out_of_the_stream() -> None:
    assert without_reply(bytes.fromhex("02000001003331") + b"CODE\r", TRIGGERS["gm65"]) == b"CODE\r"
    assert without_reply(b"\x02\x010000#SCNTRG1\x06;\x03A\r", TRIGGERS["newland"]) == b"A\r"
    assert without_reply(b"A\r", TRIGGERS["honeywell"]) == b"A\r"

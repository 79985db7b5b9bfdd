"""The emulated printer is strict: these are the mistakes it must see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.emulators.escpos_machine import Machine
from drivers.emulators.escpos_parser import Parser
from drivers.emulators.escpos_printer import EscposPrinterEmulator


def read(data):
    violations = []
    parser = Parser(lambda offset, words: violations.append((offset, words)))
    return parser.feed(data), violations, parser.unfinished


def work(data, width_dots=576):
    violations, pieces = [], []
    machine = Machine(width_dots, lambda offset, words: violations.append(words), pieces.append)
    for command in Parser(lambda offset, words: violations.append(words)).feed(data):
        machine.execute(command)
    return violations, pieces


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        (b"ab\x1bZ", 2),
        (b"\x07", 0),
        (b"\xd6\xd0", 0),  # Chinese without FS &
        (b"\x1c&\xff\xff", 2),
        (b"\x1c&\x81\x20", 2),
        (b"\x1dV\x07", 0),
        (b"\x1d(L\x02\x00\x30\x70", 0),
        (b"\x1dv1\x00\x01\x00\x01\x00\x00", 0),
        (b"\x7f", 0),
    ],
)
def test_unknown_and_malformed_bytes_are_reported_where_they_stand(data, offset):
    assert read(data)[1][0][0] == offset


@pytest.mark.parametrize(
    "data",
    [b"\x1b", b"\x1ba", b"\x1dV", b"\x1dVA", b"\x1d(", b"\x1dv0\0", b"\x1c&\xd6", b"\x1c&\x81\x30\x81", b"\x10\x04"],
)
def test_a_cut_off_command_is_waited_for(data):
    _, violations, unfinished = read(data)
    assert (violations, unfinished > 0) == ([], True)


@given(st.binary(max_size=200), st.integers(0, 200))
def test_any_bytes_can_be_read_in_any_two_parts(data, at):
    whole, violations, unfinished = read(data)
    parts_violations = []
    parser = Parser(lambda offset, words: parts_violations.append((offset, words)))
    parts = parser.feed(data[:at]) + parser.feed(data[at:])
    assert parts == whole
    assert parser.unfinished == unfinished
    assert sum(command.size for command in whole) + unfinished <= len(data)
    assert parts_violations == violations


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"x" * 49 + b"\n", "line wider than the paper"),
        (b"\x1c&" + "中".encode("gb18030") * 25 + b"\n", "line wider than the paper"),
        (b"\x1dv0\x00\x49\x00\x01\x00" + b"\0" * 73, "wider than the paper"),
        (b"ab\x1dv0\x00\x01\x00\x01\x00\0", "characters in the line buffer"),
        (b"\x1ba\x09", "ESC a 9"),
        (b"\x1d!\x77", "GS !"),
        (b"\x1bE\x05", "ESC E"),
        (b"\x1d(k\x03\x001Q0", "has no meaning"),
        (b"text\n\x1dV\x00", "cut through the print"),
        (b"text\x1dV\x00", "line buffer"),
        (b"\x1dr\x01", "not a printing command"),
    ],
)
def test_meaningless_work_is_reported(data, words):
    violations, _ = work(data)
    assert any(words in violation for violation in violations)


def test_plain_features_work():
    data = (
        b"\x1b@\x1b2\x1bE1"[:-1] + b"\x01" + b"\x1c&" + "中".encode("gb18030") + b"\x1c.A\n" + b"B\x1bd\x05\x1dVA\x10"
    )
    violations, (piece,) = work(data)
    assert violations == []
    assert piece.lines == ["中A", "B"]


@pytest.fixture
def printer(tmp_path):
    emulator = EscposPrinterEmulator(tmp_path, mm_per_second=0)
    emulator.start()
    yield emulator
    emulator.stop()


@pytest.mark.parametrize(
    ("action", "params"),
    [("dance", {}), ("paper_out_after", {}), ("paper_out_after", {"lines": 0}), ("take", {"what": 1})],
)
def test_wrong_actions_are_refused_with_a_reason(printer, action, params):
    with pytest.raises(ValueError, match=r"\w+"):
        printer.do(action, **params)


def test_actions_show_in_the_state(printer):
    for action, key, value in [
        ("open_cover", "cover_open", True),
        ("close_cover", "cover_open", False),
        ("paper_low", "paper", "low"),
        ("paper_out", "online", False),
        ("paper_ok", "online", True),
        ("jam_cutter", "cutter_jammed", True),
        ("clear_cutter", "cutter_jammed", False),
        ("overheat", "hot", True),
        ("cool", "hot", False),
        ("go_silent", "silent", True),
        ("speak_again", "silent", False),
        ("unplug", "plugged", False),
        ("plug", "plugged", True),
        ("plug", "plugged", True),
    ]:
        printer.do(action)
        assert printer.state()[key] == value

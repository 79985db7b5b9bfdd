"""Tickets to bytes, read back by the emulator's interpreter: an opinion that does not come from the driver."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.api.errors import DeviceFault
from drivers.api.printer import Feed, KeyValue, QrBlock, Rule, TextLine, Ticket
from drivers.emulators.escpos_machine import Machine
from drivers.emulators.escpos_parser import Parser
from drivers.families.escpos import font
from drivers.families.escpos.commands import REAL_TIME, compose, defuse
from drivers.families.escpos.layout import Line, lay_out
from drivers.families.escpos.profile import Profile, load
from drivers.families.escpos.text import width

PROFILES = ["generic-80mm", "generic-58mm", "gb2312-80mm", "raster-80mm", "raster-58mm"]
ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
MOSTLY_CHINESE = st.text(st.sampled_from("高龄津贴认证，。：；（）《》“”￥·•䶮㛃𠮷镕aB0 -~\t\x1b\x10"), max_size=60)
TEXT = ANY_TEXT | MOSTLY_CHINESE
SCALE = st.sampled_from([1, 2])
BLOCK = st.one_of(
    st.builds(TextLine, TEXT, SCALE, st.booleans(), st.sampled_from(["left", "center", "right"])),
    st.builds(KeyValue, TEXT, TEXT, SCALE),
    st.just(Rule()),
    st.builds(Feed, st.integers(-1, 300)),
    st.builds(QrBlock, st.text(st.characters(codec="utf-8"), min_size=1, max_size=60), st.floats(5, 60)),
)


class Paper:
    """What the interpreter makes of bytes."""

    def __init__(self, width_dots):
        self.violations = []
        self.pieces = []
        self.parser = Parser(self._report)
        self.machine = Machine(width_dots, self._report, self.pieces.append)

    def _report(self, offset, words):
        self.violations.append((offset, words))

    def print(self, data):
        for command in self.parser.feed(data):
            self.machine.execute(command)
        return self


def printed(ticket, profile):
    return Paper(profile.width_dots).print(b"".join(compose(ticket, profile)))


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCK, max_size=4), st.sampled_from(PROFILES))
def test_any_ticket_is_one_clean_piece_of_paper(blocks, name):
    profile = load({"profile": name})
    paper = printed(Ticket(tuple(blocks)), profile)
    assert paper.violations == []
    assert paper.parser.unfinished == 0
    (piece,) = paper.pieces
    assert all(left + strip.width <= profile.width_dots for left, _, strip in piece.strips)


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCK, max_size=4), st.integers(16, 48))
def test_every_laid_out_line_fits(blocks, columns):
    for piece in lay_out(Ticket(tuple(blocks)), columns):
        assert not isinstance(piece, Line) or width(piece.text) <= columns // piece.scale


def test_the_same_ticket_gives_the_same_bytes():
    ticket = Ticket((TextLine("回执"), TextLine("䶮"), QrBlock("https://sample.invalid/v/1")))
    assert compose(ticket, Profile()) == compose(ticket, Profile())


def test_every_chunk_ends_between_two_commands():
    ticket = Ticket((TextLine("回执 䶮", 2), Rule(), KeyValue("姓名", "李＊本"), QrBlock("二维码"), Feed(3)))
    for name in PROFILES:
        parser = Parser(lambda offset, words: pytest.fail(words))
        for chunk in compose(ticket, load({"profile": name})):
            parser.feed(chunk)
            assert parser.unfinished == 0
            assert len(chunk) < 2048


def test_characters_of_the_rom_arrive_as_characters():
    ticket = Ticket(
        (TextLine("，。：￥"), KeyValue("姓名", "王＊兰"), KeyValue("证件号码", "9*0020"), TextLine("䶮㛃𠮷"))
    )
    (piece,) = printed(ticket, Profile()).pieces
    assert piece.lines == ["，。：￥", "姓名      王＊兰", "证件号码  9*0020"]
    assert piece.images == 2  # the rare line: 36 rows in two bands


def test_a_value_that_does_not_fit_goes_below_its_label():
    pieces = lay_out(Ticket((KeyValue("办理时间", "2026年11月21日 10:32", 2),)), 48)
    assert [piece.text for piece in pieces if isinstance(piece, Line)] == ["办理时间", "  2026年11月21日 10:32"]


def test_drawn_lines_really_have_ink():
    (piece,) = printed(Ticket((TextLine("䶮㛃𠮷", 2),)), Profile()).pieces
    inked = Counter(strip.getextrema() for _, _, strip in piece.strips)
    assert any(low == 0 for low, _ in inked)


def test_an_empty_ticket_is_only_a_cut():
    assert printed(Ticket(()), Profile()).violations == []


def test_qr_goes_native_or_as_image():
    ticket = Ticket((QrBlock("https://sample.invalid/v/abc"),))
    (native,) = printed(ticket, Profile()).pieces
    assert (native.codes, native.images) == (["https://sample.invalid/v/abc"], 0)
    (drawn,) = printed(ticket, Profile(qr="raster")).pieces
    assert drawn.codes == []
    assert drawn.images > 5


def test_qr_that_cannot_fit_is_refused():
    with pytest.raises(ValueError, match="does not fit"):
        compose(Ticket((QrBlock("x" * 1200),)), Profile(width_dots=384))


@given(st.binary(max_size=400))
def test_defused_images_hold_no_real_time_command(raster):
    safe = defuse(raster)
    assert len(safe) == len(raster)
    assert not any(sequence in safe for sequence in REAL_TIME)
    assert all(new | old == new for new, old in zip(safe, raster, strict=True)), "only adds dots"


def test_the_interpreter_would_have_caught_one():
    paper = Paper(576).print(b"\x1dv0\x00\x03\x00\x01\x00\x10\x04\x01")
    assert "DLE EOT inside the data" in paper.violations[0][1]


def test_a_missing_font_is_said_in_plain_words(tmp_path):
    with pytest.raises(DeviceFault, match="fonts-noto-cjk"):
        font.find_font(pattern=str(tmp_path / "*.ttc"))
    with pytest.raises(DeviceFault, match="profile is not there"):
        font.find_font(str(tmp_path / "none.ttf"))
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(b"no font")
    with pytest.raises(DeviceFault, match="cannot be read"):
        compose(Ticket((TextLine("䶮"),)), Profile(font=str(broken)))


def test_one_file_of_another_weight_will_do(tmp_path):
    only = tmp_path / "NotoSansCJK-Bold.ttc"
    only.write_bytes(b"")
    assert font.find_font(pattern=str(tmp_path / "*.ttc")) == str(only)


def test_a_latin_font_serves_when_it_is_all_there_is():
    assert font.load_font(font.find_font(bold=True), 24).getname()[0] == font.MONO_NAME

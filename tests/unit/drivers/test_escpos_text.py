"""The text layer: what goes as characters, what is drawn, where lines break."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.families.escpos.text import CHARSETS, NEVER_FIRST, NEVER_LAST, cells, clean, clusters, encode, width, wrap

LETTERS = st.text(st.characters(codec="utf-8"), max_size=60)


@pytest.mark.parametrize("line", ["，。：￥", "高龄津贴认证", "9*************0020", "姓名  王＊兰", "“引号”—…", ""])
def test_what_a_chinese_rom_has_goes_as_characters(line):
    assert encode(line, "gbk") == line.encode("gb18030")


@pytest.mark.parametrize("line", ["李䶮", "㛃", "𠮷", "•", "a~b", "\\", "$5", "ü中é𝄞"])
def test_what_it_lacks_or_shows_otherwise_is_drawn(line):
    assert encode(line, "gbk") is None


def test_the_charset_of_the_profile_decides():
    assert encode("镕", "gb2312") is None
    assert encode("镕", "gbk") == b"\xe9\x46"
    assert encode("㛃", "gb18030") == "㛃".encode("gb18030")
    assert encode("abc", "ascii") == b"abc"
    assert encode("abc", "none") is None
    assert encode("中", "ascii") is None


def test_widths_are_the_printers_grid():
    assert [cells(char) for char in "a中，·＊Ä "] == [1, 2, 2, 2, 2, 2, 1]
    assert width("证件号码  9*0") == 13


def test_marks_stay_with_their_character():
    assert list(clusters("a\u0301b葛\U000e0100")) == ["a\u0301", "b", "葛\U000e0100"]
    assert list(clusters("")) == []
    assert clean("e\u0301") == "é"


def test_nothing_that_steers_a_printer_or_the_direction_survives():
    assert clean("a\x1b@b\x10\x04\x01\u202e\ufeff\u200dc\td\ne\u3000f") == "a@bc d e\u3000f"
    assert clean("\ud800") == "□"


def test_no_line_begins_with_closing_or_ends_with_opening_marks():
    lines = wrap("您的认证（高龄津贴）已通过，下次不晚于明年。请收好“回执”！谢谢。", 12)
    assert not [line for line in lines if line[0] in NEVER_FIRST or line[-1] in NEVER_LAST]
    assert "".join(lines) == "您的认证（高龄津贴）已通过，下次不晚于明年。请收好“回执”！谢谢。"


def test_words_and_numbers_stay_whole_where_they_can():
    assert wrap("电话 0990-1234567 转 8", 14) == ["电话", "0990-1234567", "转 8"]
    assert wrap("9901 0100 MB00 0123", 10) == ["9901 0100", "MB00 0123"]


def test_a_number_longer_than_the_paper_breaks_at_its_hyphens():
    assert wrap("LX-QSQ01-20261121-0007", 20) == ["LX-QSQ01-20261121-", "0007"]
    assert wrap("9" * 30, 16) == ["9" * 16, "9" * 14]


def test_spaces_vanish_where_a_line_breaks():
    assert wrap("abc   def", 3) == ["abc", "def"]


def test_nothing_is_a_line_too():
    assert wrap("", 10) == [""]
    assert wrap("   ", 10) == [""]


def test_marks_alone_fill_lines_rather_than_push_each_other():
    assert wrap("，" * 9, 8) == ["，，，，", "，，，，", "，"]


@given(LETTERS, st.integers(2, 48))
def test_every_line_fits_and_nothing_is_lost(text, limit):
    lines = wrap(text, limit)
    assert lines
    assert all(width(line) <= limit for line in lines)
    assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")


@given(LETTERS, st.sampled_from(CHARSETS))
def test_characters_survive_the_wire(text, charset):
    encoded = encode(clean(text), charset)
    assert encoded is None or encoded.decode("gb18030") == clean(text)


@given(LETTERS)
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)

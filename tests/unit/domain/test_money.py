"""Money in fen: exact, never negative, written for screen, contract and paper."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.money import LARGEST_FEN, Money

AMOUNTS = st.one_of(
    st.integers(0, LARGEST_FEN),
    st.integers(0, 10_000_00),
    # amounts with many zeros, where reading rules are hard
    st.builds(lambda digit, zeros, rest: min(LARGEST_FEN, digit * 10**zeros + rest),
              st.integers(1, 9), st.integers(0, 15), st.integers(0, 2000)),
)  # fmt: skip

PAPER = {
    0: "零元整",
    1: "壹分",
    10: "壹角整",
    15: "壹角伍分",
    100: "壹元整",
    105: "壹元零伍分",
    150: "壹元伍角整",
    200_00: "贰佰元整",
    1005_30: "壹仟零伍元叁角整",
    10_000_00: "壹万元整",
    10_010_00: "壹万零壹拾元整",
    100_100_00: "壹拾万零壹佰元整",
    1_000_000_00: "壹佰万元整",
    1_0000_0000_00: "壹亿元整",
    1_0000_0001_00: "壹亿零壹元整",
    1_0001_0000_00: "壹亿零壹万元整",
    2030_4005_00: "贰仟零叁拾万肆仟零伍元整",
    1_0000_0000_0000_00: "壹万亿元整",
    1_2000_0000_0000_00: "壹万贰仟亿元整",
    1_0002_0000_0000_00: "壹万零贰亿元整",
}


@pytest.mark.parametrize(("fen", "text"), PAPER.items())
def test_capitals_as_a_cashier_writes_them(fen: int, text: str) -> None:
    assert Money(fen).capitals() == text


def read_capitals(text: str) -> int:
    """The fen in a text of capitals: an independent reading, digit by digit."""
    whole, _, cents = text.rpartition("元") if "元" in text else ("", "", text)
    jiao = re.search("([壹贰叁肆伍陆柒捌玖])角", cents)
    fen = re.search("([壹贰叁肆伍陆柒捌玖])分", cents)
    small = 10 * digit(jiao[1] if jiao else "零") + digit(fen[1] if fen else "零")
    return read_whole(whole) * 100 + small


def digit(character: str) -> int:
    return "零壹贰叁肆伍陆柒捌玖".index(character)


def read_whole(text: str) -> int:
    if "亿" in text:
        high, _, low = text.rpartition("亿")
        return read_whole(high) * 10**8 + read_whole(low)
    if "万" in text:
        high, _, low = text.rpartition("万")
        return read_whole(high) * 10**4 + read_whole(low)
    places = {"拾": 10, "佰": 100, "仟": 1000}
    total = 0
    for number, place in re.findall("([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)", text):
        total += digit(number) * places.get(place, 1)
    return total


@given(AMOUNTS)
def test_capitals_read_back_as_the_same_amount(fen: int) -> None:
    text = Money(fen).capitals()
    assert read_capitals(text) == fen
    assert "零零" not in text
    assert not text.startswith("零") or fen == 0


@given(AMOUNTS)
def test_contract_form_reads_back(fen: int) -> None:
    money = Money(fen)
    assert Money.from_yuan(money.yuan()) == money
    assert str(money) == money.yuan()
    assert money.decimal() == Decimal(money.yuan())


@pytest.mark.parametrize(("text", "fen"), [("200", 20000), ("200.5", 20050), ("200.50", 20050), ("0.01", 1), ("0", 0)])
def test_amounts_as_people_write_them(text: str, fen: int) -> None:
    assert Money.from_yuan(text).fen == fen


@pytest.mark.parametrize(
    "text", ["", "-1", "+1", "1.234", "1e3", "1,000", "１２", "01", " 1", "1.", ".5", "1\n", "NaN", "1" * 15]
)
def test_other_writings_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        Money.from_yuan(text)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_sums_are_exact(a: int, b: int) -> None:
    assert (Money(a) + Money(b)) - Money(b) == Money(a)
    assert (Money(a) < Money(b)) == (a < b)


@pytest.mark.parametrize("fen", [-1, LARGEST_FEN + 1])
def test_amounts_outside_the_range_are_refused(fen: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        Money(fen)


def test_a_difference_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="outside"):
        _ = Money(1) - Money(2)


@pytest.mark.parametrize("fen", [1.0, True, "1"])
def test_only_whole_numbers_are_fen(fen: object) -> None:
    with pytest.raises(TypeError, match="whole numbers"):
        Money(fen)  # pyright: ignore[reportArgumentType]


def test_screen_form_groups_thousands_and_drops_empty_cents() -> None:
    assert Money(20000).shown() == "200 元"
    assert Money(120050).shown() == "1,200.50 元"

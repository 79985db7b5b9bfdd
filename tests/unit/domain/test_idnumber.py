"""Citizen identification numbers, GB 11643."""

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.domain import idnumber

TODAY = date(2026, 11, 21)
BIRTHS = st.dates(date(1900, 1, 1), TODAY)


def number_of(born: date, order: int, region: str = "990101") -> str:
    first17 = f"{region}{born:%Y%m%d}{order:03d}"
    return first17 + idnumber.check_character(first17)


NUMBERS = st.builds(number_of, BIRTHS, st.integers(1, 999))


@given(NUMBERS)
def test_made_numbers_are_right(number: str) -> None:
    assert idnumber.problem(number, TODAY) is None


@given(NUMBERS, st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(number: str, place: int, step: int) -> None:
    changed = str((int(number[place]) + step) % 10)
    wrong = number[:place] + changed + number[place + 1 :]
    assert idnumber.problem(wrong, TODAY) in ("id_number.check_digit", "id_number.birth_date")


@given(NUMBERS, st.integers(0, 15))
def test_two_neighbours_swapped_are_noticed(number: str, place: int) -> None:
    assume(number[place] != number[place + 1])
    wrong = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert idnumber.problem(wrong, TODAY) is not None


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("11010519491231002X", None),  # the example printed in GB 11643-1999
        ("110105194912310021", "id_number.check_digit"),
        ("11010519491231002x", "id_number.check_digit"),
        ("1101051949123100", "id_number.shape"),
        ("A1010519491231002X", "id_number.shape"),
        ("１１０１０５１９４９１２３１００２X", "id_number.shape"),
        ("110105194913310021", "id_number.birth_date"),
        ("11010500001231002X", "id_number.birth_date"),
        ("110105189511200021", "id_number.birth_date"),
        ("110105202611220021", "id_number.birth_date"),
        ("", "id_number.shape"),
    ],
)
def test_what_is_wrong_is_named(number: str, expected: str | None) -> None:
    assert idnumber.problem(number, TODAY) == expected


@given(BIRTHS)
def test_the_birth_date_is_read_back(born: date) -> None:
    assert idnumber.birth_date(number_of(born, 1)) == born


@given(BIRTHS, st.integers(0, 40000))
def test_age_grows_by_one_on_the_birthday(born: date, days: int) -> None:
    day = born + timedelta(days=days)
    age = idnumber.age_on(born, day)
    grown = idnumber.age_on(born, day + timedelta(days=1)) - age
    birthday_tomorrow = ((day + timedelta(days=1)).month, (day + timedelta(days=1)).day) == (born.month, born.day)
    leap_case = (born.month, born.day) == (2, 29)
    assert grown == int(birthday_tomorrow) or leap_case
    assert 0 <= age <= 130


def test_somebody_born_on_29_february_is_older_on_1_march() -> None:
    born = date(1940, 2, 29)
    assert idnumber.age_on(born, date(2026, 2, 28)) == 85
    assert idnumber.age_on(born, date(2026, 3, 1)) == 86


@given(NUMBERS)
def test_the_mask_shows_one_and_four(number: str) -> None:
    mask = idnumber.mask_number(number)
    assert mask == number[0] + "•" * 13 + number[-4:]


@given(st.text(max_size=5))
def test_a_short_number_is_all_dots(number: str) -> None:
    assert idnumber.mask_number(number) == "•" * len(number)


def test_phones_show_three_and_four() -> None:
    assert idnumber.mask_phone("13800000001") == "138••••0001"
    assert idnumber.mask_phone("0512345678") == "0•••••5678"


@pytest.mark.parametrize(
    ("name", "mask"),
    [
        ("王兰", "王＊"), ("王样兰", "王＊兰"), ("欧阳样兰", "欧＊＊兰"), ("王", "王"), ("", ""),
        ("阿里木·买买提", "阿＊＊·＊＊"), ("买·A·B", "买·＊＊"),
    ],
)  # fmt: skip
def test_names_hide_the_companions(name: str, mask: str) -> None:
    assert idnumber.mask_name(name) == mask

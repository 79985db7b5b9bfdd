"""Canonical JSON, values in the clear, stamps of time."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.secret import Secret
from kiosk.storage.plain import canonical, from_stamp, require_plain, to_stamp

PLAIN = st.dictionaries(st.text(max_size=9), st.one_of(st.text(), st.integers(), st.booleans(), st.none()), max_size=6)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).flatmap(
    lambda naive: st.integers(-12, 14).map(lambda hours: naive.replace(tzinfo=timezone(timedelta(hours=hours))))
)


@dataclass
class Person:
    name: str


@given(PLAIN)
def test_one_content_has_one_spelling(values: dict[str, object]) -> None:
    reversed_order = dict(reversed(values.items()))
    assert canonical(values) == canonical(reversed_order)
    assert json.loads(canonical(values)) == values


@given(PLAIN)
def test_plain_values_pass_unchanged(values: dict[str, object]) -> None:
    assert require_plain(values) == values


@pytest.mark.parametrize("value", [Secret("李样本"), Person("李样本"), 1.5, ["李样本"], {"name": "李样本"}, b"x"])
def test_everything_else_is_refused_without_being_shown(value: object) -> None:
    with pytest.raises(TypeError) as raised:
        require_plain({"fine": 1, "field": value})
    assert "field" in str(raised.value)
    assert "李样本" not in str(raised.value)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_are_none_are_no_json(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical({"n": value})


@given(MOMENTS)
def test_a_stamp_gives_the_moment_back(moment: datetime) -> None:
    assert from_stamp(to_stamp(moment)) == moment
    assert from_stamp(to_stamp(moment)).tzinfo == UTC


@given(MOMENTS, MOMENTS)
def test_text_order_is_time_order(a: datetime, b: datetime) -> None:
    assert (to_stamp(a) < to_stamp(b)) == (a < b)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_stamp(datetime(2026, 11, 21))

"""A Secret is used, and does not leak by accident."""

import copy
import json
import logging
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.secret import Secret

DOTS = "Secret(•••)"


@given(st.one_of(st.text(min_size=4, alphabet="0123456789X"), st.integers(10**6), st.dates()))
def test_no_way_of_printing_shows_it(value: object) -> None:
    secret = Secret(value)
    printed = (repr(secret), str(secret), f"{secret}", f"{secret:>40}", "%s %r" % (secret, secret), repr([secret]))  # noqa: UP031
    for text in printed:
        assert str(value) not in text
        assert "•••" in text


@given(st.text())
def test_reveal_gives_it_back(value: str) -> None:
    assert Secret(value).reveal() == value


@given(st.text(), st.text())
def test_equal_when_the_values_are(a: str, b: str) -> None:
    assert (Secret(a) == Secret(b)) == (a == b)
    assert Secret(a) == Secret(a)
    assert hash(Secret(a)) == hash(Secret(a))


def test_never_equal_to_the_bare_value() -> None:
    assert Secret("x") != "x"
    assert "x" not in [Secret("x")]


@pytest.mark.parametrize("copy_it", [pickle.dumps, copy.copy, copy.deepcopy])
def test_not_pickled_and_not_copied(copy_it: object) -> None:
    with pytest.raises(TypeError, match="not pickled"):
        copy_it(Secret("x"))  # pyright: ignore[reportCallIssue]


def test_not_json() -> None:
    with pytest.raises(TypeError):
        json.dumps({"name": Secret("李样本")})


def test_a_log_line_shows_dots(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    logging.getLogger("test").info("person %s", Secret("李样本"))
    assert caplog.messages == [f"person {DOTS}"]


def test_no_attribute_can_be_added_beside_it() -> None:
    with pytest.raises(AttributeError):
        Secret("x").copy = "x"  # pyright: ignore[reportAttributeAccessIssue]

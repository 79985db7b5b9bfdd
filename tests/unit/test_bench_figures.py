"""Figures that everybody will quote are computed right."""

import pytest

from tests.bench.card import new_commands
from tests.bench.figures import spread


def test_the_spread_of_a_hundred_samples() -> None:
    assert spread([float(n) for n in range(100, 0, -1)]) == {"p50": 50.5, "p99": 99, "min": 1, "max": 100, "n": 100}


def test_the_spread_of_one_sample() -> None:
    assert spread([1.234]) == {"p50": 1.23, "p99": 1.23, "min": 1.23, "max": 1.23, "n": 1}


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [([], ["a"], ["a"]), (["a", "b"], ["a", "b", "c"], ["c"]), (["a", "b"], ["b", "c"], ["c"]), (["a"], ["a"], [])],
)
def test_what_was_added_to_a_log_that_forgets(before: list[str], after: list[str], new: list[str]) -> None:
    assert new_commands(before, after) == new

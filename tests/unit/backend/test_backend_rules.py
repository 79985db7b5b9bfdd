"""Due dates and ages, on any day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.backend.rules import AlreadyDone, Eligible, NotEligible, standing, years_after

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
TODAY = date(2026, 11, 21)
OLD = date(1940, 3, 15)


@pytest.mark.parametrize(
    ("last", "answer"),
    [
        (date(2025, 11, 20), Eligible(date(2026, 11, 20))),
        (date(2026, 1, 20), Eligible(date(2027, 1, 20))),
        (date(2026, 1, 21), AlreadyDone(date(2027, 1, 21), date(2026, 1, 21))),
        (date(2019, 5, 1), Eligible(date(2020, 5, 1))),
        (TODAY, AlreadyDone(date(2027, 11, 21), TODAY)),
    ],
)
def test_certifying_opens_sixty_days_before_it_is_due(last: date, answer: object) -> None:
    assert standing(OLD, last, TODAY) == answer


@pytest.mark.parametrize(("born", "young"), [(date(1946, 11, 21), False), (date(1946, 11, 22), True)])
def test_eighty_is_reached_on_the_birthday(born: date, young: bool) -> None:
    answer = standing(born, date(2025, 11, 20), TODAY)
    assert isinstance(answer, NotEligible) == young
    if isinstance(answer, NotEligible):
        assert answer.eligible_from == date(2026, 11, 22)


def test_an_unknown_birthday_decides_nothing_by_itself() -> None:
    assert standing(None, date(2025, 11, 20), TODAY) == Eligible(date(2026, 11, 20))
    assert isinstance(standing(None, None, TODAY), NotEligible)


def test_a_leap_day_is_due_on_the_last_of_february() -> None:
    assert years_after(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert years_after(date(2028, 2, 29), 4) == date(2032, 2, 29)


@given(DAYS)
def test_who_certified_today_is_done_for_about_a_year(day: date) -> None:
    due = years_after(day, 1)
    assert due - day in (timedelta(365), timedelta(366))
    assert standing(date(1900, 1, 1), day, day) == AlreadyDone(due, day)


@given(DAYS, DAYS)
def test_nobody_on_the_list_and_old_enough_is_left_without_an_answer(last: date, today: date) -> None:
    answer = standing(date(1900, 1, 1), last, today)
    due = years_after(last, 1)
    assert answer == (Eligible(due) if today >= due - timedelta(60) else AlreadyDone(due, last))

"""Counters that only grow and receipt numbers that are never given twice."""

import re
import threading
from datetime import date

import pytest

from kiosk.storage.store import Store

DAY = date(2026, 11, 21)


def test_a_counter_starts_at_nothing_and_grows(store: Store) -> None:
    assert store.counters.get("printer.cuts") == 0
    assert store.counters.add("printer.cuts") == 1
    assert store.counters.add("printer.cuts", 4) == 5
    assert store.counters.add("item.allowance.started") == 1
    assert store.counters.get("printer.cuts") == 5
    assert store.counters.all() == {"item.allowance.started": 1, "printer.cuts": 5}


@pytest.mark.parametrize("by", [0, -1])
def test_a_counter_never_shrinks(store: Store, by: int) -> None:
    with pytest.raises(ValueError, match="only grows"):
        store.counters.add("printer.cuts", by)


def test_the_number_s_shape_is_no_case_number_s(store: Store) -> None:
    number = store.receipt_numbers.next("QSQ01", DAY)
    assert number == "LX-QSQ01-20261121-0001"
    assert not re.fullmatch("[0-9]{18}", number)


def test_each_day_and_each_site_counts_for_itself(store: Store) -> None:
    numbers = store.receipt_numbers
    given = [
        numbers.next("A", DAY),
        numbers.next("A", DAY),
        numbers.next("B", DAY),
        numbers.next("A", date(2026, 11, 22)),
    ]
    assert given == ["LX-A-20261121-0001", "LX-A-20261121-0002", "LX-B-20261121-0001", "LX-A-20261122-0001"]


def test_a_clock_set_back_gives_no_number_twice(store: Store) -> None:
    numbers = store.receipt_numbers
    given = [numbers.next("A", day) for day in (DAY, date(2026, 11, 22), DAY, date(2026, 11, 22))]
    assert len(set(given)) == 4


@pytest.mark.parametrize("site", ["", "a b", "a-b", "a/b", "x" * 25, "a\n"])
def test_a_site_that_would_blur_the_shape_is_refused(store: Store, site: str) -> None:
    with pytest.raises(ValueError, match="no code of a site"):
        store.receipt_numbers.next(site, DAY)


def test_threads_never_get_the_same_number(store: Store) -> None:
    given: list[str] = []

    def work() -> None:
        for _ in range(10):
            given.append(store.receipt_numbers.next("A", DAY))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(set(given)) == 40
    assert max(given) == "LX-A-20261121-0040"

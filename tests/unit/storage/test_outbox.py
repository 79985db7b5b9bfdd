"""The outbox: what is kept, when it is due, how it is settled."""

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk.domain.outcomes import Refused
from kiosk.domain.secret import Secret
from kiosk.storage.errors import NotPending, SealBroken, SubmissionConflict
from kiosk.storage.outbox import LONGEST_WAIT, Accepted, Outbox, OutboxEntry, Pending, Unknown
from kiosk.storage.store import Store

NOW = datetime(2026, 11, 21, 9, 41, tzinfo=UTC)
CASE = OutboxEntry("case-1", "case", {"fields": {"phone": "13800000001"}, "strokes": [[[1, 2]]]}, NOW)
RATING = OutboxEntry("rating-1", "rating", {"level": 1}, NOW + timedelta(minutes=1), after="case-1")
ANSWER = {"case_number": "202611210000000001", "next_due_date": "2027-11-20"}


@pytest.fixture
def outbox(store: Store) -> Outbox:
    return store.outbox


def ids(entries: list[OutboxEntry]) -> list[str]:
    return [entry.submission_id for entry in entries]


def test_what_was_put_is_pending_and_due_at_once(outbox: Outbox) -> None:
    outbox.put(CASE)
    assert outbox.due(NOW) == [CASE]
    assert outbox.answer("case-1") == Pending()
    assert outbox.pending_count() == 1


def test_the_same_again_is_no_error_and_no_second_entry(outbox: Outbox) -> None:
    outbox.put(CASE)
    outbox.put(replace(CASE, payload={name: CASE.payload[name] for name in ("strokes", "fields")}))
    assert outbox.pending_count() == 1
    outbox.mark_accepted("case-1", ANSWER)
    outbox.put(CASE)
    assert outbox.answer("case-1") == Accepted(ANSWER)
    assert outbox.pending_count() == 0


@pytest.mark.parametrize(
    "change",
    [
        {"payload": {"fields": {"phone": "13800000002"}}},
        {"kind": "assist"},
        {"after": "other"},
        {"occurred_at": NOW + timedelta(microseconds=1)},
    ],
)
def test_other_content_under_the_same_id_is_a_fault(outbox: Outbox, change: dict[str, Any]) -> None:
    outbox.put(CASE)
    with pytest.raises(SubmissionConflict, match="case-1"):
        outbox.put(replace(CASE, **change))
    assert outbox.due(NOW) == [CASE]


def test_a_settled_id_is_not_taken_for_something_else(outbox: Outbox) -> None:
    outbox.put(CASE)
    outbox.mark_refused("case-1", "case.not_eligible")
    with pytest.raises(SubmissionConflict):
        outbox.put(replace(CASE, occurred_at=NOW + timedelta(hours=1)))


def test_oldest_first_by_the_order_of_putting(outbox: Outbox) -> None:
    for name, minutes in (("b", 5), ("a", 9), ("c", 1)):
        outbox.put(OutboxEntry(name, "case", {}, NOW + timedelta(minutes=minutes)))
    assert ids(outbox.due(NOW)) == ["b", "a", "c"]
    assert ids(outbox.due(NOW, 2)) == ["b", "a"]
    assert ids(outbox.due(NOW, prefer=["c", "unknown"])) == ["c", "b", "a"]


def test_a_rating_waits_for_its_case(outbox: Outbox) -> None:
    outbox.put(CASE)
    outbox.put(RATING)
    assert ids(outbox.due(NOW, prefer=["rating-1"])) == ["case-1"]
    assert outbox.answer("rating-1") == Pending(waits_for="case-1")
    outbox.mark_accepted("case-1", ANSWER)
    assert ids(outbox.due(NOW)) == ["rating-1"]
    assert outbox.answer("rating-1") == Pending()


def test_a_refused_case_does_not_hold_its_rating_for_ever(outbox: Outbox) -> None:
    outbox.put(CASE)
    outbox.put(RATING)
    outbox.mark_refused("case-1", "case.not_eligible")
    assert ids(outbox.due(NOW)) == ["rating-1"]


def test_a_failed_try_waits_until_its_time(outbox: Outbox) -> None:
    outbox.put(CASE)
    outbox.mark_retry("case-1", NOW + timedelta(seconds=8), "timeout")
    assert outbox.answer("case-1") == Pending(1, "timeout")
    assert outbox.next_due() == NOW + timedelta(seconds=8)
    assert outbox.due(NOW + timedelta(seconds=7)) == []
    assert outbox.due(NOW + timedelta(seconds=8)) == [CASE]


def test_nothing_failed_means_no_next_try(outbox: Outbox) -> None:
    assert outbox.next_due() is None
    outbox.put(CASE)
    assert outbox.next_due() is None


def test_a_wrong_clock_cannot_park_an_entry(outbox: Outbox) -> None:
    """The clock stood a year ahead when the try failed, and was set right since."""
    outbox.put(CASE)
    outbox.mark_retry("case-1", NOW + timedelta(days=365), "network")
    assert outbox.due(NOW) == [CASE]
    outbox.mark_retry("case-1", NOW + LONGEST_WAIT, "network")
    assert outbox.due(NOW) == []


def test_retry_now_makes_all_due(outbox: Outbox) -> None:
    outbox.put(CASE)
    outbox.put(replace(CASE, submission_id="case-2"))
    outbox.mark_retry("case-1", NOW + timedelta(seconds=300), "network")
    assert outbox.retry_now() == 2
    assert ids(outbox.due(NOW)) == ["case-1", "case-2"]
    assert outbox.answer("case-1") == Pending(1, "network")


def test_acceptance_keeps_the_answer_and_erases_the_content(store: Store) -> None:
    store.outbox.put(CASE)
    store.outbox.mark_accepted("case-1", ANSWER)
    assert store.outbox.answer("case-1") == Accepted(ANSWER)
    assert store._database.rows("SELECT payload, digest FROM outbox") == [(None, None)]


def test_refusal_keeps_the_code_and_erases_the_content(store: Store) -> None:
    store.outbox.put(CASE)
    store.outbox.mark_refused("case-1", "case.not_eligible")
    assert store.outbox.answer("case-1") == Refused("case.not_eligible", "", "", "staff")
    assert store._database.rows("SELECT payload, digest FROM outbox") == [(None, None)]


@pytest.mark.parametrize("value", [Secret("李样本"), {"name": "李样本"}, 1.5])
def test_an_answer_with_more_than_plain_values_is_refused(outbox: Outbox, value: object) -> None:
    outbox.put(CASE)
    with pytest.raises(TypeError, match="holder"):
        outbox.mark_accepted("case-1", {"holder": value})
    assert outbox.answer("case-1") == Pending()


def test_the_same_verdict_again_is_no_error_another_one_is(outbox: Outbox) -> None:
    outbox.put(CASE)
    outbox.mark_accepted("case-1", ANSWER)
    outbox.mark_accepted("case-1", dict(reversed(ANSWER.items())))
    for contradict in (
        lambda: outbox.mark_refused("case-1", "case.not_eligible"),
        lambda: outbox.mark_accepted("case-1", {"case_number": "other"}),
        lambda: outbox.mark_retry("case-1", NOW, "network"),
    ):
        with pytest.raises(NotPending, match="case-1"):
            contradict()
    assert outbox.answer("case-1") == Accepted(ANSWER)


def test_a_verdict_on_nothing_is_a_fault(outbox: Outbox) -> None:
    for settle in (
        lambda: outbox.mark_accepted("nobody", {}),
        lambda: outbox.mark_refused("nobody", "x"),
        lambda: outbox.mark_retry("nobody", NOW, "network"),
    ):
        with pytest.raises(NotPending, match="nobody"):
            settle()
    assert outbox.answer("nobody") == Unknown()


def test_a_secret_must_be_revealed_where_it_is_put(outbox: Outbox) -> None:
    with pytest.raises(TypeError, match="Secret"):
        outbox.put(replace(CASE, payload={"name": Secret("李样本")}))
    assert outbox.pending_count() == 0


def test_a_time_without_a_zone_is_refused(outbox: Outbox) -> None:
    with pytest.raises(ValueError, match="zone"):
        outbox.put(replace(CASE, occurred_at=datetime(2026, 11, 21)))


def test_the_list_shows_nothing_of_a_person(outbox: Outbox) -> None:
    outbox.put(CASE)
    outbox.put(RATING)
    outbox.mark_retry("case-1", NOW + timedelta(seconds=4), "timeout")
    outbox.put(replace(CASE, submission_id="case-2"))
    outbox.mark_accepted("case-2", ANSWER)
    lines = outbox.list()
    assert [(line.submission_id, line.state, line.attempts, line.reason) for line in lines] == [
        ("case-1", "pending", 1, "timeout"), ("rating-1", "pending", 0, ""), ("case-2", "accepted", 0, ""),
    ]  # fmt: skip
    assert lines[0].not_before == NOW + timedelta(seconds=4)
    assert lines[1].not_before is None
    assert lines[1].after == "case-1"
    assert "13800000001" not in repr(lines)
    assert [line.submission_id for line in outbox.list(pending_only=True)] == ["case-1", "rating-1"]


def test_an_entry_is_printed_without_its_content() -> None:
    assert "13800000001" not in repr(CASE)


def test_the_age_of_the_oldest(outbox: Outbox) -> None:
    assert outbox.oldest_pending_age(NOW) is None
    outbox.put(RATING)
    outbox.put(CASE)
    assert outbox.oldest_pending_age(NOW + timedelta(hours=2)) == timedelta(hours=2)
    assert outbox.oldest_pending_age(NOW - timedelta(hours=2)) == timedelta(0)


def test_pruning_forgets_settled_entries_only(outbox: Outbox) -> None:
    for name in ("old", "waiting", "young"):
        outbox.put(replace(CASE, submission_id=name, occurred_at=NOW + timedelta(days=name == "young")))
    outbox.mark_accepted("old", ANSWER)
    outbox.mark_accepted("young", ANSWER)
    assert outbox.prune(NOW + timedelta(hours=1)) == 1
    assert [line.submission_id for line in outbox.list()] == ["waiting", "young"]


def test_a_row_that_was_tampered_with_is_noticed(store: Store) -> None:
    store.outbox.put(CASE)
    store.outbox.put(replace(CASE, submission_id="case-2", payload={"other": 1}))
    with store._database.transaction() as connection:
        connection.execute(
            "UPDATE outbox SET payload = (SELECT payload FROM outbox WHERE submission_id = 'case-2')"
            " WHERE submission_id = 'case-1'"
        )
    with pytest.raises(SealBroken, match="outbox/case-1"):
        store.outbox.due(NOW)


def test_many_threads_put_the_same_and_different(outbox: Outbox) -> None:
    start = threading.Barrier(6)

    def visit(number: int) -> None:
        start.wait(10)
        for index in range(5):
            outbox.put(replace(CASE, submission_id=f"{number % 3}-{index}"))

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert outbox.pending_count() == 15

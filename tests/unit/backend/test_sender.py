"""The sender against a far side the test plays, with a clock that stands until it is moved."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.backend.sender import LONGEST_SECONDS, SHORTEST_SECONDS, Sender, backoff_seconds, flat
from kiosk.domain.outcomes import Away, Refused
from kiosk.storage.outbox import Accepted, Answer, OutboxEntry, Pending, Unknown
from kiosk.storage.store import Store

START = datetime(2026, 11, 21, 9, 41, tzinfo=UTC)
DEADLINE = 10.0
NO = Refused("case.not_eligible", "年龄未满八十岁", "年龄未满八十岁。", "finish")
AWAY = Away("network")


@dataclass(frozen=True)
class Yes:
    answer: dict[str, Any]


@dataclass
class FarSide:
    """Answers what `reply` says; notes what arrived, and that two never arrive at once."""

    reply: Callable[[str], Any] = lambda submission_id: Yes({"case_number": submission_id})
    arrived: "SimpleQueue[str]" = field(default_factory=SimpleQueue)
    bodies: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    under_way: int = 0
    most_at_once: int = 0

    def send(self, kind: str, submission_id: str, payload: dict[str, Any], /) -> Any:
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        self.bodies.append((kind, submission_id, payload))
        self.arrived.put(submission_id)
        reply = self.reply(submission_id)
        self.under_way -= 1
        return reply

    def next(self) -> str:
        return self.arrived.get(timeout=DEADLINE)


class Rig:
    """A store, a far side, a sender, and the clock's hands."""

    def __init__(self, directory: Path, far: FarSide, chance: float) -> None:
        self.now = START
        self.store = Store.open(directory)
        self.outbox = self.store.outbox
        self.far = far
        self.changes: SimpleQueue[tuple[str, Answer]] = SimpleQueue()
        self.sender = Sender(
            self.outbox, far, lambda: self.now, lambda name, answer: self.changes.put((name, answer)),
            chance=lambda: chance,
        )  # fmt: skip

    def put(self, name: str, after: str | None = None) -> None:
        self.outbox.put(OutboxEntry(name, "case", {"name": name}, START, after))

    def changed(self) -> tuple[str, Answer]:
        return self.changes.get(timeout=DEADLINE)

    def later(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)
        self.sender.kick()


Build = Callable[..., Rig]


@pytest.fixture
def build(tmp_path: Path) -> Iterator[Build]:
    rigs: list[Rig] = []

    def one(far: FarSide | None = None, chance: float = 1.0) -> Rig:
        rigs.append(Rig(tmp_path, far or FarSide(), chance))
        return rigs[-1]

    yield one
    for rig in rigs:
        assert rig.sender.stop(DEADLINE)
        rig.store.close()


def test_what_was_kept_before_the_start_goes_out_oldest_first(build: Build) -> None:
    rig = build()
    for name in ("b", "a", "c"):
        rig.put(name)
    rig.sender.start()
    assert [rig.changed() for _ in range(3)] == [(name, Accepted({"case_number": name})) for name in ("b", "a", "c")]
    assert rig.far.bodies[0] == ("case", "b", {"name": "b"})
    assert rig.outbox.pending_count() == 0


def test_a_resident_waits_for_one_round_trip(build: Build) -> None:
    rig = build()
    rig.sender.start()
    rig.put("s")
    rig.sender.kick()
    assert rig.sender.wait_for("s", DEADLINE) == Accepted({"case_number": "s"})
    assert [name for _, name, _ in rig.far.bodies] == ["s"]


def test_waiting_alone_wakes_the_worker(build: Build) -> None:
    rig = build()
    rig.sender.start()
    rig.put("s")
    assert rig.sender.wait_for("s", DEADLINE) == Accepted({"case_number": "s"})


def test_a_refusal_comes_with_its_words_and_is_never_sent_again(build: Build) -> None:
    rig = build(FarSide(lambda name: NO))
    rig.put("s")
    rig.sender.start()
    assert rig.sender.wait_for("s", DEADLINE) == NO
    assert rig.changed() == ("s", NO)
    rig.later(3600)
    assert rig.sender.wait_for("s", DEADLINE) == NO
    assert len(rig.far.bodies) == 1


def test_the_words_of_old_refusals_are_forgotten(build: Build) -> None:
    rig = build(FarSide(lambda name: NO))
    for number in range(12):
        rig.put(f"s{number}")
    rig.sender.start()
    for _ in range(12):
        rig.changed()
    assert rig.sender.wait_for("s11", DEADLINE) == NO
    assert rig.sender.wait_for("s0", DEADLINE) == Refused(NO.code, "", "", "staff")


def test_the_words_of_refusals_go_with_the_person(build: Build) -> None:
    rig = build(FarSide(lambda name: NO))
    rig.put("s")
    rig.sender.start()
    assert rig.sender.wait_for("s", DEADLINE) == NO
    rig.sender.forget()
    assert rig.sender.wait_for("s", DEADLINE) == Refused(NO.code, "", "", "staff")


def test_a_resident_is_not_kept_waiting_while_the_backend_is_away(build: Build) -> None:
    rig = build(FarSide(lambda name: AWAY))
    rig.put("s")
    rig.sender.start()
    assert rig.sender.wait_for("s", DEADLINE) == Pending(1, "network")
    assert rig.changed() == ("s", Pending(1, "network"))


def test_a_resident_may_wait_for_another_try(build: Build) -> None:
    replies = iter([AWAY, Yes({"case_number": "1"})])
    rig = build(FarSide(lambda name: next(replies)))
    rig.put("s")
    rig.sender.start()
    rig.changed()
    rig.later(1)
    assert rig.sender.wait_for("s", DEADLINE, tries=2) == Accepted({"case_number": "1"})


def test_an_unknown_id_is_answered_at_once(build: Build) -> None:
    rig = build()
    rig.sender.start()
    assert rig.sender.wait_for("nobody", DEADLINE) == Unknown()


def test_waiting_ends_at_its_deadline(build: Build) -> None:
    rig = build()
    rig.put("s")
    assert rig.sender.wait_for("s", 0.0) == Pending()


def test_tries_follow_the_back_off(build: Build) -> None:
    rig = build(FarSide(lambda name: AWAY), chance=1.0)
    rig.put("s")
    rig.sender.start()
    for attempts, seconds in enumerate([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300], start=1):
        assert rig.changed() == ("s", Pending(attempts, "network"))
        assert rig.outbox.next_due() == rig.now + timedelta(seconds=seconds)
        rig.later(seconds)


def test_a_kick_before_the_time_sends_nothing(build: Build) -> None:
    rig = build(FarSide(lambda name: AWAY))
    rig.put("s")
    rig.sender.start()
    rig.changed()
    rig.later(0.5)
    rig.put("other")  # comes after it in the queue, so its arrival proves that "s" was passed over
    rig.sender.kick()
    rig.changed()
    assert [name for _, name, _ in rig.far.bodies] == ["s", "other"]


def test_the_far_side_may_ask_for_more_time_within_reason(build: Build) -> None:
    replies = iter([Away("throttled", 20.0), Away("throttled", 10.0**6)])
    rig = build(FarSide(lambda name: next(replies)))
    rig.put("s")
    rig.sender.start()
    rig.changed()
    assert rig.outbox.next_due() == START + timedelta(seconds=20)
    rig.later(20)
    rig.changed()
    assert rig.outbox.next_due() == rig.now + timedelta(seconds=1800)


def test_the_backlog_follows_as_soon_as_the_backend_is_back(build: Build) -> None:
    away = threading.Event()
    away.set()
    rig = build(FarSide(lambda name: AWAY if away.is_set() else Yes({"case_number": name})))
    for name in ("a", "b"):
        rig.put(name)
    rig.sender.start()
    assert {rig.changed()[0], rig.changed()[0]} == {"a", "b"}
    away.clear()
    rig.put("c")
    rig.sender.kick()
    assert [rig.changed()[0] for _ in range(3)] == ["c", "a", "b"]
    assert rig.outbox.pending_count() == 0


def test_a_resident_s_submission_overtakes_the_backlog(build: Build) -> None:
    gate, first_seen = threading.Event(), threading.Event()

    def reply(name: str) -> Yes:
        first_seen.set()
        assert gate.wait(DEADLINE)
        return Yes({"case_number": name})

    rig = build(FarSide(reply))
    for number in range(5):
        rig.put(f"old{number}")
    rig.sender.start()
    assert first_seen.wait(DEADLINE)
    rig.put("mine")
    waiting: SimpleQueue[Answer] = SimpleQueue()
    resident = threading.Thread(target=lambda: waiting.put(rig.sender.wait_for("mine", DEADLINE)))
    resident.start()
    # The resident counts as waiting before the gate opens.
    with rig.sender._changed:
        assert rig.sender._changed.wait_for(lambda: rig.sender._waited["mine"] == 1, DEADLINE)
    gate.set()
    assert waiting.get(timeout=DEADLINE) == Accepted({"case_number": "mine"})
    resident.join(DEADLINE)
    assert [rig.far.next() for _ in range(6)] == ["old0", "mine", "old1", "old2", "old3", "old4"]


def test_a_rating_follows_its_case(build: Build) -> None:
    rig = build()
    rig.put("case")
    rig.put("rating", after="case")
    rig.sender.start()
    assert rig.sender.wait_for("rating", DEADLINE) == Accepted({"case_number": "rating"})
    assert [name for _, name, _ in rig.far.bodies] == ["case", "rating"]


def test_nobody_waits_for_a_rating_whose_case_found_the_backend_away(build: Build) -> None:
    rig = build(FarSide(lambda name: AWAY))
    rig.put("case")
    rig.put("rating", after="case")
    rig.sender.start()
    assert rig.sender.wait_for("rating", 3600) == Pending(waits_for="case")
    assert [name for _, name, _ in rig.far.bodies] == ["case"]


def test_many_residents_and_never_two_sends_at_once(build: Build) -> None:
    rig = build()
    rig.sender.start()

    def resident(number: int) -> None:
        for index in range(5):
            rig.put(f"{number}-{index}")
            rig.sender.kick()
            assert isinstance(rig.sender.wait_for(f"{number}-{index}", DEADLINE), Accepted)

    threads = [threading.Thread(target=resident, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    names = [name for _, name, _ in rig.far.bodies]
    assert len(names) == len(set(names)) == 20
    assert rig.far.most_at_once == 1


def test_stopping_waits_for_what_is_under_way(build: Build) -> None:
    gate = threading.Event()
    rig = build(FarSide(lambda name: Yes({"case_number": name}) if gate.wait(DEADLINE) else AWAY))
    rig.put("a")
    rig.put("b")
    rig.sender.start()
    assert rig.far.next() == "a"
    assert not rig.sender.stop(0.0)
    assert rig.sender.alive
    gate.set()
    assert rig.sender.stop(DEADLINE)
    assert not rig.sender.alive
    assert rig.outbox.answer("a") == Accepted({"case_number": "a"})
    assert rig.outbox.answer("b") == Pending()


def test_stopping_lets_those_who_wait_go(build: Build) -> None:
    rig = build(FarSide(lambda name: AWAY))
    rig.put("s")
    rig.sender.start()
    rig.changed()
    waiting: SimpleQueue[Answer] = SimpleQueue()
    resident = threading.Thread(target=lambda: waiting.put(rig.sender.wait_for("s", 60, tries=9)))
    resident.start()
    assert rig.sender.stop(DEADLINE)
    assert waiting.get(timeout=DEADLINE) == Pending(1, "network")
    resident.join(DEADLINE)


def test_stopping_before_the_start_is_no_error(build: Build) -> None:
    rig = build()
    assert not rig.sender.alive
    assert rig.sender.stop(0.0)


def test_what_is_nested_in_an_answer_is_not_kept(build: Build) -> None:
    rig = build(FarSide(lambda name: Yes({"case_number": "1", "holder": {"name": "李样本"}, "n": 1.5, "note": None})))
    rig.put("s")
    rig.sender.start()
    assert rig.sender.wait_for("s", DEADLINE) == Accepted({"case_number": "1", "note": None})


@given(st.integers(0, 10**6), st.floats(0, 1))
def test_the_back_off_stays_between_a_second_and_five_minutes(attempts: int, chance: float) -> None:
    seconds = backoff_seconds(attempts, chance)
    assert SHORTEST_SECONDS <= seconds <= LONGEST_SECONDS
    assert seconds <= backoff_seconds(attempts + 1, chance)


@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.floats(), st.lists(st.text()), st.none())))
def test_flat_keeps_only_plain_members(answer: dict[str, Any]) -> None:
    kept = flat(answer)
    assert all(value is None or isinstance(value, str | int) for value in kept.values())
    assert all(answer[name] is value for name, value in kept.items())

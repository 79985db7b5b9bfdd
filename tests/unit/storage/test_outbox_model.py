"""The outbox against a model of five lines, in any order of events, with restarts in between."""

import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from kiosk.domain.outcomes import Refused
from kiosk.storage.outbox import Accepted, Answer, OutboxEntry, Pending, Unknown
from kiosk.storage.store import Store

START = datetime(2026, 11, 21, 9, 41, tzinfo=UTC)
IDS = st.sampled_from([f"s{number}" for number in range(6)])


class OutboxMachine(RuleBasedStateMachine):
    """What must be true is kept in plain dictionaries by id."""

    def __init__(self) -> None:
        super().__init__()
        self.directory = tempfile.TemporaryDirectory()
        self.store = Store.open(Path(self.directory.name))
        self.now = START
        self.order: list[str] = []
        self.entries: dict[str, OutboxEntry] = {}
        self.states: dict[str, Answer] = {}
        self.not_before: dict[str, datetime] = {}

    @rule(submission_id=IDS, after=st.one_of(st.none(), IDS))
    def put(self, submission_id: str, after: str | None) -> None:
        if submission_id not in self.entries:
            after = after if after in self.entries else None
            self.entries[submission_id] = OutboxEntry(submission_id, "case", {"n": len(self.order)}, self.now, after)
            self.states[submission_id] = Pending()
            self.order.append(submission_id)
        self.store.outbox.put(self.entries[submission_id])

    @precondition(lambda self: self.pending())
    @rule(data=st.data(), seconds=st.integers(1, 300))
    def fail(self, data: st.DataObject, seconds: int) -> None:
        chosen = data.draw(st.sampled_from(self.pending()))
        self.not_before[chosen] = self.now + timedelta(seconds=seconds)
        self.store.outbox.mark_retry(chosen, self.not_before[chosen], "network")
        state = self.states[chosen]
        assert isinstance(state, Pending)
        self.states[chosen] = Pending(state.attempts + 1, "network")

    @precondition(lambda self: self.pending())
    @rule(data=st.data(), accepted=st.booleans())
    def settle(self, data: st.DataObject, accepted: bool) -> None:
        chosen = data.draw(st.sampled_from(self.pending()))
        if accepted:
            self.store.outbox.mark_accepted(chosen, {"case_number": chosen})
            self.states[chosen] = Accepted({"case_number": chosen})
        else:
            self.store.outbox.mark_refused(chosen, "no")
            self.states[chosen] = Refused("no", "", "", "staff")

    @rule(seconds=st.integers(0, 200))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def retry_now(self) -> None:
        assert self.store.outbox.retry_now() == len(self.pending())
        self.not_before.clear()

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = Store.open(Path(self.directory.name))

    @invariant()
    def due_is_what_the_model_says(self) -> None:
        assert self.store.outbox.due(self.now) == [self.entries[name] for name in self.order if self.is_due(name)]

    @invariant()
    def answers_are_what_the_model_says(self) -> None:
        for number in range(6):
            name = f"s{number}"
            assert self.store.outbox.answer(name) == self.expected(name)
        assert self.store.outbox.pending_count() == len(self.pending())

    def pending(self) -> list[str]:
        return [name for name in self.order if isinstance(self.states[name], Pending)]

    def expected(self, name: str) -> Answer:
        state = self.states.get(name, Unknown())
        after = self.entries[name].after if name in self.entries else None
        return replace(state, waits_for=after) if isinstance(state, Pending) and after in self.pending() else state

    def is_due(self, name: str) -> bool:
        waits = self.entries[name].after in self.pending()
        return name in self.pending() and not waits and self.not_before.get(name, self.now) <= self.now

    def teardown(self) -> None:
        self.store.close()
        self.directory.cleanup()


OutboxMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestOutboxModel = OutboxMachine.TestCase

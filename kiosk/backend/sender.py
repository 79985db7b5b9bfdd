"""One worker thread that brings the outbox to the backend.

Oldest first, but what a resident is waiting for goes before a backlog. A try that fails is repeated with
exponential back-off and full jitter, so that a region's terminals do not come back as one wave.
"""

import random
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, Protocol

from kiosk.domain.outcomes import Away, Refused
from kiosk.storage.outbox import Answer, Kind, Outbox, OutboxEntry, Pending
from kiosk.storage.plain import Plain

SHORTEST_SECONDS = 1.0
LONGEST_SECONDS = 300.0
LONGEST_ASKED_SECONDS = 1800.0
LOOK_AGAIN_SECONDS = 30.0
KEPT_REFUSALS = 8  # their words, for residents still in front of the terminal; the outbox keeps codes only


class Sent(Protocol):
    """The backend has it (also when it already had it). `answer` is what it said; its flat members are kept."""

    @property
    def answer(self) -> Mapping[str, Any]: ...


class Transport(Protocol):
    """The way to the backend. Called by one thread; must return within its own deadline and never raise for
    trouble of network or backend: that is Away. Refused is only for a final word about this very submission,
    because the entry is then settled and never sent again."""

    def send(self, kind: Kind, submission_id: str, payload: dict[str, Any], /) -> Sent | Refused | Away: ...


class Sender:
    """The worker. All methods may be called from any thread. `on_change(submission_id, answer)` is called from the
    worker after every try, when its outcome is on the disk: hand over and return at once."""

    def __init__(
        self,
        outbox: Outbox,
        transport: Transport,
        clock: Callable[[], datetime],
        on_change: Callable[[str, Answer], None],
        *,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._outbox = outbox
        self._transport = transport
        self._clock = clock
        self._on_change = on_change
        self._chance = chance
        self._changed = threading.Condition()
        self._kicked = False
        self._stopping = False
        self._was_away = False
        self._waited: Counter[str] = Counter()
        self._refusals: dict[str, Refused] = {}
        self._thread = threading.Thread(target=self._work, name="outbox-sender", daemon=True)

    def start(self) -> None:
        """Begin; what was kept before a restart goes out first."""
        self._thread.start()

    def kick(self) -> None:
        """Look at the outbox now: something was put, or the network is back."""
        with self._changed:
            self._kicked = True
            self._changed.notify_all()

    def wait_for(self, submission_id: str, timeout: float, tries: int = 1) -> Answer:
        """The answer to a submission that was put, as soon as it is there; a Refused has its words here.

        Pending when there is none within `timeout` seconds, or already when `tries` tries in all, its own or those
        of the submission it waits for, found the backend away: nobody stands and waits for a dead network.
        """
        with self._changed:
            self._waited[submission_id] += 1
            try:
                self._kicked = True
                self._changed.notify_all()
                self._changed.wait_for(lambda: self._decided(submission_id, tries), timeout)
                return self._refusals.get(submission_id) or self._outbox.answer(submission_id)
            finally:
                self._waited[submission_id] -= 1
                self._waited += Counter()

    def forget(self) -> None:
        """Drop the words of refusals: they may tell something of the person who left."""
        with self._changed:
            self._refusals.clear()

    def stop(self, timeout: float) -> bool:
        """Send nothing more and end the thread; False when a send under way did not end within `timeout` seconds.
        Its entry then stays pending and is sent again after the next start, under the same id."""
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def alive(self) -> bool:
        """False before start, after stop, and after a fault of the program ended the thread."""
        return self._thread.is_alive()

    def _decided(self, submission_id: str, tries: int) -> bool:
        answer = self._outbox.answer(submission_id)
        if self._stopping or not isinstance(answer, Pending) or answer.attempts >= tries:
            return True
        return answer.waits_for is not None and self._found_away(answer.waits_for, tries)

    def _found_away(self, submission_id: str, tries: int) -> bool:
        answer = self._outbox.answer(submission_id)
        return isinstance(answer, Pending) and answer.attempts >= tries

    def _work(self) -> None:
        while not self._stopping:
            entry = self._next()
            if entry is None:
                self._rest()
            else:
                self._try(entry)

    def _next(self) -> OutboxEntry | None:
        """The entry to send now. Asked anew each time, so that a resident's submission overtakes a backlog."""
        with self._changed:
            self._kicked = False
            waited = tuple(self._waited)
        due = self._outbox.due(self._clock(), 1, prefer=waited)
        return due[0] if due else None

    def _rest(self) -> None:
        """Until a kick or the next try. Never very long: the clock may be set, another process may ask to retry."""
        next_due = self._outbox.next_due()
        seconds = LOOK_AGAIN_SECONDS if next_due is None else (next_due - self._clock()).total_seconds()
        with self._changed:
            self._changed.wait_for(lambda: self._kicked or self._stopping, max(0.05, min(seconds, LOOK_AGAIN_SECONDS)))

    def _try(self, entry: OutboxEntry) -> None:
        outcome = self._transport.send(entry.kind, entry.submission_id, dict(entry.payload))
        match outcome:
            case Refused():
                self._remember(entry.submission_id, outcome)
                self._outbox.mark_refused(entry.submission_id, outcome.code)
            case Away():
                self._postpone(entry.submission_id, outcome.reason, outcome.retry_after)
            case sent:
                self._outbox.mark_accepted(entry.submission_id, flat(sent.answer))
        self._after(entry.submission_id, outcome)

    def _remember(self, submission_id: str, refused: Refused) -> None:
        """The words, before the disk says that it is refused: who waits must find them."""
        with self._changed:
            self._refusals[submission_id] = refused
            for oldest in list(self._refusals)[:-KEPT_REFUSALS]:
                del self._refusals[oldest]

    def _postpone(self, submission_id: str, reason: str, asked: float | None) -> None:
        known = self._outbox.answer(submission_id)
        attempts = known.attempts if isinstance(known, Pending) else 0
        seconds = max(backoff_seconds(attempts, self._chance()), min(asked or 0.0, LONGEST_ASKED_SECONDS))
        self._outbox.mark_retry(submission_id, self._clock() + timedelta(seconds=seconds), reason)

    def _after(self, submission_id: str, outcome: Sent | Refused | Away) -> None:
        is_away = isinstance(outcome, Away)
        if self._was_away and not is_away:
            self._outbox.retry_now()
        self._was_away = is_away
        answer = outcome if isinstance(outcome, Refused) else self._outbox.answer(submission_id)
        with self._changed:
            self._changed.notify_all()
        self._on_change(submission_id, answer)


def backoff_seconds(attempts: int, chance: float) -> float:
    """Seconds to wait after the try that makes `attempts` + 1 failed ones: full jitter below 1, 2, 4 ... 300,
    and at least one second. `chance` is 0..1."""
    ceiling = min(LONGEST_SECONDS, SHORTEST_SECONDS * 2 ** min(attempts, 16))
    return max(SHORTEST_SECONDS, chance * ceiling)


def flat(answer: Mapping[str, Any]) -> dict[str, Plain]:
    """The members that may be kept in the clear. A newer backend may say more; what is nested is not kept."""
    return {name: value for name, value in answer.items() if value is None or type(value) in (str, int, bool)}

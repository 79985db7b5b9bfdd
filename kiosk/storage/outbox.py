"""What the terminal owes the backend. A row is on the disk before the resident is told anything; its content is
sealed with the machine key and erased in the same transaction that notes the answer.

States: pending -> accepted | refused. The submission id makes sending idempotent, so a row whose answer was lost
on the way is simply sent again.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from kiosk.domain.outcomes import Refused
from kiosk.storage.database import Database
from kiosk.storage.errors import NotPending, SubmissionConflict
from kiosk.storage.key import MachineKey
from kiosk.storage.plain import Plain, canonical, from_stamp, require_plain, to_stamp

Kind = Literal["case", "rating", "assist"]
State = Literal["pending", "accepted", "refused"]

# A next try further away than any back-off means that the clock was wrong when it was written.
LONGEST_WAIT = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """One submission. `submission_id` is a UUID made by the terminal; `payload` is JSON data (its own text or
    numbers, no Secret: reveal where it is put); `occurred_at` has a zone; `after` names a submission that must be
    settled first (a rating waits for its case)."""

    submission_id: str
    kind: Kind
    payload: Mapping[str, Any] = field(repr=False)
    occurred_at: datetime
    after: str | None = None


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """What `kiosk outbox list` may show: nothing of a person. `not_before` is None when the next try is now."""

    submission_id: str
    kind: Kind
    state: State
    occurred_at: datetime
    after: str | None
    attempts: int
    not_before: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Pending:
    """Kept and not yet answered. `attempts` counts the tries that failed, `reason` is the last one's; `waits_for`
    names the submission that must be settled first, while it is not."""

    attempts: int = 0
    reason: str = ""
    waits_for: str | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """The backend has it; `answer` is its words without personal data (case_number, due_date ...)."""

    answer: Mapping[str, Plain]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Never put here."""


Answer = Pending | Accepted | Refused | Unknown

# The class below has a method called list.
Entries = list[OutboxEntry]
Lines = list[OutboxLine]

_LINE = "SELECT submission_id, kind, state, occurred_at, after_id, attempts, not_before, reason FROM outbox"


class Outbox:
    """The queue. Thread-safe; every method is one short transaction."""

    def __init__(self, database: Database, key: MachineKey) -> None:
        self._database = database
        self._key = key

    def put(self, entry: OutboxEntry) -> None:
        """Keep `entry`; it is on the disk when this returns. The same entry again is no error, also when it was
        settled meanwhile. Raises SubmissionConflict when the id is taken by something else."""
        content = canonical(dict(entry.payload)).encode()
        digest = self._key.digest(content)
        sealed = self._key.seal(content, _place(entry.submission_id))
        about = (entry.kind, entry.after, to_stamp(entry.occurred_at))
        with self._database.transaction() as connection:
            known = connection.execute(
                "SELECT kind, after_id, occurred_at, digest FROM outbox WHERE submission_id = ?",
                (entry.submission_id,),
            ).fetchone()
            if known is None:
                connection.execute(
                    "INSERT INTO outbox (submission_id, kind, after_id, occurred_at, payload, digest)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (entry.submission_id, *about, sealed, digest),
                )
            elif known[:3] != about or known[3] not in (None, digest):
                raise SubmissionConflict(f"submission {entry.submission_id} is already kept with other content")

    def due(self, now: datetime, limit: int = 100, prefer: Sequence[str] = ()) -> Entries:
        """Pending entries whose predecessor is settled and whose next try has come, oldest first; those of `prefer`
        come before all others."""
        first = f"submission_id IN ({','.join('?' * len(prefer))}) DESC, "
        rows = self._database.rows(
            "SELECT submission_id, kind, payload, occurred_at, after_id FROM outbox AS entry"
            " WHERE state = 'pending' AND (not_before <= ? OR not_before > ?)"
            " AND NOT EXISTS (SELECT 1 FROM outbox WHERE submission_id = entry.after_id AND state = 'pending')"
            f" ORDER BY {first}seq LIMIT ?",
            (to_stamp(now), to_stamp(now + LONGEST_WAIT), *prefer, limit),
        )
        return [self._entry(row) for row in rows]

    def next_due(self) -> datetime | None:
        """The earliest next try among pending entries that have failed before; None when there is none."""
        row = self._database.row("SELECT min(not_before) FROM outbox WHERE state = 'pending' AND not_before <> ''")
        return from_stamp(row[0]) if row and row[0] else None

    def mark_accepted(self, submission_id: str, answer: Mapping[str, object]) -> None:
        """Note the backend's answer and erase the content. Raises TypeError for an answer that is not flat and
        plain, NotPending when there is nothing to settle; the same answer again is no error."""
        self._settle(submission_id, "accepted", canonical(require_plain(answer)), "")

    def mark_refused(self, submission_id: str, code: str) -> None:
        """Note that the backend will never take it, and erase the content: the backend keeps what it refused
        under the same id. Raises NotPending as `mark_accepted`."""
        self._settle(submission_id, "refused", None, code)

    def mark_retry(self, submission_id: str, not_before: datetime, reason: str) -> None:
        """Count a failed try. `reason` is a short code, never text of a person. Raises NotPending."""
        with self._database.transaction() as connection:
            changed = connection.execute(
                "UPDATE outbox SET attempts = attempts + 1, not_before = ?, reason = ?"
                " WHERE submission_id = ? AND state = 'pending'",
                (to_stamp(not_before), reason, submission_id),
            )
            if changed.rowcount != 1:
                raise NotPending(f"submission {submission_id} is not pending")

    def answer(self, submission_id: str) -> Answer:
        """What became of it. A refusal comes with its code only: its words are the error catalogue's."""
        row = self._database.row(
            "SELECT state, answer, reason, attempts, (SELECT submission_id FROM outbox"
            " WHERE submission_id = entry.after_id AND state = 'pending') FROM outbox AS entry WHERE submission_id = ?",
            (submission_id,),
        )
        if row is None:
            return Unknown()
        state, answer, reason, attempts, waits_for = row
        if state == "accepted":
            return Accepted(json.loads(answer))
        return Pending(attempts, reason, waits_for) if state == "pending" else Refused(reason, "", "", "staff")

    def pending_count(self) -> int:
        """How many entries wait, whatever they wait for."""
        return int(self._database.rows("SELECT count(*) FROM outbox WHERE state = 'pending'")[0][0])

    def oldest_pending_age(self, now: datetime) -> timedelta | None:
        """How long ago the oldest waiting entry occurred (never negative), or None when nothing waits."""
        row = self._database.row("SELECT min(occurred_at) FROM outbox WHERE state = 'pending'")
        return max(timedelta(0), now - from_stamp(row[0])) if row and row[0] else None

    def list(self, *, pending_only: bool = False) -> Lines:
        """All entries, oldest first, without personal data."""
        where = " WHERE state = 'pending'" if pending_only else ""
        return [_line(row) for row in self._database.rows(f"{_LINE}{where} ORDER BY seq")]

    def retry_now(self) -> int:
        """Make every pending entry due at once; returns how many."""
        with self._database.transaction() as connection:
            return connection.execute("UPDATE outbox SET not_before = '' WHERE state = 'pending'").rowcount

    def prune(self, occurred_before: datetime) -> int:
        """Forget settled entries older than that; pending ones are kept for ever. Returns how many went."""
        with self._database.transaction() as connection:
            return connection.execute(
                "DELETE FROM outbox WHERE state <> 'pending' AND occurred_at < ?", (to_stamp(occurred_before),)
            ).rowcount

    def _settle(self, submission_id: str, state: State, answer: str | None, reason: str) -> None:
        with self._database.transaction() as connection:
            changed = connection.execute(
                "UPDATE outbox SET state = ?, answer = ?, reason = ?, not_before = '', payload = NULL, digest = NULL"
                " WHERE submission_id = ? AND state = 'pending'",
                (state, answer, reason, submission_id),
            )
            if changed.rowcount != 1:
                self._require_same(submission_id, (state, answer, reason))
        self._database.fold_log()

    def _require_same(self, submission_id: str, outcome: tuple[State, str | None, str]) -> None:
        row = self._database.row("SELECT state, answer, reason FROM outbox WHERE submission_id = ?", (submission_id,))
        if row != outcome:
            raise NotPending(f"submission {submission_id} is unknown or settled otherwise")

    def _entry(self, row: Any) -> OutboxEntry:
        submission_id, kind, sealed, occurred_at, after = row
        payload = json.loads(self._key.unseal(sealed, _place(submission_id)))
        return OutboxEntry(submission_id, kind, payload, from_stamp(occurred_at), after)


def _place(submission_id: str) -> str:
    return f"outbox/{submission_id}"


def _line(row: Any) -> OutboxLine:
    submission_id, kind, state, occurred_at, after, attempts, not_before, reason = row
    next_try = from_stamp(not_before) if not_before else None
    return OutboxLine(submission_id, kind, state, from_stamp(occurred_at), after, attempts, next_try, reason)

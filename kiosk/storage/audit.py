"""What happened, in an order nobody can change unseen: each row's hash covers the row before it.

A chain proves edits, deletions and insertions; the head kept beside it proves that no row was cut from the end.
Whoever can write the whole database can build a new chain: the head is also sent to the fleet, which remembers it.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.storage.database import Database
from kiosk.storage.plain import Plain, canonical, from_stamp, require_plain, to_stamp

GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One row as it is kept; `details` is canonical JSON, `hash` sha256(previous hash, this row)."""

    seq: int
    at: datetime
    event: str
    details: str
    hash: bytes


class Audit:
    """Append-only. Thread-safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, event: str, at: datetime, details: Mapping[str, object] | None = None) -> int:
        """Add a row, durable on return; gives its number (from 1). Values are str, int, bool or None and never of
        a person: a Secret, a record or a float raises TypeError."""
        text = canonical(require_plain(details or {}))
        with self._database.transaction() as connection:
            last = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
            seq, previous = (last[0] + 1, last[1]) if last else (1, GENESIS)
            row_hash = link(previous, seq, to_stamp(at), event, text)
            connection.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?)", (seq, to_stamp(at), event, text, row_hash))
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('audit_head', ?)", (_head(seq, row_hash),))
        return seq

    def verify(self) -> int | None:
        """The number of the first row that is changed, missing or added, or None when the chain is whole."""
        previous, expected = GENESIS, 1
        for seq, at, event, details, row_hash in self._database.rows("SELECT * FROM audit ORDER BY seq"):
            if seq != expected or row_hash != link(previous, seq, at, event, details):
                return expected
            previous, expected = row_hash, expected + 1
        return None if self.head() == (expected - 1, previous) else expected

    def head(self) -> tuple[int, bytes]:
        """Number and hash of the newest row as noted beside the chain; (0, 32 zero bytes) before the first."""
        row = self._database.row("SELECT value FROM meta WHERE name = 'audit_head'")
        return (int.from_bytes(row[0][:8]), row[0][8:]) if row else (0, GENESIS)

    def rows(self, since: int = 0) -> list[AuditRow]:
        """Rows with a number above `since`, oldest first."""
        found = self._database.rows("SELECT * FROM audit WHERE seq > ? ORDER BY seq", (since,))
        return [AuditRow(seq, from_stamp(at), event, details, row_hash) for seq, at, event, details, row_hash in found]


def link(previous: bytes, seq: int, stamp: str, event: str, details: str) -> bytes:
    """sha256 over the previous hash and the canonical JSON of the row (`details` as text inside it)."""
    row: dict[str, Plain] = {"seq": seq, "at": stamp, "event": event, "details": details}
    return hashlib.sha256(previous + canonical(row).encode()).digest()


def _head(seq: int, row_hash: bytes) -> bytes:
    return seq.to_bytes(8) + row_hash

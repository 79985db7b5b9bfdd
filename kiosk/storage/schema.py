"""The database's tables, as migrations. A released migration is never edited; a new one is added below."""

from typing import Final

MIGRATIONS: Final[tuple[tuple[str, ...], ...]] = (
    (
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID",
        """
        CREATE TABLE outbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            submission_id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind IN ('case', 'rating', 'assist')),
            after_id TEXT,
            occurred_at TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'accepted', 'refused')),
            payload BLOB,
            digest BLOB,
            attempts INTEGER NOT NULL DEFAULT 0,
            not_before TEXT NOT NULL DEFAULT '',
            reason TEXT NOT NULL DEFAULT '',
            answer TEXT,
            CHECK ((state = 'pending') = (payload IS NOT NULL)),
            CHECK ((payload IS NULL) = (digest IS NULL)),
            CHECK ((state = 'accepted') = (answer IS NOT NULL))
        ) STRICT
        """,
        "CREATE INDEX outbox_pending ON outbox (seq) WHERE state = 'pending'",
        """
        CREATE TABLE audit (
            seq INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            event TEXT NOT NULL,
            details TEXT NOT NULL,
            hash BLOB NOT NULL
        ) STRICT
        """,
        "CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID",
        """
        CREATE TABLE receipts (
            site TEXT NOT NULL, day TEXT NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (site, day)
        ) STRICT, WITHOUT ROWID
        """,
    ),
)

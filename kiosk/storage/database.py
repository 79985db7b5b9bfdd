"""One SQLite file that is durable when it says so: WAL, synchronous=FULL, one connection behind one lock.

A lock instead of a connection per thread: a terminal writes a few rows a minute, and one queue of writers
cannot meet SQLITE_BUSY inside its own process. Other processes (the `kiosk outbox` command) wait up to
BUSY_MS for each other. Facts: sqlite.org/wal.html, sqlite.org/pragma.html.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kiosk.storage.errors import StorageDamaged, StorageError, StorageTooNew
from kiosk.storage.key import sync_directory

BUSY_MS = 5000
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY")

Values = Sequence[str | int | bytes | None]
Migration = Sequence[str]


class Database:
    """The connection. Every method may be called from any thread."""

    def __init__(self, path: Path, migrations: Sequence[Migration]) -> None:
        """Opens or creates `path` (mode 0600), checks it and brings it to the newest migration.
        Raises StorageDamaged or StorageTooNew; then the file is closed again and unchanged."""
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        sync_directory(path.parent)
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, BUSY_MS / 1000, isolation_level=None, check_same_thread=False)
        try:
            self._prepare(migrations)
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise StorageDamaged(f"{path.name}: {error}") from error
        except StorageError:
            self._connection.close()
            raise

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, on the disk when the block has ended; other threads wait."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def rows(self, sql: str, values: Values = ()) -> list[Any]:
        """All rows of one SELECT."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Values = ()) -> Any | None:
        """The first row of one SELECT, or None."""
        with self._lock:
            return self._connection.execute(sql, values).fetchone()

    def fold_log(self) -> None:
        """Write the WAL back and empty it, so that pages with erased fields leave the disk now and not some day.
        Does nothing while another process reads; then the next call catches up."""
        with self._lock:
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Idempotent."""
        with self._lock:
            self._connection.close()

    def _prepare(self, migrations: Sequence[Migration]) -> None:
        self._connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        for pragma in PRAGMAS:
            self._connection.execute(f"PRAGMA {pragma}").fetchall()
        verdict = self._connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if verdict != "ok":
            raise StorageDamaged(f"the database is damaged: {verdict}")
        with self.transaction() as connection:
            self._migrate(connection, migrations)

    @staticmethod
    def _migrate(connection: sqlite3.Connection, migrations: Sequence[Migration]) -> None:
        version: int = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > len(migrations):
            raise StorageTooNew(f"the database has version {version}, this release knows {len(migrations)}")
        for migration in migrations[version:]:
            for statement in migration:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version={len(migrations)}")

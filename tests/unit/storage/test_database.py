"""The database file: how it is opened, checked, brought up to date, and refused."""

import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from kiosk.storage.database import Database
from kiosk.storage.errors import StorageDamaged, StorageTooNew
from kiosk.storage.schema import MIGRATIONS

FIRST = ("CREATE TABLE pets (name TEXT PRIMARY KEY) STRICT", "INSERT INTO pets VALUES ('cat')")
SECOND = ("ALTER TABLE pets ADD COLUMN legs INTEGER NOT NULL DEFAULT 4",)


def pragma(database: Database, name: str) -> object:
    row = database.row(f"PRAGMA {name}")
    assert row is not None
    return row[0]


def test_a_commit_is_durable_and_erased_bytes_are_overwritten(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3", [FIRST])
    assert pragma(database, "journal_mode") == "wal"
    assert pragma(database, "synchronous") == 2  # FULL
    assert pragma(database, "foreign_keys") == 1
    assert pragma(database, "secure_delete") == 1
    assert pragma(database, "busy_timeout") == 5000
    database.close()


def test_only_the_owner_reads_the_files(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3", [FIRST])
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}
    assert (tmp_path / "a.sqlite3-wal").exists()
    database.close()


def test_each_migration_runs_once(tmp_path: Path) -> None:
    Database(tmp_path / "a.sqlite3", [FIRST]).close()
    for _ in range(2):
        database = Database(tmp_path / "a.sqlite3", [FIRST, SECOND])
        assert database.rows("SELECT * FROM pets") == [("cat", 4)]
        assert pragma(database, "user_version") == 2
        database.close()


def test_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    Database(tmp_path / "a.sqlite3", [FIRST]).close()
    broken = ("DELETE FROM pets", "INSERT INTO nowhere VALUES (1)")
    with pytest.raises(StorageDamaged, match="nowhere"):
        Database(tmp_path / "a.sqlite3", [FIRST, broken])
    database = Database(tmp_path / "a.sqlite3", [FIRST])
    assert database.rows("SELECT name FROM pets") == [("cat",)]
    database.close()


def test_a_newer_release_s_file_is_left_alone(tmp_path: Path) -> None:
    Database(tmp_path / "a.sqlite3", [FIRST, SECOND]).close()
    before = (tmp_path / "a.sqlite3").read_bytes()
    with pytest.raises(StorageTooNew, match="version 2, this release knows 1"):
        Database(tmp_path / "a.sqlite3", [FIRST])
    assert (tmp_path / "a.sqlite3").read_bytes() == before


def test_what_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_bytes(b"not a database, but perhaps the only copy of something" * 100)
    before = path.read_bytes()
    with pytest.raises(StorageDamaged, match=r"a\.sqlite3"):
        Database(path, [FIRST])
    assert path.read_bytes() == before


def test_a_damaged_page_is_found_at_open(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    database = Database(path, [FIRST])
    with database.transaction() as connection:
        connection.executemany("INSERT INTO pets VALUES (?)", [(f"pet {n} " + "x" * 200,) for n in range(200)])
    database.close()
    content = bytearray(path.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xff" * (4096 * 3)
    path.write_bytes(bytes(content))
    with pytest.raises(StorageDamaged):
        Database(path, [FIRST])


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3", [FIRST])

    def half() -> None:
        with database.transaction() as connection:
            connection.execute("INSERT INTO pets VALUES ('dog')")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert database.rows("SELECT name FROM pets") == [("cat",)]
    with database.transaction() as connection:
        connection.execute("INSERT INTO pets VALUES ('dog')")
    assert len(database.rows("SELECT name FROM pets")) == 2
    database.close()


def test_threads_take_turns(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3", [("CREATE TABLE n (v INTEGER) STRICT", "INSERT INTO n VALUES (0)")])

    def count() -> None:
        for _ in range(25):
            with database.transaction() as connection:
                value = connection.execute("SELECT v FROM n").fetchone()[0]
                connection.execute("UPDATE n SET v = ?", (value + 1,))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert database.row("SELECT v FROM n") == (100,)
    database.close()


def test_another_process_s_write_is_waited_for(tmp_path: Path) -> None:
    """A second connection holds the write lock until a thread releases it; our write goes through then."""
    database = Database(tmp_path / "a.sqlite3", [FIRST])
    other = sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Thread(target=other.execute, args=("COMMIT",))
    release.start()
    with database.transaction() as connection:
        connection.execute("INSERT INTO pets VALUES ('dog')")
    release.join(10)
    other.close()
    assert len(database.rows("SELECT * FROM pets")) == 2
    database.close()


def test_folding_leaves_no_erased_byte_on_the_disk(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3", [FIRST])
    with database.transaction() as connection:
        connection.execute("INSERT INTO pets VALUES ('a very recognisable name')")
    with database.transaction() as connection:
        connection.execute("DELETE FROM pets")
    database.fold_log()
    assert all(b"recognisable" not in file.read_bytes() for file in tmp_path.iterdir())
    database.close()


def test_folding_while_another_reads_does_no_harm(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3", [FIRST])
    reader = sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM pets").fetchall()
    database.rows("PRAGMA busy_timeout=1")
    with database.transaction() as connection:
        connection.execute("DELETE FROM pets")
    database.fold_log()
    assert database.rows("SELECT * FROM pets") == []
    reader.close()
    database.close()


def test_the_shipped_schema_opens_and_closes_twice(tmp_path: Path) -> None:
    for _ in range(2):
        database = Database(tmp_path / "a.sqlite3", MIGRATIONS)
        database.close()
        database.close()

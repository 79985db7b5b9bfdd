"""The store as a whole: first start, restart, and every way it must refuse to open."""

import shutil
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kiosk.storage.errors import KeyUnusable, StorageDamaged, StorageTooNew
from kiosk.storage.outbox import OutboxEntry, Pending
from kiosk.storage.store import DATABASE_NAME, KEY_NAME, Store

NOW = datetime(2026, 11, 21, 9, 41, tzinfo=UTC)
ENTRY = OutboxEntry("s-1", "case", {"name": "李样本", "number": "990101194003150020"}, NOW)


def test_the_first_start_makes_everything_for_the_owner_only(tmp_path: Path) -> None:
    Store.open(tmp_path / "new" / "store").close()
    directory = tmp_path / "new" / "store"
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert {file.name for file in directory.iterdir()} == {DATABASE_NAME, KEY_NAME}
    assert {stat.S_IMODE(file.stat().st_mode) for file in directory.iterdir()} == {0o600}


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    first = Store.open(tmp_path)
    first.outbox.put(ENTRY)
    first.audit.append("visit.wiped", NOW, {"visit": "v1"})
    first.counters.add("visits")
    first.receipt_numbers.next("QSQ01", date(2026, 11, 21))
    first.close()
    second = Store.open(tmp_path)
    assert second.outbox.due(NOW) == [ENTRY]
    assert second.audit.verify() is None
    assert second.counters.get("visits") == 1
    assert second.receipt_numbers.next("QSQ01", date(2026, 11, 21)).endswith("-0002")
    second.close()


def test_two_stores_on_one_directory_see_the_same(tmp_path: Path) -> None:
    """The terminal and `kiosk outbox list` beside it."""
    terminal, command = Store.open(tmp_path), Store.open(tmp_path)
    terminal.outbox.put(ENTRY)
    assert command.outbox.answer("s-1") == Pending()
    command.close()
    terminal.close()


def test_a_lost_key_is_noticed_and_not_replaced(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.outbox.put(ENTRY)
    store.close()
    key = (tmp_path / KEY_NAME).read_bytes()
    (tmp_path / KEY_NAME).unlink()
    with pytest.raises(KeyUnusable, match="cannot be read"):
        Store.open(tmp_path)
    assert not (tmp_path / KEY_NAME).exists()
    (tmp_path / KEY_NAME).touch(0o600)
    (tmp_path / KEY_NAME).write_bytes(key)
    again = Store.open(tmp_path)
    assert again.outbox.due(NOW) == [ENTRY]
    again.close()


def test_another_machine_s_key_is_noticed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        Store.open(tmp_path / name).close()
    shutil.copy2(tmp_path / "b" / KEY_NAME, tmp_path / "a" / KEY_NAME)
    with pytest.raises(KeyUnusable, match="not the key"):
        Store.open(tmp_path / "a")


def test_a_key_left_by_a_start_that_was_cut_short_is_used(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    for file in tmp_path.glob(f"{DATABASE_NAME}*"):
        file.unlink()
    key = (tmp_path / KEY_NAME).read_bytes()
    Store.open(tmp_path).close()
    assert (tmp_path / KEY_NAME).read_bytes() == key


def test_a_damaged_file_is_refused_and_can_be_copied_away(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"x" * 5000)
    with pytest.raises(StorageDamaged):
        Store.open(tmp_path)
    assert (tmp_path / DATABASE_NAME).read_bytes() == b"x" * 5000


def test_a_store_of_a_newer_release_is_refused(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store._database.rows("PRAGMA user_version=99")
    store.close()
    with pytest.raises(StorageTooNew):
        Store.open(tmp_path)


def test_closing_twice_is_no_error(store: Store) -> None:
    store.close()
    store.close()


def test_nothing_of_a_person_can_be_read_from_the_files(tmp_path: Path) -> None:
    """While it waits it is sealed; when it is settled it is gone, also from the WAL."""
    store = Store.open(tmp_path)
    store.outbox.put(ENTRY)
    needles = [text.encode(code) for text in ENTRY.payload.values() for code in ("utf-8", "gb18030", "utf-16-le")]
    assert not any(needle in file.read_bytes() for file in tmp_path.iterdir() for needle in needles)
    sealed: bytes = store._database.rows("SELECT payload FROM outbox")[0][0]
    digest: bytes = store._database.rows("SELECT digest FROM outbox")[0][0]
    assert any(sealed in file.read_bytes() for file in tmp_path.iterdir())
    store.outbox.mark_accepted("s-1", {"case_number": "202611210000000001"})
    assert not any(part in file.read_bytes() for file in tmp_path.iterdir() for part in (sealed, digest))
    store.close()

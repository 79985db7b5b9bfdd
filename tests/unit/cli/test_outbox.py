"""`kiosk outbox`: what waits, without a word about whose it is."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from kiosk.storage.outbox import OutboxEntry
from kiosk.storage.store import Store
from tests.unit.cli.conftest import Kiosk

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
Config = Callable[..., Path]


@pytest.fixture
def waiting(tmp_path: Path) -> str:
    """A store in which one submission was tried once and must wait."""
    submission_id = str(uuid4())
    store = Store.open(tmp_path / "state")
    store.outbox.put(OutboxEntry(submission_id, "case", {"name": "李样本", "number": "990101194003150020"}, NOON))
    store.outbox.mark_retry(submission_id, NOON + timedelta(minutes=5), "backend.away")
    store.close()
    return submission_id


def test_what_waits_is_listed_without_personal_data(kiosk: Kiosk, config: Config, waiting: str) -> None:
    ended = kiosk("outbox", "list", "--config", config(), "--json")
    (line,) = ended.json
    assert (line["submission_id"], line["kind"], line["state"], line["attempts"]) == (waiting, "case", "pending", 1)
    assert "李样本" not in ended.out
    assert "990101" not in ended.out


def test_the_list_in_words(kiosk: Kiosk, config: Config, waiting: str) -> None:
    ended = kiosk("outbox", "list", "--config", config())
    assert f"submission_id={waiting}" in ended.out
    assert "reason=backend.away" in ended.out


def test_retry_makes_it_due(kiosk: Kiosk, config: Config, waiting: str, tmp_path: Path) -> None:
    assert kiosk("outbox", "retry", "--config", config(), "--json").json == {"retried": 1}
    store = Store.open(tmp_path / "state")
    assert [entry.submission_id for entry in store.outbox.due(NOON)] == [waiting]
    store.close()


def test_nothing_waits(kiosk: Kiosk, config: Config, tmp_path: Path) -> None:
    Store.open(tmp_path / "state").close()
    assert kiosk("outbox", "list", "--config", config()).out == "Nothing waits.\n"
    assert kiosk("outbox", "retry", "--config", config()).out == "0 to be sent at once.\n"


def test_a_terminal_that_never_ran_has_no_outbox_and_gets_none(kiosk: Kiosk, config: Config, tmp_path: Path) -> None:
    ended = kiosk("outbox", "list", "--config", config())
    assert ended.code == 2
    assert "not been run" in ended.err
    assert not (tmp_path / "state").exists()


def test_a_store_that_cannot_be_opened_is_not_called_empty(
    kiosk: Kiosk, config: Config, waiting: str, tmp_path: Path
) -> None:
    (tmp_path / "state" / "machine.key").unlink()
    ended = kiosk("outbox", "list", "--config", config())
    assert (ended.code, ended.out) == (3, "")
    assert "machine.key" in ended.err or "key" in ended.err

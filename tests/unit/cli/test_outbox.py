"""`kiosk outbox`: what waits, without a word about whose it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, get_args
from uuid import uuid4

import pytest

from kiosk.cli.outbox import KINDS, REASONS, state_words
from kiosk.domain.outcomes import AwayReason
from kiosk.storage.outbox import Kind, OutboxEntry, OutboxLine
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
    store.outbox.mark_retry(submission_id, NOON + timedelta(minutes=5), "network")
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
    assert ended.out.startswith(f"{waiting}  case of ")
    assert ": waits after 1 try, no connection to the backend; next try at " in ended.out
    assert "=" not in ended.out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"attempts": 0}, "waits, not tried yet"),
        ({"attempts": 0, "after": "A"}, "waits, not tried yet, goes after A"),
        ({"reason": "throttled"}, "waits after 2 tries, the backend asked to wait; next try at once"),
        ({"state": "accepted"}, "the backend has it"),
        ({"state": "refused", "reason": "case.already_done"}, "the backend refused it: 这一次您已经认证过了"),
        ({"state": "refused", "reason": "case.not_eligible"}, "the backend refused it: "),
    ],
)
def test_every_state_is_said_in_words(line: dict[str, Any], words: str) -> None:
    known = OutboxLine("B", "case", "pending", NOON, None, 2, None, "timeout")
    said = state_words(replace(known, **line))
    assert said.startswith(words)
    assert "{" not in said


def test_every_reason_to_wait_has_words() -> None:
    assert set(REASONS) == set(get_args(AwayReason))
    assert set(KINDS) == set(get_args(Kind))


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

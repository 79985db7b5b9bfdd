"""The log: JSON lines of declared events, and nothing of a person in any of them."""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.api.idcard import IdCard
from drivers.api.printer import TextLine, Ticket
from kiosk.domain.secret import Secret
from kiosk.events.catalogue import EventCatalogue, UndeclaredEvent
from kiosk.events.log import FILE_NAME, LONGEST_TEXT, REDACTED, EventLog, redact

CATALOGUE = EventCatalogue.load()
NOW = datetime(2026, 11, 21, 9, 41, 0, 5000, tzinfo=UTC)
CARD = IdCard("resident", "李样本", "female", date(1940, 3, 15), "990101194003150020", None, None)
PERSONAL = [
    Secret("李样本"),
    CARD,
    Ticket((TextLine("李样本"),)),
    ["李样本"],
    {"name": "李样本"},
    "李样本".encode(),
    None,
]

Open = Callable[..., EventLog]


@pytest.fixture
def open_log(tmp_path: Path) -> Iterator[Open]:
    logs: list[EventLog] = []

    def open_one(*, strict: bool = True, **options: Any) -> EventLog:
        logs.append(EventLog(CATALOGUE, tmp_path / "log", lambda: NOW, strict=strict, **options))
        return logs[-1]

    yield open_one
    for log in logs:
        log.close()


def lines(tmp_path: Path) -> list[dict[str, Any]]:
    files = sorted((tmp_path / "log").iterdir(), reverse=True)
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_an_event_is_one_line_of_json(open_log: Open, tmp_path: Path) -> None:
    open_log().emit("visit.ended", visit="v1", outcome="accepted", step="take", seconds=61.5)
    assert lines(tmp_path) == [
        {
            "at": "2026-11-21T09:41:00.005+00:00", "level": "info", "event": "visit.ended",
            "visit": "v1", "outcome": "accepted", "step": "take", "seconds": 61.5,
        }
    ]  # fmt: skip


def test_an_optional_field_may_be_left_out(open_log: Open, tmp_path: Path) -> None:
    log = open_log()
    log.emit("device.lost", device="reader", code="device.absent")
    log.emit("device.lost", device="reader", code="device.absent", detail="ENODEV")
    assert [line.get("detail") for line in lines(tmp_path)] == [None, "ENODEV"]


def test_whole_numbers_are_numbers_too(open_log: Open) -> None:
    open_log().emit("backend.back", away_seconds=3)


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("value", PERSONAL, ids=lambda value: type(value).__name__)
def test_nothing_of_a_person_gets_in(open_log: Open, tmp_path: Path, strict: bool, value: object) -> None:
    open_log(strict=strict).emit("visit.item", visit="v1", item=value)
    assert lines(tmp_path)[0]["item"] == REDACTED
    text = (tmp_path / "log" / FILE_NAME).read_bytes()
    assert "李样本".encode() not in text
    assert b"990101194003150020" not in text
    assert b"\\u674e" not in text


WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("visit.unheard_of", {"visit": "v1"}, "not declared"),
    ("visit.item", {"visit": "v1", "item": "a", "name": "李样本"}, "undeclared fields name"),
    ("visit.item", {"visit": "v1"}, "missing fields item"),
    ("visit.item", {"visit": "v1", "item": 5}, "fields of another type item"),
    ("visit.elder", {"visit": "v1", "on": 1}, "fields of another type on"),
    ("card.read", {"device": "reader", "outcome": "read", "ms": True}, "fields of another type ms"),
    ("card.read", {"device": "reader", "outcome": "read", "ms": 1.5}, "fields of another type ms"),
]


@pytest.mark.parametrize(("event", "fields", "problem"), WRONG)
def test_in_development_what_is_not_declared_raises(
    open_log: Open, tmp_path: Path, event: str, fields: dict[str, Any], problem: str
) -> None:
    with pytest.raises(UndeclaredEvent, match=problem) as raised:
        open_log().emit(event, **fields)
    assert "李样本" not in str(raised.value)
    assert lines(tmp_path) == []


@pytest.mark.parametrize(("event", "fields", "problem"), WRONG)
def test_in_production_it_is_logged_as_such_without_its_values(
    open_log: Open, tmp_path: Path, event: str, fields: dict[str, Any], problem: str
) -> None:
    open_log(strict=False).emit(event, **fields)
    (line,) = lines(tmp_path)
    assert line["event"] == "log.undeclared"
    assert line["id"] == event
    assert problem in line["problem"]
    assert "李样本" not in json.dumps(line, ensure_ascii=False)


@given(st.text())
def test_text_is_kept_in_one_line_and_bounded(text: str) -> None:
    written = redact(text)
    assert written == text[:LONGEST_TEXT]
    assert "\n" not in json.dumps(written)


def test_files_rotate_and_the_oldest_goes(open_log: Open, tmp_path: Path) -> None:
    log = open_log(max_bytes=400, backups=2)
    for number in range(30):
        log.emit("visit.item", visit=f"v{number}", item="x" * 40)
    names = sorted(file.name for file in (tmp_path / "log").iterdir())
    assert names == [FILE_NAME, f"{FILE_NAME}.1", f"{FILE_NAME}.2"]
    assert all(file.stat().st_size <= 400 for file in (tmp_path / "log").iterdir())
    assert lines(tmp_path)[-1]["visit"] == "v29"


def test_threads_write_whole_lines(open_log: Open, tmp_path: Path) -> None:
    log = open_log()

    def work(name: str) -> None:
        for number in range(50):
            log.emit("visit.item", visit=f"{name}{number}", item="长" * 50)

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(lines(tmp_path)) == 200


def test_no_global_logger_is_touched(open_log: Open, caplog: pytest.LogCaptureFixture) -> None:
    known = set(logging.root.manager.loggerDict)
    open_log().emit("visit.item", visit="v1", item="a")
    assert set(logging.root.manager.loggerDict) == known
    assert caplog.records == []


def test_a_log_goes_on_where_it_stopped(open_log: Open, tmp_path: Path) -> None:
    first = open_log()
    first.emit("visit.item", visit="v1", item="a")
    first.close()
    first.close()
    open_log().emit("visit.item", visit="v2", item="a")
    assert [line["visit"] for line in lines(tmp_path)] == ["v1", "v2"]

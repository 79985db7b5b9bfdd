"""What the process is put together from: options, clock, tokens, ready file, fault orders, seeding twice."""

import asyncio
import io
import json
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from deploy.backend import __main__ as program
from deploy.backend.catalog import GAOLING, CatalogItem
from deploy.backend.clock import REGION_TIME, clock_from, system_clock
from deploy.backend.database import open_database
from deploy.backend.faults import FaultDoor
from deploy.backend.form import monthly
from deploy.backend.pins import hash_pin, matches
from deploy.backend.seed import seed
from deploy.backend.submissions import next_serial
from deploy.backend.tables import Entitlement, Person, Staff


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-21T09:00:00+08:00", datetime(2026, 11, 21, 1, tzinfo=UTC)),
        ("2026-11-21T09:00:00", datetime(2026, 11, 21, 1, tzinfo=UTC)),
        ("2026-11-21T01:00:00Z", datetime(2026, 11, 21, 1, tzinfo=UTC)),
    ],
)
def test_a_moment_without_an_offset_is_the_regions(text: str, moment: datetime) -> None:
    assert program.moment(text) == moment
    assert program.moment(text).utcoffset() == timedelta(hours=8)


def test_a_chosen_clock_begins_there_and_runs() -> None:
    start = datetime(2026, 11, 21, 9, tzinfo=REGION_TIME)
    clock = clock_from(start)
    first, second = clock(), clock()
    assert start <= first <= second
    assert system_clock().utcoffset() == timedelta(hours=8)


def test_defaults_are_a_small_private_backend() -> None:
    options = program.parse([])
    assert (options.host, options.port, options.faults, options.with_parent) == ("127.0.0.1", 0, False, False)
    assert make_url(options.database).get_backend_name() == "sqlite"
    assert (options.samples / "residents.yaml").is_file()


def test_tokens_are_read_one_terminal_a_line(tmp_path: Path) -> None:
    file = tmp_path / "tokens"
    file.write_text("T1 one\n\n  T2\ttwo  \n")
    assert program.read_tokens(file) == {"T1": "one", "T2": "two"}


def test_a_file_is_written_whole_and_private(tmp_path: Path) -> None:
    file = tmp_path / "ready.json"
    for text in ("first, longer", "second"):
        program.write_whole(file, text)
        assert file.read_text() == text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_the_end_of_a_stream_asks_the_server_to_end() -> None:
    class Asked:
        should_exit = False

    server: Any = Asked()
    program.end_with(io.BytesIO(b"x" * 10_000), server)
    assert server.should_exit


def test_seeding_again_changes_nothing_that_is_kept(tmp_path: Path, samples: Path) -> None:
    engine, sessions = open_database(f"sqlite:///{tmp_path / 'backend.db'}")
    seed(sessions, samples / "residents.yaml")
    key = ("990101194003150020", GAOLING.task_code)
    with sessions.begin() as tx:
        tx.get_one(Entitlement, key).last_certified = date(2026, 11, 21)
        counts = [tx.scalar(select(func.count()).select_from(table)) for table in (Person, Entitlement, Staff)]
    seed(sessions, samples / "residents.yaml")
    with sessions.begin() as tx:
        assert tx.get_one(Entitlement, key).last_certified == date(2026, 11, 21)
        assert [tx.scalar(select(func.count()).select_from(table)) for table in (Person, Entitlement, Staff)] == counts
        assert tx.get(Person, "990101193905050462") is None
    engine.dispose()


def test_serials_count_by_series(tmp_path: Path) -> None:
    engine, sessions = open_database(f"sqlite:///{tmp_path / 'backend.db'}")
    with sessions.begin() as tx:
        assert [next_serial(tx, "a"), next_serial(tx, "a"), next_serial(tx, "b"), next_serial(tx, "a")] == [1, 2, 1, 3]
    engine.dispose()


def test_the_same_pin_is_never_stored_the_same() -> None:
    one, two = hash_pin("246810"), hash_pin("246810")
    assert one != two
    assert matches("246810", one)
    assert not matches("246811", one)


def test_an_item_may_be_for_some_sites_only() -> None:
    item = CatalogItem("X", "x", "x", sites=("S1",))
    assert (item.offered_at("S1"), item.offered_at("S2"), GAOLING.offered_at("S2")) == (True, False, True)
    assert not CatalogItem("X", "x", "x", self_service=False).offered_at("S1")
    assert "sites" not in item.body()


@pytest.mark.parametrize(("fen", "words"), [(20000, "每月200元"), (20050, "每月200.50元"), (5, "每月0.05元")])
def test_money_is_said_in_yuan(fen: int, words: str) -> None:
    assert monthly(fen) == words


def test_the_fault_door_lets_through_what_it_was_not_told_about(office: Any) -> None:
    door = FaultDoor(office.app)

    async def ask(method: str, path: str, body: Any = None) -> tuple[int, Any]:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(door), base_url="http://office") as http:
            answer = await http.request(method, path, json=body)
            return answer.status_code, answer.json()

    def now(method: str, path: str, body: Any = None) -> int:
        return asyncio.run(ask(method, path, body))[0]

    assert now("GET", "/health") == 200
    assert now("POST", "/_faults", {"mode": "500", "times": 2}) == 200
    assert [now("GET", "/health") for _ in range(3)] == [500, 500, 200]
    assert now("POST", "/_faults", {"mode": "throttled"}) == 200
    assert [now("GET", "/health") for _ in range(3)] == [429, 429, 429]
    assert now("POST", "/_faults", {"mode": "slow", "seconds": 0, "times": 1}) == 200
    assert now("GET", "/health") == 200
    for wrong in ({"mode": "fire"}, {"mood": "down"}, [], "down"):
        assert now("POST", "/_faults", wrong) == 400
    assert now("GET", "/_faults", {"mode": "none"}) == 400


def test_the_message_of_a_refusal_never_depends_on_the_person(office: Any) -> None:
    """Two people refused for one reason read the same words."""
    said = {json.dumps(office.visit(key, proven=False).prefill()[1]) for key in ("li_sample", "wang_example")}
    assert len(said) == 1

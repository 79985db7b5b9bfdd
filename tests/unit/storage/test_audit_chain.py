"""The audit chain: every kind of tampering is found, at the first row it touched."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drivers.api.idcard import IdCard
from kiosk.domain.secret import Secret
from kiosk.storage.audit import GENESIS, Audit, link
from kiosk.storage.store import Store

NOW = datetime(2026, 11, 21, 9, 41, tzinfo=UTC)


@pytest.fixture
def audit(store: Store) -> Audit:
    for number in range(5):
        store.audit.append("visit.wiped", NOW + timedelta(minutes=number), {"visit": f"v{number}", "parts": 9})
    return store.audit


def test_an_empty_chain_is_whole(store: Store) -> None:
    assert store.audit.verify() is None
    assert store.audit.head() == (0, GENESIS)
    assert store.audit.rows() == []


def test_rows_come_back_in_order(audit: Audit) -> None:
    assert audit.verify() is None
    assert [row.seq for row in audit.rows()] == [1, 2, 3, 4, 5]
    assert [row.seq for row in audit.rows(since=3)] == [4, 5]
    first = audit.rows()[0]
    assert (first.event, first.details, first.at) == ("visit.wiped", '{"parts":9,"visit":"v0"}', NOW)
    assert audit.head() == (5, audit.rows()[-1].hash)


def test_each_hash_is_made_as_documented(audit: Audit) -> None:
    previous = GENESIS
    for row in audit.rows():
        stamp = row.at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        previous = link(previous, row.seq, stamp, row.event, row.details)
        assert row.hash == previous


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        ("UPDATE audit SET details = '{}' WHERE seq = 3", 3),
        ("UPDATE audit SET event = 'other' WHERE seq = 1", 1),
        ("UPDATE audit SET at = '2026-11-21T10:00:00.000000Z' WHERE seq = 2", 2),
        ("UPDATE audit SET hash = zeroblob(32) WHERE seq = 4", 4),
        ("DELETE FROM audit WHERE seq = 1", 1),
        ("DELETE FROM audit WHERE seq = 3", 3),
        ("DELETE FROM audit WHERE seq = 5", 5),
        ("DELETE FROM audit", 1),
        ("INSERT INTO audit VALUES (6, '2026-11-21T10:00:00.000000Z', 'x', '{}', zeroblob(32))", 6),
        ("UPDATE audit SET seq = 9 WHERE seq = 5", 5),
        ("UPDATE audit SET details = details || ' ' WHERE seq = 2", 2),
        ("DELETE FROM meta WHERE name = 'audit_head'", 6),
    ],
)
def test_tampering_is_found_where_it_was_done(store: Store, audit: Audit, tamper: str, found: int) -> None:
    with store._database.transaction() as connection:
        connection.execute(tamper)
    assert audit.verify() == found


def test_two_rows_exchanged_are_found(store: Store, audit: Audit) -> None:
    with store._database.transaction() as connection:
        connection.execute("UPDATE audit SET seq = -1 WHERE seq = 2")
        connection.execute("UPDATE audit SET seq = 2 WHERE seq = 3")
        connection.execute("UPDATE audit SET seq = 3 WHERE seq = -1")
    assert audit.verify() == 2


@pytest.mark.parametrize(
    "value",
    [
        Secret("990101194003150020"),
        IdCard("resident", "李样本", "female", None, "990101194003150020", None, None),
        1.5,
        ["李样本"],
        {"name": "李样本"},
        b"x",
    ],
)
def test_nothing_of_a_person_is_taken(store: Store, value: object) -> None:
    with pytest.raises(TypeError, match="who") as raised:
        store.audit.append("visit.wiped", NOW, {"who": value})
    assert "李样本" not in str(raised.value)
    assert store.audit.rows() == []


def test_times_are_kept_in_utc(store: Store) -> None:
    china = timezone(timedelta(hours=8))
    assert store.audit.append("clock", datetime(2026, 11, 21, 8, 0, tzinfo=china)) == 1
    assert store.audit.rows()[0].at == datetime(2026, 11, 21, 0, 0, tzinfo=UTC)


def test_threads_build_one_chain(store: Store) -> None:
    def work() -> None:
        for _ in range(10):
            store.audit.append("tick", NOW)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert store.audit.verify() is None
    assert store.audit.head()[0] == 40


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.text(max_size=30), st.dictionaries(st.text(max_size=8), st.one_of(st.text(), st.integers(), st.none())))
def test_any_plain_text_keeps_the_chain_whole(store: Store, event: str, details: dict[str, object]) -> None:
    store.audit.append(event, NOW, details)
    assert store.audit.verify() is None

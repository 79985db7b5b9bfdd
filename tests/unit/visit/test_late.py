"""A case that was promised and is refused later reaches a person of staff; an old call for staff reaches nobody."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.backend.client import BackendClient
from kiosk.domain.outcomes import Away, Refused
from kiosk.events.catalogue import EventCatalogue
from kiosk.events.log import EventLog
from kiosk.storage.outbox import Accepted
from kiosk.storage.store import Store
from kiosk.visit.late import LateRefusals, OutboxTransport

NOW = datetime(2026, 11, 21, 9, 41, tzinfo=UTC)
SESSION = "11111111-1111-4111-8111-111111111111"
NO = Refused("case.not_eligible", "不符合", "不符合", "staff")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "state")
    yield opened
    opened.close()


@pytest.fixture
def late(store: Store, tmp_path: Path) -> Iterator[LateRefusals]:
    log = EventLog(EventCatalogue.load(), tmp_path / "log", lambda: NOW, strict=True)
    yield LateRefusals(store, log, "QSQ", lambda: NOW)
    log.close()


def test_staff_hear_of_a_kept_case_that_was_refused(late: LateRefusals, store: Store) -> None:
    store.audit.append("case.kept", NOW, {"submission": "s-1", "receipt": "LX-QSQ-20261121-0001", "session": SESSION})
    late.settled("s-1", NO)
    (entry,) = store.outbox.due(NOW)
    assert entry.kind == "assist"
    assert entry.payload["step"] == "LX-QSQ-20261121-0001"
    assert entry.payload["session_id"] == SESSION
    assert entry.payload["error_code"] == "case.not_eligible"
    assert [row.event for row in store.audit.rows()] == ["case.kept", "case.refused_later"]


def test_a_refusal_the_person_saw_calls_nobody(late: LateRefusals, store: Store) -> None:
    store.audit.append("case.kept", NOW, {"submission": "another", "receipt": "LX-QSQ-20261121-0001", "session": ""})
    late.settled("s-1", NO)
    late.settled("another", Accepted({"case_number": "1"}))
    assert store.outbox.due(NOW) == []


@pytest.mark.parametrize(("age", "way", "sent"), [(10, "come", True), (120, "come", False), (120, "call", True)])
def test_an_old_call_for_staff_is_for_nobody(age: int, way: str, sent: bool) -> None:
    client = BackendClient("http://127.0.0.1:9", "SAMPLE-01", "token", timeouts=(0.5, 0.5))
    asked = (NOW - timedelta(minutes=age)).isoformat()
    answer = OutboxTransport(client, lambda: NOW).send("assist", "s", {"way": way, "occurred_at": asked})
    assert isinstance(answer, Away) is sent
    client.close()

"""A case that was kept here and is refused later: the person was told that it would go by itself, so staff must be
told that it did not."""

import json
import sqlite3
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from kiosk.backend import payloads
from kiosk.backend.client import BackendClient
from kiosk.backend.records import SendKind, Sent
from kiosk.domain.outcomes import Away, Refused
from kiosk.events.log import EventLog
from kiosk.storage.errors import StorageError
from kiosk.storage.outbox import Answer, OutboxEntry
from kiosk.storage.store import Store

STALE = timedelta(hours=1)
KINDS: Mapping[str, SendKind] = {"case": "case", "rating": "rating", "assist": "assist"}


class LateRefusals:
    """Watches the sender's outcomes."""

    def __init__(self, store: Store, log: EventLog, site: str, wall: Callable[[], datetime]) -> None:
        self._store, self._log, self._site, self._wall = store, log, site, wall

    def settled(self, submission_id: str, answer: Answer) -> None:
        """After every try. Only a refused case that was kept here, and told as such, calls staff."""
        if not isinstance(answer, Refused):
            return
        self._log.emit("outbox.refused", submission=submission_id, code=answer.code)
        try:
            self._call_staff(submission_id, answer)
        except (StorageError, sqlite3.Error) as error:  # the sender must live on; the log says what is missing
            self._log.emit("storage.failed", problem=type(error).__name__)

    def _call_staff(self, submission_id: str, answer: Refused) -> None:
        kept = self._kept(submission_id)
        if kept is None:
            return
        now = self._wall()
        self._store.audit.append("case.refused_later", now, {"submission": submission_id, "code": answer.code})
        body = payloads.assist_payload(
            self._site, "call", now, session_id=kept["session"], step=kept["receipt"], error_code=answer.code
        )
        self._store.outbox.put(OutboxEntry(str(uuid.uuid4()), "assist", body, now))

    def _kept(self, submission_id: str) -> dict[str, str] | None:
        for row in self._store.audit.rows():
            if row.event == "case.kept" and submission_id in row.details:
                details: dict[str, str] = json.loads(row.details)
                return details
        return None


class OutboxTransport:
    """The client as the sender sees it. A call for staff that is an hour old is for nobody any more."""

    def __init__(self, client: BackendClient, wall: Callable[[], datetime]) -> None:
        self._client, self._wall = client, wall

    def send(self, kind: str, submission_id: str, payload: Mapping[str, Any]) -> Sent | Refused | Away:
        came = payload.get("way") == "come" and datetime.fromisoformat(str(payload["occurred_at"]))
        if came and self._wall() - came > STALE:
            return Refused("assist.stale", "", "", "staff")
        return self._client.send(KINDS[kind], submission_id, dict(payload))

"""What the terminal's store says about the visit that just ended."""

import json

from kiosk.storage.store import Store


class StoreBooks:
    """Reads counters, audit rows and the outbox; implements ui.demo.report.Books."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def wiped(self) -> bool:
        started, wiped = (self._store.counters.get(name) for name in ("visits.started", "visits.wiped"))
        rows = [row for row in self._store.audit.rows() if row.event == "visit.wiped"]
        return 0 < started == wiped and bool(rows) and json.loads(rows[-1].details).get("clean") is True

    def outbox_pending(self) -> int:
        return self._store.outbox.pending_count()

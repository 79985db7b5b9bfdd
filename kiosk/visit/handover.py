"""Handing in: what a visit becomes on the wire and on paper.

A submission is committed (outbox) before the person is told anything; only then is it sent and waited for.
"""

import sqlite3
from collections.abc import Callable
from datetime import date, datetime

from drivers.api.printer import Ticket
from kiosk.backend import payloads
from kiosk.backend.records import SessionOpened
from kiosk.backend.sender import Sender
from kiosk.catalog.model import ServiceItem
from kiosk.documents import receipt
from kiosk.domain.idnumber import mask_name, mask_number
from kiosk.domain.outcomes import Refused
from kiosk.flow.events import SubmissionSettled
from kiosk.flow.facts import Facts, Settled
from kiosk.flow.state import State
from kiosk.storage.errors import StorageError
from kiosk.storage.outbox import Accepted, OutboxEntry
from kiosk.storage.store import Store


class Handover:
    """Writes to the outbox and waits for the sender; makes receipts."""

    def __init__(self, store: Store, sender: Sender, site: str, station: receipt.Station, verify_base: str,
                 wall: Callable[[], datetime], wait: float) -> None:  # fmt: skip
        self._store, self._sender, self._site = store, sender, site
        self._station, self._verify_base = station, verify_base
        self._wall, self._wait = wall, wait

    def submit(
        self, submission_id: str, item: ServiceItem, facts: Facts, consented_at: datetime | None
    ) -> SubmissionSettled:
        """Commit, send, wait a little. Never claims what is not so: kept on this terminal is said as such,
        and a store that failed is a failure the person hears of."""
        now = self._wall()
        body = case_payload(item, facts, consented_at or now, now)
        try:
            self._store.outbox.put(OutboxEntry(submission_id, "case", body, now))  # durable from here on
        except (StorageError, sqlite3.Error):
            return SubmissionSettled(submission_id, None, "storage.failed")
        return self._settled(submission_id, facts, now.date())

    def _settled(self, submission_id: str, facts: Facts, day: date) -> SubmissionSettled:
        match self._sender.wait_for(submission_id, self._wait):
            case Accepted(answer=answer):
                number, due = str(answer["case_number"]), str(answer.get("next_due_date") or "")
                return SubmissionSettled(submission_id, Settled(True, number, due))
            case Refused(message=message):
                return SubmissionSettled(submission_id, None, "backend.refused", message)
            case _:
                return SubmissionSettled(submission_id, Settled(False, self._receipt_number(submission_id, facts, day)))

    def _receipt_number(self, submission_id: str, facts: Facts, day: date) -> str:
        """For a case that is kept here. The case is committed, so a store that fails now does not unmake it:
        the number is then taken from the submission's own id. The session's id leads the region to the person
        should the case be refused later (kiosk.visit.late)."""
        session = facts.session.reveal() if facts.session else None
        known = session.session_id if isinstance(session, SessionOpened) else ""
        try:
            number = self._store.receipt_numbers.next(self._site, day)
            details = {"submission": submission_id, "receipt": number, "session": known}
            self._store.audit.append("case.kept", self._wall(), details)
        except (StorageError, sqlite3.Error):
            number = f"LX-{self._site}-{day:%Y%m%d}-{submission_id[:8].upper()}"
        return number

    def forget(self) -> None:
        """Part of the wipe."""
        self._sender.forget()

    def rate(self, level: int, submission_id: str, own_id: str) -> None:
        """The rating of a case goes after the case."""
        now = self._wall()
        body = payloads.rating_payload(submission_id, level, now)
        self._store.outbox.put(OutboxEntry(own_id, "rating", body, now, after=submission_id))
        self._sender.kick()

    def call_staff(self, own_id: str, state: State, reason: str) -> None:
        """请人帮办: what page, what trouble; who it is stays here."""
        now = self._wall()
        code = state.trouble.code if state.trouble else ""
        task = state.flow.task_code if state.flow else ""
        body = payloads.assist_payload(self._site, "come", now, task_code=task, step=reason, error_code=code)
        self._store.outbox.put(OutboxEntry(own_id, "assist", body, now))
        self._sender.kick()

    def reached(self, own_id: str) -> bool:
        """Whether the backend has a call for staff; waits for one try."""
        return isinstance(self._sender.wait_for(own_id, self._wait), Accepted)

    def ticket(self, item: ServiceItem, facts: Facts, *, elder: bool, reprint: bool) -> Ticket:
        """The receipt of what was settled, everything masked."""
        assert facts.settled is not None
        name, number = masked(facts)
        now = self._wall()
        if not facts.settled.accepted:
            kept = receipt.Kept(self._station, item.name, name, number, now, facts.settled.number)
            return receipt.kept_receipt(kept, elder=elder, reprint=reprint)
        due = date.fromisoformat(facts.settled.due) if facts.settled.due else None
        accepted = receipt.Accepted(
            self._station, item.name, name, number, "通过", now, facts.settled.number, due,
            f"{self._verify_base}/v/{facts.submission_id}",
        )  # fmt: skip
        return receipt.certification_receipt(accepted, elder=elder, reprint=reprint)


def masked(facts: Facts) -> tuple[str, str]:
    """Name and number as they may stand on paper."""
    if facts.card is not None:
        card = facts.card.reveal()
        return mask_name(card.name), mask_number(card.id_number)
    return (facts.name.reveal() if facts.name else ""), (facts.number.reveal() if facts.number else "")


def case_payload(item: ServiceItem, facts: Facts, consented_at: datetime, now: datetime) -> dict[str, object]:
    """The body of POST /cases from what the person confirmed, corrected and signed."""
    session = facts.session.reveal() if facts.session else None
    assert isinstance(session, SessionOpened)
    text = "\n".join((*item.promise.lines, item.promise.note))
    witness = facts.witness.reveal() if facts.witness else ""
    strokes = tuple(stroke.reveal() for stroke in facts.strokes)
    return payloads.case_payload(
        session.session_id,
        item.task_code,
        fields={known.id: known.value.reveal() for known in facts.fields},
        corrections={field: value.reveal() for field, value in facts.corrections},
        promise=payloads.Promise(item.promise.version, text, now, () if witness else strokes, witness),
        disputed=facts.disputed,
        consent=payloads.Consent(item.consent.version, facts.consent == "face", consented_at),
        occurred_at=now,
    )

"""Routes for what a terminal sends and must never lose: cases, ratings, calls for help."""

import hmac
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Header
from fastapi.responses import JSONResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from deploy.backend import bodies, form, rules
from deploy.backend.catalog import REGION_CODE
from deploy.backend.context import Ctx, SessionToken, TerminalId, sha256
from deploy.backend.people import born, item_or_problem
from deploy.backend.problems import Problem
from deploy.backend.submissions import Answer, Write, insert, next_serial, once
from deploy.backend.tables import AssistRow, CaseRow, Entitlement, Person, RatingRow, SessionRow

CLOCKS_DIFFER = timedelta(minutes=15)  # a terminal's clock may be off; its submission is still real
DONE = "3"
router = APIRouter()
Key = Annotated[str, Header(alias="Idempotency-Key")]

CONTENT = {"fields", "corrections", "disputed", "promise", "consent"}


@router.post("/cases", status_code=201)
def submit_case(context: Ctx, terminal: TerminalId, body: bodies.CaseSubmission, key: Key = "") -> JSONResponse:
    def work(tx: Session, now: datetime) -> Answer:
        return Acceptance(tx, now, terminal, body).accept()

    return once(context, Write("case", terminal, key, body), work)


@dataclass(frozen=True)
class Acceptance:
    """One case, judged and written in one transaction."""

    tx: Session
    now: datetime
    terminal_id: str
    body: bodies.CaseSubmission

    def accept(self) -> Answer:
        item = item_or_problem(self.body.task_code)
        session = self._session()
        check_promise(self.body.promise)
        form.check(session, self.body.fields, self.body.corrections)
        entitlement = self._entitlement(session.number, item.task_code)
        due = rules.years_after(self.now.date(), 1)
        entitlement.last_certified = self.now.date()
        self._correct(session.number)
        number = case_number(self.now, next_serial(self.tx, f"case {self.now:%y%m%d}"))
        self.tx.add(self._row(number, session, due))
        return {"case_number": number, "next_due_date": due.isoformat()}

    def _session(self) -> SessionRow:
        """The session it happened in, long over or not."""
        row = self.tx.get(SessionRow, self.body.session_id)
        if row is None:
            raise Problem("session.unknown")
        if row.terminal_id != self.terminal_id:
            raise Problem("session.other_terminal")
        if row.method is None:
            raise Problem("session.assurance_low")
        if not row.opened_at - CLOCKS_DIFFER <= self.body.occurred_at <= row.expires_at + CLOCKS_DIFFER:
            raise Problem("session.time")
        return row

    def _entitlement(self, number: str, task_code: str) -> Entitlement:
        """Locked till the end: of two cases for one person at once the second is judged after the first."""
        row = self.tx.get(Entitlement, (number, task_code), with_for_update=True)
        answer = rules.standing(born(number), row and row.last_certified, self.now.date())
        if isinstance(answer, rules.AlreadyDone):
            raise Problem("case.already_done")
        if row is None or isinstance(answer, rules.NotEligible):
            raise Problem("case.not_eligible")
        return row

    def _correct(self, number: str) -> None:
        phone = self.body.corrections.get("phone")
        if phone is not None:
            self.tx.get_one(Person, number).phone = phone

    def _row(self, number: str, session: SessionRow, due: Any) -> CaseRow:
        return CaseRow(
            number=number, submission_id=self.body.submission_id, session_id=session.id, person_number=session.number,
            task_code=self.body.task_code, terminal_id=self.terminal_id, status=DONE, next_due_date=due,
            content=self.body.model_dump(mode="json", include=CONTENT),
            occurred_at=self.body.occurred_at, accepted_at=self.now,
        )  # fmt: skip


def check_promise(promise: bodies.Promise) -> None:
    """Raises Problem promise.unsigned without hand or witness, request.invalid when the hash is not the strokes'."""
    if promise.signature is None:
        if promise.witness_badge is None:
            raise Problem("promise.unsigned")
        return
    strokes = promise.signature.strokes
    if strokes is not None and sha256(json.dumps(strokes, separators=(",", ":"))) != promise.signature.sha256:
        raise Problem("request.invalid")


def case_number(now: datetime, serial: int) -> str:
    """办件编号, 18 digits: region 6, date YYMMDD, serial 6."""
    return f"{REGION_CODE}{now:%y%m%d}{serial:06}"


@router.get("/cases/{case_number}")
def get_case(context: Ctx, terminal: TerminalId, case_number: bodies.CaseNumber, token: SessionToken = "") -> Answer:
    """A number alone opens nothing: serial numbers can be counted through."""
    with context.sessions.begin() as tx:
        row = tx.get(CaseRow, case_number)
        if row is None or not (row.terminal_id == terminal or _is_holder(tx, row, terminal, token, context.clock())):
            raise Problem("case.unknown")
    moments = {"accepted_at": row.accepted_at.isoformat(), "next_due_date": row.next_due_date.isoformat()}
    return {"case_number": row.number, "task_code": row.task_code, "status": row.status} | moments


def _is_holder(tx: Session, row: CaseRow, terminal: str, token: str, now: datetime) -> bool:
    session = tx.scalar(select(SessionRow).where(SessionRow.token_sha256 == sha256(token)))
    if session is None or now >= session.expires_at:
        return False
    return hmac.compare_digest(session.number, row.person_number) and session.terminal_id == terminal


@router.post("/ratings", status_code=201)
def rate(context: Ctx, terminal: TerminalId, body: bodies.RatingSubmission, key: Key = "") -> JSONResponse:
    def work(tx: Session, now: datetime) -> Answer:
        content = body.model_dump(include={"reasons", "comment"})
        ids = {"submission_id": body.submission_id, "rated_submission_id": body.rated_submission_id}
        if not insert(tx, RatingRow(**ids, level=body.level, content=content, occurred_at=body.occurred_at)):
            raise Problem("rating.already")
        return {}

    return once(context, Write("rating", terminal, key, body), work)


@router.post("/assist", status_code=201)
def ask_for_help(context: Ctx, terminal: TerminalId, body: bodies.AssistSubmission, key: Key = "") -> JSONResponse:
    def work(tx: Session, now: datetime) -> Answer:
        ticket = f"BB{now:%y%m%d}-{next_serial(tx, f'assist {now:%y%m%d}'):04}"
        content = body.model_dump(exclude={"submission_id", "occurred_at"}, exclude_none=True)
        tx.add(AssistRow(ticket=ticket, submission_id=key, content=content, occurred_at=body.occurred_at))
        return {"ticket": ticket}

    return once(context, Write("assist", terminal, key, body), work)

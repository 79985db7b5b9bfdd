"""Routes about one person: session, portrait, assurance, eligibility, what is already known."""

import secrets
import uuid
from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from sqlalchemy.orm import Session

from deploy.backend import bodies, catalog, form, pins, rules
from deploy.backend.context import Context, Ctx, PersonHolder, TerminalId, sha256
from deploy.backend.problems import Problem
from deploy.backend.tables import Entitlement, MedicalCode, Person, SessionRow
from kiosk.domain import idnumber

# Ten extensions of the longest idle limit (elder mode, 180 s and 60 s of warning) fit into a session.
SESSION_LIFE = timedelta(minutes=60)
CARD_NAME_LENGTH = 15  # the chip holds 30 bytes of UTF-16: longer names are cut there
router = APIRouter()
Json = dict[str, Any]


@router.post("/sessions", status_code=201)
def open_session(context: Ctx, terminal: TerminalId, body: bodies.OpenSession) -> Json:
    """L1: whoever holds the card or the code."""
    now, token = context.clock(), secrets.token_urlsafe(32)
    with context.sessions.begin() as tx:
        number, name = _identify(tx, body.proof, now.date())
        row = SessionRow(
            id=str(uuid.uuid4()), token_sha256=sha256(token), terminal_id=terminal, number=number, name=name,
            opened_at=now, expires_at=now + SESSION_LIFE,
        )  # fmt: skip
        tx.add(row)
        portrait = _portrait(context, tx, number)
    holder = {"name_masked": idnumber.mask_name(name), "number_masked": idnumber.mask_number(number)}
    times = {"opened_at": now.isoformat(), "expires_at": row.expires_at.isoformat()}
    session = {"session_id": row.id, "token": token, "assurance": "L1", "holder": holder}
    return session | {"portrait": portrait is not None} | times


def _identify(tx: Session, proof: bodies.CardProof | bodies.MedicalCodeProof, today: date) -> tuple[str, str]:
    """Number and name of whom the proof is about."""
    if isinstance(proof, bodies.MedicalCodeProof):
        code = tx.get(MedicalCode, proof.text)
        if code is None:
            raise Problem("medical_code.unknown")
        return code.number, tx.get_one(Person, code.number).name
    check_card(proof, today)
    person = tx.get(Person, proof.number)
    if person is None:
        return proof.number, proof.name
    if proof.card_kind in ("resident", "hmt_permit") and person.name != proof.name:
        cut = len(proof.name) >= CARD_NAME_LENGTH and person.name.startswith(proof.name)
        if not cut:
            raise Problem("identity.name_differs")
    return person.number, person.name


def check_card(proof: bodies.CardProof, today: date) -> None:
    """Raises Problem id_number.invalid or card.expired, request.invalid when the date is none."""
    gb_11643 = proof.card_kind in ("resident", "hmt_permit")
    if gb_11643 and idnumber.problem(proof.number, today):
        raise Problem("id_number.invalid")
    try:
        until = date.fromisoformat(proof.valid_until) if proof.valid_until else None
    except ValueError:
        raise Problem("request.invalid") from None
    if until is not None and until < today:
        raise Problem("card.expired")


@router.get("/sessions/{session_id}/portrait", response_class=Response)
def get_portrait(context: Ctx, holder: PersonHolder, session_id: bodies.Uuid) -> Response:
    with context.sessions.begin() as tx:
        portrait = _portrait(context, tx, holder.session(tx, session_id).number)
    if portrait is None:
        raise Problem("portrait.none")
    return Response(portrait, media_type="image/jpeg", headers={"Cache-Control": "no-store"})


def _portrait(context: Context, tx: Session, number: str) -> bytes | None:
    person = tx.get(Person, number)
    file = context.samples / "portraits" / f"{person.face}.jpg" if person and person.face else None
    return file.read_bytes() if file and file.is_file() else None


@router.post("/sessions/{session_id}/assurance")
def record_assurance(context: Ctx, holder: PersonHolder, session_id: bodies.Uuid, body: bodies.AssuranceProof) -> Json:
    """L2. The PIN itself is not kept."""
    now = context.clock()
    with context.sessions.begin() as tx:
        holder.session(tx, session_id)
    if isinstance(body, bodies.StaffProof):
        pins.check(context.sessions, body.badge, body.pin, now)
    elif body.decision != "match":
        raise Problem("face.not_matched")
    with context.sessions.begin() as tx:
        row = holder.session(tx, session_id)
        row.method, row.proven_at, row.proof = body.method, now, body.model_dump(exclude={"pin"})
    proven = {"session_id": session_id, "assurance": "L2", "method": body.method}
    return proven | {"recorded_at": now.isoformat()}


@router.post("/eligibility")
def check_eligibility(context: Ctx, holder: PersonHolder, body: bodies.EligibilityQuestion) -> Json:
    item = item_or_problem(body.task_code)
    with context.sessions.begin() as tx:
        row = holder.session(tx, body.session_id)
        entitlement = tx.get(Entitlement, (row.number, item.task_code))
    answer = rules.standing(born(row.number), entitlement and entitlement.last_certified, context.clock().date())
    outcome = {rules.Eligible: "eligible", rules.AlreadyDone: "already_done", rules.NotEligible: "not_eligible"}
    known = {name: value for name, value in asdict(answer).items() if value is not None}
    return {"outcome": outcome[type(answer)]} | known


@router.get("/prefill")
def prefill(
    context: Ctx,
    holder: PersonHolder,
    session_id: Annotated[bodies.Uuid, Query()],
    task_code: Annotated[bodies.TaskCode, Query()],
) -> Json:
    item = item_or_problem(task_code)
    with context.sessions.begin() as tx:
        row = holder.session(tx, session_id)
        if row.method is None:
            raise Problem("session.assurance_low")
        person, entitlement = tx.get(Person, row.number), tx.get(Entitlement, (row.number, item.task_code))
    fields = form.fields(row, person, entitlement, context.clock().date())
    return {"session_id": session_id, "task_code": task_code, "fields": [asdict(field) for field in fields]}


def item_or_problem(task_code: str) -> catalog.CatalogItem:
    """Raises Problem item.unknown."""
    item = catalog.find(task_code)
    if item is None:
        raise Problem("item.unknown")
    return item


def born(number: str) -> date | None:
    """The date of birth of an 18-character number; other documents do not tell."""
    return idnumber.birth_date(number) if len(number) == 18 else None

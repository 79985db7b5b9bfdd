"""Each write exactly once. The key is claimed first, in the transaction that does the work: whoever comes second
with it waits for the first to end and then finds its answer."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi.responses import JSONResponse
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deploy.backend.bodies import Submission
from deploy.backend.context import Context, sha256
from deploy.backend.problems import Problem
from deploy.backend.tables import Base, Serial, SubmissionRow

Answer = dict[str, Any]


@dataclass(frozen=True)
class Write:
    """One write as it came."""

    kind: str
    terminal_id: str
    key: str
    body: Submission


def once(context: Context, write: Write, work: Callable[[Session, datetime], Answer]) -> JSONResponse:
    """201 with the answer of `work`, or 200 with the first answer. A Problem undoes the claim too: a refused
    request may be mended and sent again under its key. Raises Problem request.key_reused."""
    if write.key != write.body.submission_id:
        raise Problem("request.invalid")
    now = context.clock()
    row = SubmissionRow(
        id=write.key, kind=write.kind, terminal_id=write.terminal_id, body_sha256=digest(write.body), accepted_at=now
    )
    with context.sessions.begin() as tx:
        if not insert(tx, row):
            return JSONResponse(_first_answer(tx, write), 200)
        answer = {"submission_id": write.key, "accepted_at": now.isoformat()} | work(tx, now)
        row.answer = answer
    return JSONResponse(answer, 201)


def digest(body: Submission) -> str:
    """The same for the same content, whatever the order of members or the offset of a time."""
    return sha256(json.dumps(body.model_dump(mode="json", exclude_unset=True), sort_keys=True))


def next_serial(tx: Session, series: str) -> int:
    """1, 2, 3 ... without two alike; the row stays locked till the transaction ends, so a refusal leaves no gap."""
    count = update(Serial).where(Serial.series == series).values(last=Serial.last + 1).returning(Serial.last)
    number = tx.scalar(count)
    if number is None and insert(tx, Serial(series=series, last=1)):
        return 1
    return number if number is not None else tx.scalars(count).one()


def insert(tx: Session, row: Base) -> bool:
    """False when somebody else has this key. Waits for the end of a transaction that holds it."""
    try:
        with tx.begin_nested():
            tx.add(row)
    except IntegrityError:
        return False
    return True


def _first_answer(tx: Session, write: Write) -> Answer:
    first = tx.get_one(SubmissionRow, write.key)
    same = (write.kind, write.terminal_id, digest(write.body)) == (first.kind, first.terminal_id, first.body_sha256)
    if not same or first.answer is None:
        raise Problem("request.key_reused")
    return first.answer

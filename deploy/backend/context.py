"""What the routes work with, and who is asking."""

import hashlib
import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Header, Request
from sqlalchemy.orm import Session

from deploy.backend.clock import Clock
from deploy.backend.database import Sessions
from deploy.backend.problems import Problem
from deploy.backend.tables import SessionRow


@dataclass(frozen=True)
class Context:
    """`terminals` maps an id to the SHA-256 of its token."""

    sessions: Sessions
    clock: Clock
    terminals: dict[str, str]
    samples: Path


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def get_context(request: Request) -> Context:
    return request.app.state.context


Ctx = Annotated[Context, Depends(get_context)]


def get_terminal(
    context: Ctx, authorization: Annotated[str, Header()] = "", x_terminal_id: Annotated[str, Header()] = ""
) -> str:
    """The terminal's id. Raises Problem terminal.unknown."""
    scheme, _, token = authorization.partition(" ")
    known = context.terminals.get(x_terminal_id, "")
    if scheme.lower() != "bearer" or not hmac.compare_digest(known, sha256(token)):
        raise Problem("terminal.unknown")
    return x_terminal_id


TerminalId = Annotated[str, Depends(get_terminal)]
SessionToken = Annotated[str, Header(alias="X-Session-Token")]


@dataclass(frozen=True)
class Holder:
    """The terminal and the token that ask for one person's data."""

    context: Context
    terminal_id: str
    token: str

    def session(self, tx: Session, session_id: str) -> SessionRow:
        """Raises Problem session.unknown, or session.closed for one that is over or not theirs."""
        row = tx.get(SessionRow, session_id)
        if row is None:
            raise Problem("session.unknown")
        theirs = row.terminal_id == self.terminal_id and hmac.compare_digest(row.token_sha256, sha256(self.token))
        if not theirs or self.context.clock() >= row.expires_at:
            raise Problem("session.closed")
        return row


def get_holder(context: Ctx, terminal: TerminalId, token: SessionToken = "") -> Holder:
    return Holder(context, terminal, token)


PersonHolder = Annotated[Holder, Depends(get_holder)]

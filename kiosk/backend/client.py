"""The terminal's side of the contract. Every method answers a value of a closed union and never raises for trouble.

Personal data travels in bodies only; addresses carry nothing but ids made by the backend. May be called from
several threads (the visit's and the outbox sender's).
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from kiosk.backend import records as r
from kiosk.backend import wire
from kiosk.backend.answer import Answer, base_address
from kiosk.domain.outcomes import Away, Refused
from kiosk.domain.secret import Secret

if TYPE_CHECKING:
    from kiosk.backend.transport import Transport

T = TypeVar("T")
No = Refused | Away
PATHS: dict[r.SendKind, str] = {"case": "/cases", "rating": "/ratings", "assist": "/assist"}
JPEG_START = b"\xff\xd8\xff"


class BackendClient:
    """`token` is the terminal's, from its installation. `options` are those of Transport: timeouts, verify, proxy."""

    def __init__(self, base_url: str, terminal_id: str, token: Secret[str] | str, **options: Any) -> None:
        self._base, self._terminal_id, self._options = base_address(base_url), terminal_id, options
        self._token = token if isinstance(token, Secret) else Secret(token)
        self._making = threading.Lock()
        self._made: Transport | None = None

    @property
    def transport(self) -> "Transport":
        """Made, with the HTTP library, by whoever asks first."""
        with self._making:
            if self._made is None:
                from kiosk.backend.transport import TerminalAuth, Transport

                self._made = Transport(self._base, TerminalAuth(self._terminal_id, self._token), **self._options)
            return self._made

    def close(self) -> None:
        if self._made is not None:
            self._made.close()

    def health(self) -> r.Health | No:
        """Is it there; the answer carries its clock."""
        return _read(self.transport.ask("GET", "/health"), wire.health)

    def items(self, site: str, version: str = "") -> r.ItemList | r.ItemsUnchanged | No:
        """What this site may offer; `version` is the one already held."""
        query = {"site": site} | ({"v": version} if version else {})
        answer = self.transport.ask("GET", "/items", query=query)
        if isinstance(answer, Answer) and answer.status == 304:
            return r.ItemsUnchanged()
        return _read(answer, wire.item_list)

    def item(self, task_code: str) -> r.Item | No:
        return _read(self.transport.ask("GET", f"/items/{quote(task_code, safe='')}"), wire.item)

    def open_session(self, proof: r.IdentityProof) -> r.SessionOpened | No:
        """Assurance L1: the person holds the card or the code."""
        return _read(self.transport.ask("POST", "/sessions", body=wire.proof_body(proof)), wire.session_opened)

    def portrait(self, session: r.SessionOpened) -> bytes | r.NoPortrait | No:
        """JPEG bytes to compare with. To be forgotten as soon as the comparison is made."""
        answer = self.transport.ask("GET", f"/sessions/{session.session_id}/portrait", headers=_of(session))
        if isinstance(answer, Refused) and answer.code == "portrait.none":
            return r.NoPortrait()
        if isinstance(answer, Answer):
            good = answer.content_type == "image/jpeg" and answer.body.startswith(JPEG_START)
            return answer.body if good else Away("server")
        return answer

    def prove_by_face(self, session: r.SessionOpened, proof: r.FaceProof) -> r.Proven | No:
        """Assurance L2 by the terminal's own comparison."""
        return self._prove(session, wire.face_body(proof))

    def prove_by_staff(self, session: r.SessionOpened, badge: str, pin: Secret[str]) -> r.Proven | No:
        """Assurance L2 by a member of staff who looked at person and card. Never repeated by itself:
        each wrong PIN counts."""
        return self._prove(session, {"method": "staff", "badge": badge, "pin": pin.reveal()})

    def eligibility(self, session: r.SessionOpened, task_code: str) -> r.Eligible | r.AlreadyDone | r.NotEligible | No:
        """May this person do it now."""
        body = {"session_id": session.session_id, "task_code": task_code}
        return _read(self.transport.ask("POST", "/eligibility", body=body, headers=_of(session)), wire.eligibility)

    def prefill(self, session: r.SessionOpened, task_code: str) -> r.Prefill | No:
        """What the form already knows; needs L2."""
        query = {"session_id": session.session_id, "task_code": task_code}
        return _read(self.transport.ask("GET", "/prefill", query=query, headers=_of(session)), wire.prefill)

    def send(self, kind: r.SendKind, submission_id: str, payload: wire.Json) -> r.Sent | No:
        """One write under its key. Safe to repeat for ever: 201 now, 200 already there; both are Sent.
        An answer that does not name this submission is nobody's answer, so it is Away."""
        body = payload | {"submission_id": submission_id}
        answer = self.transport.ask("POST", PATHS[kind], body=body, headers={"Idempotency-Key": submission_id})
        if isinstance(answer, Answer):
            return _sent(kind, submission_id, answer)
        return answer

    def case(self, case_number: str, session: r.SessionOpened | None = None) -> r.CaseState | No:
        """Where a case stands: of this terminal, or of the session's person."""
        headers = _of(session) if session else None
        return _read(
            self.transport.ask("GET", f"/cases/{quote(case_number, safe='')}", headers=headers), wire.case_state
        )

    def _prove(self, session: r.SessionOpened, body: wire.Json) -> r.Proven | No:
        path = f"/sessions/{session.session_id}/assurance"
        return _read(self.transport.ask("POST", path, body=body, headers=_of(session)), wire.proven)


def _of(session: r.SessionOpened) -> dict[str, str]:
    return {"X-Session-Token": session.token.reveal()}


def _read(answer: Answer | No, reader: Callable[[wire.Json], T]) -> T | No:
    """A good answer read, or Away when it cannot be."""
    if not isinstance(answer, Answer):
        return answer
    try:
        return reader(wire.parse(answer.body))
    except wire.Foreign:
        return Away("server")


def _sent(kind: r.SendKind, submission_id: str, answer: Answer) -> r.Sent | Away:
    read = _read(answer, lambda body: wire.sent_answer(kind, submission_id, body))
    if isinstance(read, dict):
        return r.Sent(read, already=answer.status == 200)
    return Away("server")

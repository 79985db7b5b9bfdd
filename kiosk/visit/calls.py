"""Backend calls of a visit, on one thread of their own so that a slow network never stops the screen.

Answers come back as events of the flow; an answer whose page is gone is dropped by the engine (serial).
"""

import queue
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime

from drivers.api.face import FaceCompared
from drivers.api.idcard import PortraitDecoder
from kiosk.backend import records as r
from kiosk.backend.client import BackendClient
from kiosk.domain.outcomes import Away, Refused
from kiosk.domain.secret import Secret
from kiosk.flow.effects import CallBackend
from kiosk.flow.events import (
    CallFailed,
    Eligibility,
    Event,
    FieldsKnown,
    PortraitReady,
    Proved,
    SessionOpened,
)  # fmt: skip
from kiosk.flow.facts import Facts, FieldValue

ALGORITHM = "dlib-resnet29-onnx"


@dataclass(slots=True)
class Held:
    """What one visit leaves behind for the camera, the proof and the consent record; dropped by the wipe.

    `visit` counts wipes: an answer that was asked for before the last one is for nobody.
    """

    portrait: bytes | None = field(default=None, repr=False)
    compared: FaceCompared | None = field(default=None, repr=False)
    actions: tuple[str, ...] = ()
    consented_at: datetime | None = None
    visit: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def keep_portrait(self, portrait: bytes, visit: int) -> None:
        with self.lock:
            if visit == self.visit:
                self.portrait = portrait

    def drop(self) -> None:
        with self.lock:
            self.portrait, self.compared, self.actions, self.consented_at = None, None, (), None
            self.visit += 1


@dataclass(frozen=True, slots=True)
class Job:
    """Work for the calling thread. `promised`: the person signed, the wipe does not throw it away."""

    run: Callable[[], None]
    promised: bool = False


class Caller:
    """Runs calls one after another; `post` hands events to the visit."""

    def __init__(
        self,
        backend: BackendClient,
        held: Held,
        post: Callable[[Event], None],
        canonical: Callable[[str], str | None],
        decoder: PortraitDecoder,
    ) -> None:
        """`canonical` gives the error catalogue's own code for a code of the backend, None when it has none."""
        self._backend, self._held, self._post, self._canonical = backend, held, post, canonical
        self._decoder = decoder
        self._jobs: queue.Queue[Job | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="backend-calls", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._jobs.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def submit(self, run: Callable[[], None], *, promised: bool = False) -> None:
        """Run any job after those before it."""
        self._jobs.put(Job(run, promised))

    def call(self, effect: CallBackend, task_code: str, facts: Facts, typed: Secret[str]) -> None:
        """Ask the backend for what the effect names, with what the visit knows now."""
        visit = self._held.visit
        self.submit(lambda: self._post(self._named(self._answer(effect, task_code, facts, typed, visit))))

    def _named(self, event: Event) -> Event:
        """A refusal the catalogue has words for under its own code; any other shows the backend's words."""
        if isinstance(event, CallFailed):
            return replace(event, code=self._canonical(event.code) or "backend.refused")
        return event

    def flush(self) -> None:
        """Throw away what was not begun yet (part of the wipe), but for what was promised."""
        kept: list[Job | None] = []
        with suppress(queue.Empty):
            while True:
                job = self._jobs.get_nowait()
                if job is None or job.promised:
                    kept.append(job)
        for job in kept:
            self._jobs.put(job)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job.run()
            del job  # what it closed over is the person's

    def _answer(self, effect: CallBackend, task_code: str, facts: Facts, typed: Secret[str], visit: int) -> Event:
        serial = effect.serial
        if effect.call == "open_session":
            return self._open(serial, facts)
        session = facts.session.reveal() if facts.session else None
        if not isinstance(session, r.SessionOpened):
            return CallFailed(serial, "backend.away_during")
        match effect.call:
            case "eligibility":
                return _eligibility(serial, self._backend.eligibility(session, task_code))
            case "portrait":
                return self._portrait(serial, session, facts, visit)
            case "prove_by_face":
                return self._prove_by_face(serial, session)
            case "prove_by_staff":
                badge = facts.badge.reveal() if facts.badge else ""
                return _proved(serial, self._backend.prove_by_staff(session, badge, typed))
            case "prefill":
                return _fields(serial, self._backend.prefill(session, task_code))

    def _open(self, serial: int, facts: Facts) -> Event:
        opened = self._backend.open_session(_proof(facts))
        if isinstance(opened, r.SessionOpened):
            return SessionOpened(serial, Secret(opened), opened.name_masked, opened.number_masked)
        return _failed(serial, opened)

    def _portrait(self, serial: int, session: r.SessionOpened, facts: Facts, visit: int) -> Event:
        """The card's own portrait where a decoder is configured, else the one on file."""
        card = facts.card.reveal() if facts.card else None
        decoded = self._decoder.decode(card.portrait_wlt) if card else None
        portrait = decoded if decoded is not None else self._backend.portrait(session)
        if isinstance(portrait, bytes):
            self._held.keep_portrait(portrait, visit)
            return PortraitReady(serial)
        if isinstance(portrait, r.NoPortrait):
            return CallFailed(serial, "face.reference_unusable")
        return _failed(serial, portrait)

    def _prove_by_face(self, serial: int, session: r.SessionOpened) -> Event:
        said = self._held.compared
        if said is None:
            return CallFailed(serial, "face.reference_unusable")
        proof = r.FaceProof(said.decision, said.distance, ALGORITHM, self._held.actions)
        return _proved(serial, self._backend.prove_by_face(session, proof))


def _proof(facts: Facts) -> r.IdentityProof:
    if facts.card is not None:
        card = facts.card.reveal()
        return r.CardProof(card.kind, Secret(card.name), Secret(card.id_number), card.valid_until)
    return r.MedicalCodeProof(facts.code or Secret(""))


def _eligibility(serial: int, answer: object) -> Event:
    match answer:
        case r.Eligible():
            return Eligibility(serial, "eligible", due=answer.due_date.isoformat())
        case r.AlreadyDone():
            return Eligibility(serial, "already_done", due=answer.next_due_date.isoformat())
        case r.NotEligible():
            return Eligibility(serial, "not_eligible", reason=answer.reason)
        case _:
            return _failed(serial, answer)


def _proved(serial: int, answer: object) -> Event:
    return Proved(serial) if isinstance(answer, r.Proven) else _failed(serial, answer)


def _fields(serial: int, answer: object) -> Event:
    if not isinstance(answer, r.Prefill):
        return _failed(serial, answer)
    return FieldsKnown(serial, tuple(
        FieldValue(known.id, known.label, known.value, known.source, known.editable) for known in answer.fields
    ))  # fmt: skip


def _failed(serial: int, answer: object) -> CallFailed:
    if isinstance(answer, Refused):
        return CallFailed(serial, answer.code, answer.message)
    return CallFailed(serial, "backend.busy" if answer == Away("throttled") else "backend.away_during")

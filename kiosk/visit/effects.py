"""Carrying out effects: the only place where the flow meets devices, backend, storage and log."""

import random
import sqlite3
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime

from drivers.api.face import ACTIONS, FaceCompared, FaceRequest, FrameSource
from drivers.api.printer import NotPrinted
from kiosk.catalog.model import ServiceItem
from kiosk.devices.supervisor import Supervisor
from kiosk.events.log import EventLog
from kiosk.flow import effects as f
from kiosk.flow.events import Event, FaceSaid, PrintEnded, StaffAnswered, StorageFailed, SubmissionSettled, Wiped
from kiosk.flow.state import State
from kiosk.storage.errors import StorageError
from kiosk.storage.store import Store
from kiosk.visit.calls import Caller, Held
from kiosk.visit.handover import Handover
from kiosk.visit.health import BackendHealth
from kiosk.visit.wipe import Proof, all_forgot, gone, told, wipe

AUDITED = frozenset(
    {"visit.started", "consent.given", "promise.signed", "identity.proved", "case.settled", "receipt.printed"}
)
ACTIONS_ASKED = 2


class Executor:
    """Owns every door to the world; called from the visit's thread only (but for start and stop)."""

    def __init__(self, *, store: Store, log: EventLog, items: Mapping[str, ServiceItem], handover: Handover,
                 supervisor: Supervisor, caller: Caller, held: Held, health: BackendHealth,
                 wall: Callable[[], datetime], on_dirty: Callable[[Proof], None],
                 post: Callable[[Event], None]) -> None:  # fmt: skip
        self._store, self._log, self._items, self._handover = store, log, items, handover
        self._supervisor, self._caller, self._held, self._health = supervisor, caller, held, health
        self._wall, self._on_dirty = wall, on_dirty
        self._chance = random.SystemRandom()
        self._post = post
        self._on_speech: Callable[[str], None] = lambda text: None

    def start(self, on_speech: Callable[[str], None]) -> None:
        self._on_speech = on_speech
        self._caller.start()
        self._health.start()
        self._supervisor.start()

    def stop(self) -> None:
        self._health.stop()
        self._supervisor.stop()
        self._caller.stop()

    @property
    def frames(self) -> FrameSource | None:
        return self._supervisor.frames

    def log(self, event: str, **fields: object) -> None:
        self._log.emit(event, **fields)

    def observe(self, event: Event, state: State) -> None:
        """See an event before the engine does: what a call will need later."""
        if isinstance(event, FaceSaid) and isinstance(event.said, FaceCompared) and state.phase == "item":
            self._held.compared = event.said

    def carry_out(self, effect: f.Effect, state: State, spoken: Callable[[], str]) -> None:
        match effect:
            case f.Show():
                self.log("visit.step", visit=state.visit_id, step=effect.name)
                if state.speak:
                    self._on_speech(spoken())
            case f.Speak(aloud=aloud):
                if state.speak or aloud:
                    self._on_speech(spoken())
            case f.Silence():
                self._on_speech("")
            case f.StartDevice():
                self._supervisor.begin(effect.capability, self._request(effect.capability))
            case f.StopDevice():
                self._supervisor.end(effect.capability)
            case _:
                self._carry_out_more(effect, state)

    def _carry_out_more(self, effect: f.Effect, state: State) -> None:
        match effect:
            case f.CallBackend():
                task = state.flow.task_code if state.flow else ""
                self._caller.call(effect, task, state.facts, state.scratch.typed)
            case f.Submit():
                self._submit(effect.submission_id, state)
            case f.PrintReceipt():
                self._print(state, effect.reprint)
            case f.SendRating():
                self._keep(lambda: self._handover.rate(effect.level, effect.submission_id, str(uuid.uuid4())))
            case f.CallStaff():
                self._call_staff(effect.reason, state)
            case f.Journal():
                self._keep(lambda: self._journal(effect, state))
            case f.Wipe():
                self._post_wiped(effect.reason, state)
            case _:
                raise AssertionError(f"an effect nobody carries out: {effect!r}")

    def _request(self, capability: str) -> FaceRequest | None:
        if capability != "face" or self._held.portrait is None:
            return None
        actions = tuple(self._chance.sample(ACTIONS, ACTIONS_ASKED))
        self._held.actions = actions
        return FaceRequest(actions, self._held.portrait)

    def _submit(self, submission_id: str, state: State) -> None:
        assert state.flow is not None
        item, facts, consented = self._items[state.flow.item_id], state.facts, self._held.consented_at

        def job() -> None:
            settled: SubmissionSettled = self._handover.submit(submission_id, item, facts, consented)
            self._post(settled)

        self._caller.submit(job, promised=True)

    def _call_staff(self, reason: str, state: State) -> None:
        """Kept at once; whether it reached the backend is said when it is known."""
        own_id = str(uuid.uuid4())
        if self._keep(lambda: self._handover.call_staff(own_id, state, reason)):
            self._caller.submit(lambda: self._post(StaffAnswered(self._handover.reached(own_id))))
        else:
            self._post(StaffAnswered(False))

    def _print(self, state: State, reprint: bool) -> None:
        assert state.flow is not None
        item = self._items[state.flow.item_id]
        ticket = self._handover.ticket(item, state.facts, elder=state.elder, reprint=reprint)
        if not self._supervisor.print(ticket):
            self._post(PrintEnded(NotPrinted("printer.offline")))

    def _keep(self, write: Callable[[], None]) -> bool:
        """A write to the store. A store that fails can keep no promise: the terminal says so and stops serving."""
        try:
            write()
        except (StorageError, sqlite3.Error) as error:
            self.log("storage.failed", problem=type(error).__name__)
            self._post(StorageFailed())
            return False
        return True

    def _journal(self, effect: f.Journal, state: State) -> None:
        fields = dict(effect.fields)
        if effect.event == "consent.given":
            self._held.consented_at = self._wall()
        if effect.event in AUDITED:
            self._store.audit.append(effect.event, self._wall(), {"visit": state.visit_id, **fields})
        if effect.event == "visit.started":
            self._store.counters.add("visits.started")
            self.log("visit.started", visit=state.visit_id, elder=state.elder)
        elif effect.event == "trouble.shown":
            self.log("visit.trouble", visit=state.visit_id, code=fields["code"], step=fields["step"])
        elif effect.event == "item.started":
            self.log("visit.item", visit=state.visit_id, item=fields["item"])
        elif effect.event == "elder.switched":
            self.log("visit.elder", visit=state.visit_id, on=state.elder)

    def _post_wiped(self, reason: str, state: State) -> None:
        self.wipe(reason, state)
        self._post(Wiped())

    def wipe(self, reason: str, state: State) -> Proof:
        """The wipe, its audit row, and a restart when a part could not prove itself empty."""
        held = self._held
        parts = (
            told("speech", lambda: self._on_speech("")),
            told("calls", self._caller.flush),
            all_forgot("devices", self._supervisor.forget),
            gone("portrait", held.drop, lambda: bool(held.portrait or held.compared or held.actions)),
            told("refusals", self._handover.forget),
        )
        proof = wipe(reason, parts)
        row = {"visit": state.visit_id, "reason": reason, "clean": proof.clean, "failed": " ".join(proof.failed),
               "proved": " ".join(proof.proved), "told": " ".join(proof.told)}  # fmt: skip
        self._store.audit.append("visit.wiped", self._wall(), row)
        self._store.counters.add("visits.wiped")
        self.log("visit.wiped", visit=state.visit_id, reason=reason, parts=len(parts))
        for part in proof.failed:
            self.log("visit.wipe_failed", visit=state.visit_id, part=part, error="not empty, or no answer")
        if not proof.clean:
            self._on_dirty(proof)
        return proof

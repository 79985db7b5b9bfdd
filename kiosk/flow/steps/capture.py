"""Steps that wait for something on a device: the card, a code, the face."""

from collections.abc import Mapping
from dataclasses import replace

from drivers.api.face import (
    ActionAsked,
    ActionSeen,
    CameraBack,
    CameraLost,
    FaceCompared,
    FaceEvent,
    FaceRejected,
    HintChanged,
)  # fmt: skip
from drivers.api.idcard import CardRead, CardSuspect, CardUnreadable, CardWrongKind, IdCard
from kiosk.domain.secret import Secret
from kiosk.flow.effects import CallBackend, Effect, Journal, StartDevice, StopDevice
from kiosk.flow.events import (
    CallFailed,
    CardAnswered,
    CardSeen,
    CodeScanned,
    DeviceChanged,
    Event,
    FaceSaid,
    PortraitReady,
    Pressed,
    Proved,
    Tick,
)  # fmt: skip
from kiosk.flow.moves import enter, fail, follow, forget_identity
from kiosk.flow.state import State, Turn, with_facts, with_scratch
from kiosk.flow.steps.base import Handler

HINT_CODES: Mapping[str, str] = {
    "no_face": "face.no_face", "two_faces": "face.two_faces",
    "too_dark": "face.too_dark", "too_bright": "face.too_dark",
}  # fmt: skip
NUMBER_WARNINGS = ("number.check_digit", "number.birth_differs", "number.sex_differs")


class CardStep(Handler):
    """An identity card on the reader."""

    def enter(self, state: State) -> Turn:
        if state.facts.card is not None:
            return Turn(with_scratch(state, progress="done"))
        if not state.ready("id_card"):
            return fail(state, "reader.gone")
        return Turn(state, (StartDevice("id_card"),))

    def leave(self, state: State) -> tuple[Effect, ...]:
        return (StopDevice("id_card"),)

    def working(self, state: State) -> bool:
        return state.scratch.progress == "working"

    def on(self, state: State, event: Event) -> Turn:
        match event:
            case CardSeen():
                return Turn(with_scratch(state, progress="working", error=""))
            case CardAnswered():
                return self._answered(state, event)
            case DeviceChanged(capability="id_card", ready=False):
                return fail(state, "reader.gone")
            case Pressed(id="next") if state.facts.card is not None:
                return follow(state, "read")
            case Pressed(id="other.code"):
                return follow(state, "code")
            case Pressed(id="other.way"):
                return follow(state, "other")
            case Pressed(id="no_response"):
                return Turn(with_scratch(state, error="no_response"))
            case Pressed(id="card.other") if state.facts.card is not None:
                return enter(forget_identity(state), state.step_id)
            case _:
                return Turn(state)

    def _answered(self, state: State, event: CardAnswered) -> Turn:
        match event.outcome:
            case CardRead(card=card):
                return self._read(state, card)
            case CardUnreadable():
                return fail(state, "card.lifted" if event.lifted else "card.unreadable")
            case CardWrongKind():
                return fail(state, "card.wrong_kind")
            case CardSuspect():
                return fail(state, "card.suspect")
            case _:
                return Turn(with_scratch(state, progress="waiting"))

    def _read(self, state: State, card: IdCard) -> Turn:
        state = with_facts(state, card_on_reader=True)
        if any(warning in NUMBER_WARNINGS for warning in card.warnings):
            return fail(state, "card.number_wrong")
        if card.valid_until is not None and card.valid_until < state.today:
            return fail(state, "card.expired", due=card.valid_until.isoformat())
        state = with_facts(state, card=Secret(card), proof="card", code=None, session=None, proved=False)
        return follow(with_scratch(state, progress="done"), "read").after(Journal("identity.card_read"))


class ScanStep(Handler):
    """The 医保电子凭证 on the scanner: an opaque one-time text, handed to the backend untouched."""

    def enter(self, state: State) -> Turn:
        if not state.ready("code_scan"):
            return fail(state, "scanner.gone")
        return Turn(state, (StartDevice("code_scan"),))

    def leave(self, state: State) -> tuple[Effect, ...]:
        return (StopDevice("code_scan"),)

    def on(self, state: State, event: Event) -> Turn:
        match event:
            case CodeScanned(text=text):
                state = with_facts(state, code=text, proof="code", card=None, session=None, proved=False)
                return follow(with_scratch(state, progress="done"), "read").after(Journal("identity.code_scanned"))
            case DeviceChanged(capability="code_scan", ready=False):
                return fail(state, "scanner.gone")
            case Pressed(id="other.card"):
                return follow(state, "card")
            case Pressed(id="no_response"):
                return Turn(with_scratch(state, error="no_response"))
            case _:
                return Turn(state)


class FaceStep(Handler):
    """Live preview, hints one at a time, two actions, comparison with the portrait."""

    def enter(self, state: State) -> Turn:
        if state.facts.face_tries >= state.policy.face_tries:
            return fail(state, "face.no_match_three")
        if not state.ready("face"):
            return fail(state, "camera.gone")
        state = with_scratch(state, waiting_for="portrait")
        return Turn(state, (CallBackend("portrait", state.serial),))

    def leave(self, state: State) -> tuple[Effect, ...]:
        return (StopDevice("face"),)

    def working(self, state: State) -> bool:
        return bool(state.scratch.waiting_for) or state.scratch.camera_pausing or state.scratch.hint != "no_face"

    def on(self, state: State, event: Event) -> Turn:
        match event:
            case PortraitReady(serial=serial) if serial == state.serial:
                state = with_scratch(state, waiting_for="", entered=state.now, hint_since=state.now)
                return Turn(state, (StartDevice("face"),))
            case Proved(serial=serial) if serial == state.serial:
                return proved(state)
            case CallFailed(serial=serial) if serial == state.serial:
                return fail(state, event.code, event.message)
            case FaceSaid(said=said) if state.scratch.waiting_for == "":
                return self._said(state, said)
            case DeviceChanged(capability="face", ready=False):
                return fail(state, "camera.gone")
            case Pressed(id="other.way"):
                return follow(with_facts(state, way="other"), "other")
            case Pressed(id="no_response"):
                return Turn(with_scratch(state, error="no_response"))
            case Tick():
                return self._too_long(state)
            case _:
                return Turn(state)

    def _too_long(self, state: State) -> Turn:
        """What kept it from going on, in words of its own: nobody there, two faces, the light, the movement."""
        scratch, policy = state.scratch, state.policy
        if scratch.waiting_for or scratch.camera_pausing:
            return Turn(state)
        if scratch.hint in HINT_CODES and state.now - scratch.hint_since >= policy.hint_limit:
            return fail(state, HINT_CODES[scratch.hint])
        return fail(state, "face.not_live") if state.now - scratch.entered >= policy.face_limit else Turn(state)

    def _said(self, state: State, said: FaceEvent) -> Turn:
        match said:
            case HintChanged(hint=hint):
                return Turn(with_scratch(state, hint=hint, hint_since=state.now))
            case ActionAsked():
                return Turn(with_scratch(
                    state, action=said.action, actions_done=said.index, actions_total=said.total, camera_pausing=False,
                ))  # fmt: skip
            case ActionSeen():
                return Turn(with_scratch(state, action=None, actions_done=state.scratch.actions_done + 1))
            case FaceCompared():
                return self._compared(state, said)
            case FaceRejected(reason=reason):
                return fail(state, reason)
            case CameraLost(recovering=True):
                return Turn(with_scratch(state, camera_pausing=True))
            case CameraLost():
                return fail(state, "camera.gone")
            case CameraBack():
                return Turn(with_scratch(state, camera_pausing=False))

    def _compared(self, state: State, said: FaceCompared) -> Turn:
        if said.decision == "match":
            state = with_scratch(state, waiting_for="proof", progress="done")
            return Turn(state, (CallBackend("prove_by_face", state.serial),))
        tries = state.facts.face_tries + 1
        state = with_facts(state, face_tries=tries)
        return fail(state, "face.no_match_three" if tries >= state.policy.face_tries else "face.no_match")


def proved(state: State) -> Turn:
    """Assurance L2 is recorded. 返回 from here leads to the introduction: nobody proves it twice."""
    state = with_facts(state, proved=True)
    turn = follow(state, "proved", keep=False)
    first = state.flow.first if state.flow else ""
    return Turn(replace(turn.state, trail=(first,)), turn.effects).after(Journal("identity.proved"))

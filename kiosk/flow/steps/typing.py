"""Steps with a keypad: one number a page, held by the core so that nothing typed is lost."""

import re
from dataclasses import replace

from kiosk.domain.secret import Secret
from kiosk.flow.effects import CallBackend, CallStaff
from kiosk.flow.events import CallFailed, Event, Pressed, Proved, Typed
from kiosk.flow.moves import fail, follow
from kiosk.flow.state import State, Turn, with_facts, with_scratch
from kiosk.flow.steps.base import Handler
from kiosk.flow.steps.capture import proved

LENGTHS = {"phone": 11, "staff.badge": 4, "staff.pin": 6, "witness.pin": 6}
PHONE = re.compile(r"1[3-9]\d{9}")


def length_of(field_id: str) -> int:
    """How many digits a field takes."""
    return LENGTHS.get(field_id, 18)


def press_key(state: State, key: str) -> State:
    """One key: a digit, "erase" or "clear"; anything else changes nothing."""
    typed = state.scratch.typed.reveal()
    if key == "erase":
        typed = typed[:-1]
    elif key == "clear":
        typed = ""
    elif len(key) == 1 and key.isascii() and key.isdigit() and len(typed) < length_of(state.step.field_id):
        typed += key
    return with_scratch(state, typed=Secret(typed), error="")


def complete(state: State) -> bool:
    return len(state.scratch.typed.reveal()) == length_of(state.step.field_id)


class KeypadStep(Handler):
    """A phone number, or the badge of the staff member who looks at the person."""

    def enter(self, state: State) -> Turn:
        if state.step.field_id != "staff.badge":
            return Turn(state)
        if not state.ready("backend"):
            return fail(state, "backend.away_during")
        if state.facts.staff_answer:
            return Turn(state)
        return Turn(with_facts(state, staff_answer="calling"), (CallStaff(state.step_id),))

    def on(self, state: State, event: Event) -> Turn:
        match event:
            case Typed(key=key):
                return Turn(press_key(state, key))
            case Pressed(id="next") if complete(state):
                return self._done(state)
            case _:
                return Turn(state)

    def _done(self, state: State) -> Turn:
        typed = state.scratch.typed
        if state.step.field_id == "staff.badge":
            return follow(with_facts(state, badge=typed), "done")
        if state.step.field_id == "phone" and not PHONE.fullmatch(typed.reveal()):
            return Turn(with_scratch(state, error="phone"))
        kept = tuple(pair for pair in state.facts.corrections if pair[0] != state.step.field_id)
        state = with_facts(state, corrections=(*kept, (state.step.field_id, typed)))
        state = with_facts(state, disputed=tuple(d for d in state.facts.disputed if d != state.step.field_id))
        trail = state.trail[:-1]
        turn = follow(state, "done", keep=False)
        return Turn(replace(turn.state, trail=trail), turn.effects)


class StaffStep(Handler):
    """The staff member's PIN: checked by the backend, which records that a person looked at a person."""

    def working(self, state: State) -> bool:
        return state.scratch.waiting_for == "proof"

    def on(self, state: State, event: Event) -> Turn:
        match event:
            case Typed(key=key) if not self.working(state):
                return Turn(press_key(state, key))
            case Pressed(id="next") if complete(state) and not self.working(state):
                state = with_scratch(state, waiting_for="proof")
                return Turn(state, (CallBackend("prove_by_staff", state.serial),))
            case Proved(serial=serial) if serial == state.serial:
                return self._proved(state)
            case CallFailed(serial=serial) if serial == state.serial:
                return fail(state, event.code, event.message)
            case _:
                return Turn(state)

    def _proved(self, state: State) -> Turn:
        """The same check serves a witness for somebody who cannot sign."""
        if state.step.field_id != "witness.pin":
            return proved(with_facts(state, badge=None))
        return follow(with_facts(state, witness=state.facts.badge, badge=None), "proved", keep=False)

"""The form: fetched, looked over, corrected where allowed, promised and signed."""

from itertools import pairwise

from kiosk.flow.effects import CallBackend, CallStaff, Journal
from kiosk.flow.events import CallFailed, Drew, Event, FieldsKnown, Pressed, Tick
from kiosk.flow.moves import fail, follow, show
from kiosk.flow.state import State, Turn, with_facts, with_scratch
from kiosk.flow.steps.base import Handler

MINIMUM_INK = 400  # of pads 1000 wide and high: a dot or a slip of the finger is no signature
MAXIMUM_STROKES = 200


class PrefillStep(Handler):
    """Busy: what the backend already knows."""

    def enter(self, state: State) -> Turn:
        return Turn(with_scratch(state, waiting_for="prefill"), (CallBackend("prefill", state.serial),))

    def working(self, state: State) -> bool:
        return True

    def on(self, state: State, event: Event) -> Turn:
        match event:
            case FieldsKnown(serial=serial) if serial == state.serial:
                return follow(with_facts(state, fields=event.fields, question=0), "done", keep=False)
            case CallFailed(serial=serial) if serial == state.serial:
                return fail(state, event.code, event.message)
            case _:
                return Turn(state)


class ConfirmStep(Handler):
    """Standard: all rows on one page. Elder: one question a page, 对 or 不对."""

    def inner_back(self, state: State) -> Turn | None:
        if state.elder and state.facts.question > 0:
            return show(with_facts(state, question=state.facts.question - 1))
        return None

    def on(self, state: State, event: Event) -> Turn:
        if isinstance(event, Tick) and 0 < state.scratch.reveal_until <= state.now:
            return Turn(with_scratch(state, reveal_until=0.0))
        if not isinstance(event, Pressed):
            return Turn(state)
        match event.id:
            case "next" if not state.elder:
                return follow(state, "done")
            case "yes" if state.elder:
                return self._next_question(state)
            case "no" if state.elder:
                return self._wrong(state)
            case "reveal":
                return Turn(with_scratch(state, reveal_until=state.now + state.policy.reveal))
            case pressed if pressed.startswith("fix:"):
                return self._fix(state, pressed.removeprefix("fix:"))
            case _:
                return Turn(state)

    def _questions(self, state: State) -> int:
        return len(state.flow.questions) if state.flow else 0

    def _next_question(self, state: State) -> Turn:
        if state.facts.question + 1 >= self._questions(state):
            return follow(state, "done")
        return show(with_facts(state, question=state.facts.question + 1))

    def _wrong(self, state: State) -> Turn:
        """不对，要改: what may be typed anew is typed; the rest is noted for the office to check."""
        assert state.flow is not None
        rows = state.flow.questions[state.facts.question].rows
        for row in rows:
            if row in state.flow.correctable:
                return follow(state, row)
        wrong = tuple(row for row in rows if row in state.flow.disputable)
        if not wrong:
            return fail(state, "form.card_wrong")
        called = self._dispute(state, *wrong)
        return self._next_question(called.state).after(*called.effects)

    def _fix(self, state: State, field_id: str) -> Turn:
        assert state.flow is not None
        if field_id in state.flow.correctable:
            return follow(state, field_id)
        if field_id in state.facts.disputed:
            return Turn(with_facts(state, disputed=tuple(d for d in state.facts.disputed if d != field_id)))
        return self._dispute(state, field_id) if field_id in state.flow.disputable else Turn(state)

    def _dispute(self, state: State, *fields: str) -> Turn:
        """Wrong, and not for the person to mend: it goes with the case, and staff are called to look, once."""
        new = tuple(field for field in fields if field not in state.facts.disputed)
        called = state.facts.dispute_called
        state = with_facts(state, disputed=(*state.facts.disputed, *new), dispute_called=True)
        return Turn(state) if called else Turn(state, (CallStaff(f"confirm.{fields[0]}"),))


def ink(state: State) -> int:
    """Length of all strokes, in thousandths of the pad."""
    length = 0.0
    for secret in state.facts.strokes:
        for (x0, y0), (x1, y1) in pairwise(secret.reveal()):
            length += ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    return int(length)


class PromiseStep(Handler):
    """告知承诺: read, then signed with the finger."""

    def on(self, state: State, event: Event) -> Turn:
        match event:
            case Drew(stroke=stroke) if len(state.facts.strokes) < MAXIMUM_STROKES:
                return Turn(with_scratch(with_facts(state, strokes=(*state.facts.strokes, stroke)), error=""))
            case Pressed(id="sign.undo"):
                return Turn(with_facts(state, strokes=state.facts.strokes[:-1]))
            case Pressed(id="sign.clear"):
                return Turn(with_facts(state, strokes=()))
            case Pressed(id="sign.done") if ink(state) < MINIMUM_INK:
                return Turn(with_scratch(state, error="sign"))
            case Pressed(id="sign.done"):
                return follow(state, "done").after(Journal("promise.signed"))
            case Pressed(id="sign.cannot"):
                return follow(state, "cannot")
            case _:
                return Turn(state)

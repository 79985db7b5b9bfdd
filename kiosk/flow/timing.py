"""What the passing of time does: the idle warning, the end of a visit, limits inside steps.

The warning lasts at least 20 s, is ended by one tap, and may be ended any number of times (house rule A22).
While a device or the backend works for the person the idle clock stands still.
"""

from dataclasses import replace

from kiosk.flow.effects import CallStaff, Silence, Speak
from kiosk.flow.events import Tick
from kiosk.flow.moves import show, start_wipe
from kiosk.flow.state import State, Turn, with_scratch
from kiosk.flow.steps import handler

MINIMUM_WARNING = 20.0


def tick(state: State, event: Tick) -> Turn:
    state = replace(state, now=max(state.now, event.now), today=event.today)
    if state.phase == "card_left":
        return _card_left(state)
    if state.phase == "attract":
        return _attract(state)
    if state.phase == "wiping":
        return Turn(replace(state, active=state.now))
    if _at_work(state):
        state = replace(state, active=state.now)
        if state.sheet == "idle":
            return show(replace(state, sheet=None), same_serial=True).then(Silence())
    turn = _idle(state)
    if turn is not None:
        return turn
    if state.phase == "item" and state.trouble is None:
        return handler(state.step).on(state, event)
    return Turn(state)


def _at_work(state: State) -> bool:
    if state.phase != "item" or state.trouble is not None:
        return False
    return handler(state.step).working(state) and state.now - state.scratch.entered < state.policy.work_limit


def _attract(state: State) -> Turn:
    """Nobody is here: what somebody switched on and left goes off again, a notice that was read or not too."""
    if state.elder and state.now - state.active >= idle_limit(state):
        return show(replace(state, elder=False, speak=False), same_serial=True).then(Silence())
    if state.notice == "visit.crashed":
        if not state.noticed:
            return Turn(replace(state, noticed=state.now))
        if state.now - state.noticed >= state.policy.notice_time:
            return show(replace(state, notice=""))
    return Turn(state if state.elder else replace(state, active=state.now))


def idle_limit(state: State) -> float:
    return state.policy.idle_elder if state.elder else state.policy.idle


def warning_time(state: State) -> float:
    asked = state.policy.warning_elder if state.elder else state.policy.warning
    return max(MINIMUM_WARNING, asked)


def seconds_left(state: State) -> int:
    """Whole seconds until the visit ends, for the warning."""
    end = state.active + idle_limit(state) + warning_time(state)
    return max(0, int(end - state.now + 0.999))


def _idle(state: State) -> Turn | None:
    silent = state.now - state.active
    if silent >= idle_limit(state) + warning_time(state):
        return start_wipe(state, "idle")
    if silent >= idle_limit(state) and state.sheet != "idle":
        return show(replace(state, sheet="idle"), same_serial=True).then(Speak())
    return None


def _card_left(state: State) -> Turn:
    """A card nobody took: say so every 5 s for a minute, then call staff, once."""
    since = state.now - state.scratch.entered
    if since >= state.policy.card_alarm:
        if state.scratch.tries < 0:
            return Turn(state)
        return Turn(with_scratch(state, tries=-1), (CallStaff("card.left_behind"),))
    if state.now - state.scratch.reminded >= 5:
        return Turn(with_scratch(state, reminded=state.now), (Speak(aloud=True),))
    return Turn(state)

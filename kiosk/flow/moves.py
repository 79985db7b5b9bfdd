"""Moves that every step shares: enter a step, go on by an outcome, go back, open a failure page, wipe."""

from dataclasses import replace

from kiosk.flow.effects import Effect, Journal, Show, Silence, Wipe
from kiosk.flow.state import Scratch, State, Trouble, Turn, page_name, with_facts


def show(state: State, *, same_serial: bool = False) -> Turn:
    """The page changed: a new serial, so that a press meant for the old page is dropped."""
    state = state if same_serial else replace(state, serial=state.serial + 1)
    return Turn(state, (Show(page_name(state)),))


def enter(state: State, step_id: str) -> Turn:
    """Open a step afresh."""
    from kiosk.flow.steps import handler  # the table of steps is built from modules that use these moves

    state = replace(
        state, step_id=step_id, trouble=None, serial=state.serial + 1,
        scratch=Scratch(entered=state.now), sheet=None, help_answer="",
    )  # fmt: skip
    turn = handler(state.step).enter(state)
    return turn.then(Show(page_name(turn.state)))


def leave(state: State) -> tuple[Effect, ...]:
    """What must stop when the step on the screen is left, whatever the way."""
    from kiosk.flow.steps import handler

    if state.phase != "item":
        return ()
    return handler(state.step).leave(state)


def follow(state: State, outcome: str, *, keep: bool = True) -> Turn:
    """Go where the step's `next` says. `keep` puts the step on the trail 返回 walks back."""
    effects = leave(state)
    trail = (*state.trail, state.step_id) if keep and state.step.back else state.trail
    return enter(replace(state, trail=trail), state.step.next[outcome]).after(*effects)


def back(state: State) -> Turn:
    """One step back on the trail; from the first step to the home page."""
    effects = leave(state)
    if not state.trail:
        return go_home(state).after(*effects)
    return enter(replace(state, trail=state.trail[:-1]), state.trail[-1]).after(*effects)


def go_home(state: State) -> Turn:
    """The home page of the same visit."""
    return show(replace(state, phase="home", flow=None, step_id="", trail=(), trouble=None, sheet=None))


def fail(state: State, code: str, message: str = "", due: str = "") -> Turn:
    """Open a failure page over the step; devices of the step stop."""
    effects = leave(state)
    if code == "session.expired":
        state = forget_identity(state)
    state = replace(state, trouble=Trouble(code, message, due), sheet=None)
    where = state.step_id or state.phase
    return show(state).after(*effects, Journal("trouble.shown", (("code", code), ("step", where))))


def forget_identity(state: State) -> State:
    """Who it is has to be shown again; what was typed and signed stays."""
    return with_facts(state, session=None, proved=False, card=None, code=None)


def start_wipe(state: State, reason: str) -> Turn:
    """End the visit now. From here on only Wiped moves the state."""
    effects = leave(state)
    state = replace(state, phase="wiping", trouble=None, sheet=None, serial=state.serial + 1)
    return Turn(state, (*effects, Silence(), Wipe(reason)))

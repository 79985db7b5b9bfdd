"""The five controls that never move: 返回 退出 请人帮办 朗读 长辈模式."""

from dataclasses import replace

from kiosk.flow.effects import Journal, Show, Silence, Speak
from kiosk.flow.events import Docked, Event, Pressed
from kiosk.flow.moves import back, enter, go_home, show, start_wipe
from kiosk.flow.state import State, Turn, page_name
from kiosk.flow.steps import handler


def on(state: State, event: Event) -> Turn | None:
    if isinstance(event, Pressed) and event.id == "help" and state.phase != "attract":
        return _help(state)
    if not isinstance(event, Docked):
        return None
    match event.control:
        case "elder":
            return _elder(state)
        case "speak":
            speak = not state.speak
            return Turn(replace(state, speak=speak), (Speak() if speak else Silence(),))
        case "help":
            return _help(state)
        case "exit":
            return _exit(state) if can_exit(state) else Turn(state)
        case "back":
            return _back(state) if can_go_back(state) else Turn(state)


def _help(state: State) -> Turn:
    return show(replace(state, sheet="help", help_answer=""), same_serial=True)


def _elder(state: State) -> Turn:
    """At any moment, and nothing entered is lost: only the looks and the number of rows a page change."""
    elder = not state.elder
    state = replace(state, elder=elder, speak=elder or state.speak)
    effects = (Show(page_name(state)), Speak()) if elder else (Show(page_name(state)), Silence())
    state = state if elder else replace(state, speak=False)
    return Turn(state, effects).after(Journal("elder.switched", (("on", str(elder)),)))


def can_exit(state: State) -> bool:
    """Not while a signed case is being handed in: leaving then would promise that nothing is kept."""
    if state.phase == "item" and state.step.kind == "submit" and state.trouble is None:
        return False
    return state.phase in ("home", "item")


def can_go_back(state: State) -> bool:
    if state.phase == "home":
        return state.trouble is not None
    if state.phase != "item":
        return False
    if state.facts.settled is not None or state.facts.print_state != "none":
        return False
    return state.step.back and not (state.step.kind in ("opening", "prefill", "submit") and state.trouble is None)


def _exit(state: State) -> Turn:
    entered = state.phase == "item" and state.facts.proved and state.facts.settled is None
    if entered:
        return show(replace(state, sheet="exit"), same_serial=True)
    return start_wipe(state, "left")


def _back(state: State) -> Turn:
    if state.phase == "home":
        return go_home(state)
    if state.trouble is not None and state.step.kind not in ("opening", "prefill", "submit"):
        turn = enter(state, state.step_id)
        return turn if turn.state.trouble is None else back(replace(turn.state, trouble=None))
    inner = handler(state.step).inner_back(state)
    return inner if inner is not None else back(state)

"""Sheets over a page: 您还在吗, 请人帮办, 退出. The page behind keeps everything."""

from dataclasses import replace

from kiosk.flow.effects import CallStaff, Silence
from kiosk.flow.events import PERSON, Docked, Event, Pressed, StaffAnswered, Touched
from kiosk.flow.moves import show, start_wipe
from kiosk.flow.state import State, Turn, page_name, with_facts


def on(state: State, event: Event) -> Turn | None:
    match state.sheet:
        case "idle":
            return _idle(state, event)
        case "help" if isinstance(event, Pressed):
            return _help(state, event.id)
        case "exit" if isinstance(event, Pressed):
            return _exit(state, event.id)
        case "help" | "exit" if isinstance(event, Docked) and event.control in ("back", "exit", "help"):
            return _close(state)
        case _:
            return None


def _idle(state: State, event: Event) -> Turn | None:
    """Any tap extends, wherever it lands; nothing below the cover is pressed by it."""
    if not isinstance(event, PERSON):
        return None
    if isinstance(event, Docked) and event.control == "exit":
        return start_wipe(state, "left")
    if isinstance(event, Touched):
        return Turn(state)  # the finger goes down; the release on the cover is the tap
    return _close(state).after(Silence())


def _close(state: State) -> Turn:
    return show(replace(state, sheet=None, help_answer=""), same_serial=True)


def _help(state: State, pressed: str) -> Turn | None:
    match pressed:
        case "help.station":
            if state.help_answer in ("calling", "called"):
                return Turn(state)
            return Turn(replace(state, help_answer="calling"), (CallStaff(page_name(state)),))
        case "help.phone":
            return Turn(replace(state, help_answer="phone"))
        case "help.close":
            return _close(state)
        case _:
            return Turn(state)


def staff_answered(state: State, event: StaffAnswered) -> Turn:
    """已经通知 is said only when it is so."""
    answer = "called" if event.called else "not_called"
    if state.facts.staff_answer == "calling":
        state = with_facts(state, staff_answer=answer)
    return Turn(replace(state, help_answer=answer) if state.help_answer == "calling" else state)


def _exit(state: State, pressed: str) -> Turn | None:
    match pressed:
        case "exit.leave":
            return start_wipe(state, "left")
        case "exit.stay":
            return _close(state)
        case _:
            return Turn(state)

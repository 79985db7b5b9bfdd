"""Failure pages: every choice of the error catalogue has one meaning, whatever the step (no dead ends).

retry: the same step again · other_way: another way to prove identity · no_paper: go on without paper ·
print_again: the same receipt again for the same person · finish: to the end of the visit ·
home: the home page of the same visit · leave: wipe · help: 请人帮办.
"""

from dataclasses import replace

from kiosk.flow.effects import PrintReceipt
from kiosk.flow.events import DeviceChanged, Event, Pressed, PrintEnded, SubmissionSettled
from kiosk.flow.moves import enter, fail, follow, go_home, show, start_wipe
from kiosk.flow.state import State, Turn, with_facts
from kiosk.flow.steps import handler

AUTOMATIC = {"reader.gone": "id_card", "camera.gone": "face", "scanner.gone": "code_scan"}


def on(state: State, event: Event) -> Turn | None:
    if state.notice and isinstance(event, Pressed):
        return _notice(state, event.id)
    if state.trouble is None:
        return None
    if isinstance(event, Pressed):
        return _choice(state, event.id)
    if state.phase == "item" and isinstance(event, (PrintEnded, SubmissionSettled)):
        return handler(state.step).on(state, event)
    return None


def _notice(state: State, pressed: str) -> Turn | None:
    if pressed == "home":
        return show(replace(state, notice=""))
    if pressed == "help":
        return show(replace(state, sheet="help"), same_serial=True)
    return Turn(state)


def _choice(state: State, pressed: str) -> Turn | None:
    match pressed:
        case "leave":
            return start_wipe(state, "left")
        case "home":
            return go_home(state)
        case _ if state.phase != "item":
            return Turn(state)
        case "retry":
            return enter(state, state.step_id)
        case "other_way" if "other" in state.step.next:
            return follow(replace(state, trouble=None), "other")
        case "no_paper":
            return _no_paper(state)
        case "print_again":
            return _print_again(state)
        case "finish" if "done" in state.step.next:
            return follow(replace(state, trouble=None), "done")
        case _:
            return Turn(state)


def _no_paper(state: State) -> Turn:
    state = with_facts(replace(state, trouble=None), without_paper=True)
    if state.facts.print_state == "none":
        return show(state)
    return show(with_facts(state, print_state="skipped"))


def _print_again(state: State) -> Turn:
    state = with_facts(replace(state, trouble=None), print_state="printing", reprint=True)
    return show(state).then(PrintReceipt(reprint=True))


def device_changed(state: State, event: DeviceChanged) -> Turn:
    """The device that was gone is back: the step goes on by itself, the person need not press anything."""
    if state.trouble is None or state.phase != "item" or not event.ready:
        return Turn(state)
    if AUTOMATIC.get(state.trouble.code) == event.capability:
        return enter(state, state.step_id)
    return Turn(state)


__all__ = ["device_changed", "fail", "on"]

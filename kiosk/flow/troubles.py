"""Failure pages: every way on the error catalogue may offer has one meaning here, whatever the step.

A way that leads nowhere from where the person stands is not offered (`possible`); 请人帮办 always is, so that
no failure is a dead end.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from kiosk.flow.effects import PrintReceipt, Speak
from kiosk.flow.events import DeviceChanged, Event, Pressed, PrintEnded, SubmissionSettled
from kiosk.flow.moves import enter, follow, forget_identity, go_home, show, start_wipe
from kiosk.flow.state import State, Turn, with_facts
from kiosk.flow.steps import handler

CARD_STEP, CODE_STEP, IDENTIFY_STAGE = "identify.card", "identify.scan", 2
AUTOMATIC = {"reader.gone": "id_card", "camera.gone": "face", "scanner.gone": "code_scan"}


def on(state: State, event: Event) -> Turn | None:
    if state.notice and isinstance(event, Pressed):
        return show(replace(state, notice="")) if event.id == "home" else Turn(state)
    if state.trouble is None:
        return None
    if isinstance(event, Pressed):
        return WAYS[event.id](state) if possible(state, event.id) else Turn(state)
    if state.phase == "item" and isinstance(event, (PrintEnded, SubmissionSettled)):
        return handler(state.step).on(state, event)
    return None


def possible(state: State, way: str) -> bool:
    """Whether a way on leads somewhere from here; "help" always does."""
    if way == "help":
        return True
    if way == "card_taken":
        return state.phase == "card_left"
    if way == "home" and state.notice:
        return True
    if way in ("home", "other_item", "leave"):
        return state.phase in ("home", "item")
    if state.phase != "item" or way not in WAYS:
        return False
    return _possible_in_step(state, way)


def _possible_in_step(state: State, way: str) -> bool:
    exits, started = state.step.next, state.facts.print_state != "none"
    match way:
        case "card_again":
            return not state.facts.submitted and state.flow is not None and CARD_STEP in state.flow.steps
        case "scan_again":
            return state.step.kind == "scan"
        case "scan_code":
            known = state.flow is not None and CODE_STEP in state.flow.steps
            return known and not state.facts.submitted and state.ready("code_scan")
        case "staff_check":
            return _staff_step(state) is not None
        case "other_way":
            return "other" in exits
        case "go_on_without_paper":
            return state.facts.print_state in ("none", "failed", "unknown")
        case "print_again" | "skip_receipt":
            return started
        case "finish":
            return "done" in exits
        case _:
            return not state.facts.submitted or state.facts.settled is not None


def _staff_step(state: State) -> str | None:
    """Where a member of staff is asked for, from this step."""
    if state.step.kind == "face":
        return "other"
    return "staff" if "staff" in state.step.next else None


def _again(state: State) -> Turn:
    return enter(state, state.step_id)


def _exit(outcome: str) -> Callable[[State], Turn]:
    def way(state: State) -> Turn:
        return follow(replace(state, trouble=None), outcome)

    return way


def _identify(step_id: str) -> Callable[[State], Turn]:
    """Who it is, from the beginning, wherever the trouble came; a session that ended is not used again."""

    def way(state: State) -> Turn:
        trail = state.trail if state.step.stage <= IDENTIFY_STAGE else state.trail[:1]
        return enter(forget_identity(replace(state, trail=trail)), step_id)

    return way


def _staff(state: State) -> Turn:
    return _exit(_staff_step(state) or "other")(with_facts(state, way="other"))


def _other(state: State) -> Turn:
    return _exit("other")(with_facts(state, way="other") if state.step.kind == "face" else state)


def _no_paper(state: State) -> Turn:
    state = with_facts(replace(state, trouble=None), without_paper=True)
    if state.facts.print_state == "none":
        return show(state)
    return show(with_facts(state, print_state="skipped"))


def _print_again(state: State) -> Turn:
    """重打 is on it only when something of the first one may have come out."""
    state = with_facts(replace(state, trouble=None), print_state="printing")
    return show(state).then(PrintReceipt(reprint=state.facts.reprint))


def card_taken(state: State) -> Turn:
    """Only the reader can say that the card is gone; a tap repeats the request aloud."""
    return Turn(state, (Speak(aloud=True),))


WAYS: Mapping[str, Callable[[State], Turn]] = {
    "retry": _again,
    "wait": _again,
    "go_on": _again,
    "type_again": _again,
    "scan_again": _again,
    "card_again": _identify(CARD_STEP),
    "scan_code": _identify(CODE_STEP),
    "other_way": _other,
    "staff_check": _staff,
    "go_on_without_paper": _no_paper,
    "skip_receipt": _no_paper,
    "print_again": _print_again,
    "finish": _exit("done"),
    "home": go_home,
    "other_item": go_home,
    "leave": lambda state: start_wipe(state, "done"),
}


def device_changed(state: State, event: DeviceChanged) -> Turn:
    """The device that was gone is back: the step goes on by itself, the person need not press anything."""
    if state.trouble is None or state.phase != "item" or not event.ready:
        return Turn(state)
    if AUTOMATIC.get(state.trouble.code) == event.capability:
        return enter(state, state.step_id)
    return Turn(state)

"""advance(state, event) -> (state, effects). Pure: no clock, no thread, no I/O.

An event is offered to layers in a fixed order: time, health, sheets, the dock, a failure page that is
open, and last the step on the screen. The first layer that knows the event takes it; an event nobody
knows changes nothing, so any order of events is safe.
"""

from dataclasses import replace

from kiosk.flow import dock, sheets, timing, troubles
from kiosk.flow.effects import Journal
from kiosk.flow.events import PERSON, Began, CardRemoved, DeviceChanged, Event, ItemChosen, Pressed, Tick, Wiped
from kiosk.flow.facts import Facts
from kiosk.flow.moves import enter, show
from kiosk.flow.state import Health, Scratch, State, Trouble, Turn, with_facts
from kiosk.flow.steps import handler


def advance(state: State, event: Event) -> Turn:
    """One move. Total: never raises for any event in any state."""
    if isinstance(event, Tick):
        return timing.tick(state, event)
    if isinstance(event, PERSON):
        state = replace(state, active=state.now)
    match event:
        case DeviceChanged():
            return _device_changed(state, event)
        case Wiped():
            return _wiped(state)
        case CardRemoved():
            return _card_removed(state)
        case _:
            return _by_phase(state, event)


def _by_phase(state: State, event: Event) -> Turn:
    if state.phase == "wiping":
        return Turn(state)
    if state.phase == "card_left":
        return troubles.card_taken(state) if isinstance(event, Pressed) else Turn(state)
    for layer in (sheets.on, dock.on, troubles.on):
        turn = layer(state, event)
        if turn is not None:
            return turn
    if state.phase == "attract":
        return _attract(state, event)
    if isinstance(event, ItemChosen):
        return _item_chosen(state, event)
    if state.phase == "item" and state.trouble is None:
        return handler(state.step).on(state, event)
    return Turn(state)


def _attract(state: State, event: Event) -> Turn:
    if not isinstance(event, Began):
        return Turn(state)
    fresh = replace(state, phase="home", visit_id=event.visit_id, facts=Facts(), scratch=Scratch(), notice="")
    return show(fresh).after(Journal("visit.started", (("elder", str(state.elder)),)))


def _item_chosen(state: State, event: ItemChosen) -> Turn:
    if state.phase != "home":
        return Turn(state)
    if "backend" in event.flow.needs and not state.ready("backend"):
        return show(replace(state, trouble=Trouble("backend.away_before")))
    state = replace(state, flow=event.flow, trail=(), trouble=None)
    state = with_facts(
        state, submission_id=event.submission_id, settled=None, print_state="none", reprint=False, strokes=(),
        fields=(), corrections=(), disputed=(), rated=0, without_paper=False, question=0, submitted=False, witness=None,
    )  # fmt: skip
    turn = enter(replace(state, phase="item"), event.flow.first)
    receipt = state.health.get("receipt")
    if receipt is not None and not receipt.ready:
        turn = show(replace(turn.state, trouble=Trouble(receipt.fault or "printer.offline")))
    return turn.after(Journal("item.started", (("item", event.flow.item_id),)))


def _device_changed(state: State, event: DeviceChanged) -> Turn:
    health = {**state.health, event.capability: Health(event.ready, event.fault)}
    state = replace(state, health=health)
    if state.phase == "item" and state.trouble is None:
        return handler(state.step).on(state, event)
    return troubles.device_changed(state, event)


def _wiped(state: State) -> Turn:
    """A new page of the terminal's life: nothing of the state survives but health, clock and policy."""
    if state.phase != "wiping":
        return Turn(state)
    left = state.facts.card_on_reader
    fresh = State(
        phase="card_left" if left else "attract",
        serial=state.serial + 1, now=state.now, today=state.today, active=state.now,
        health=state.health, policy=state.policy,
        facts=Facts(card_on_reader=left), scratch=Scratch(entered=state.now),
    )  # fmt: skip
    return show(fresh, same_serial=True)


def _card_removed(state: State) -> Turn:
    state = with_facts(state, card_on_reader=False)
    if state.phase == "card_left":
        return show(State(
            serial=state.serial, now=state.now, today=state.today, active=state.now,
            health=state.health, policy=state.policy,
        ))  # fmt: skip
    if state.phase == "item" and state.trouble is None:
        return handler(state.step).on(state, CardRemoved())
    return Turn(state)

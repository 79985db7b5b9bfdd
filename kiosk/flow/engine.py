"""advance(state, event) -> (state, effects). Pure: no clock, no thread, no I/O.

An event is offered to layers in a fixed order: time, health, sheets, the dock, a failure page that is
open, and last the step on the screen. The first layer that knows the event takes it; an event nobody
knows changes nothing, so any order of events is safe.
"""

from dataclasses import replace

from kiosk.flow import dock, sheets, timing, troubles
from kiosk.flow.effects import Journal
from kiosk.flow.events import (
    PERSON,
    Began,
    CardLies,
    CardRemoved,
    DeviceChanged,
    Event,
    ItemChosen,
    Pressed,
    StaffAnswered,
    StorageFailed,
    Tick,
    Wiped,
)  # fmt: skip
from kiosk.flow.facts import Facts
from kiosk.flow.moves import enter, show, start_wipe
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
        case CardLies():
            return _card_lies(state)
        case StorageFailed():
            return _storage_failed(state)
        case StaffAnswered():
            return sheets.staff_answered(state, event)
        case _:
            return _by_phase(state, event)


def _by_phase(state: State, event: Event) -> Turn:
    if state.phase == "wiping":
        return Turn(state)
    for layer in (sheets.on, dock.on, troubles.on):
        turn = layer(state, event)
        if turn is not None:
            return turn
    if state.phase == "card_left":
        return troubles.card_taken(state) if isinstance(event, Pressed) else Turn(state)
    if state.phase == "attract":
        return _attract(state, event)
    if isinstance(event, ItemChosen):
        return _item_chosen(state, event)
    if state.phase == "item" and state.trouble is None:
        return handler(state.step).on(state, event)
    return Turn(state)


def _attract(state: State, event: Event) -> Turn:
    if not isinstance(event, Began) or state.notice:
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
        fields=(), corrections=(), disputed=(), rated=0, without_paper=False, question=0, submitted=False,
        witness=None, dispute_called=False,
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
    return show(_empty(state, card_left=state.facts.card_on_reader), same_serial=True)


def _empty(state: State, *, card_left: bool) -> State:
    return State(
        phase="card_left" if card_left else "attract",
        serial=state.serial + 1, now=state.now, today=state.today, active=state.now,
        health=state.health, policy=state.policy, broken=state.broken,
        notice="visit.fault" if state.broken and not card_left else "",
        facts=Facts(card_on_reader=card_left), scratch=Scratch(entered=state.now),
    )  # fmt: skip


def _card_lies(state: State) -> Turn:
    """Noted in every phase: a card that was laid while the visit ended must not wait for the next person."""
    if state.phase == "attract":
        return show(_empty(state, card_left=True), same_serial=True)
    return Turn(with_facts(state, card_on_reader=True))


def _storage_failed(state: State) -> Turn:
    """No promise can be kept: the visit ends, the page says so until a technician came."""
    state = replace(state, broken=True)
    if state.phase in ("home", "item"):
        return start_wipe(state, "storage")
    if state.phase == "attract":
        return show(replace(state, notice="visit.fault"))
    return Turn(state)


def _card_removed(state: State) -> Turn:
    state = with_facts(state, card_on_reader=False)
    if state.phase == "card_left":
        return show(_empty(state, card_left=False), same_serial=True)
    if state.phase == "item" and state.trouble is None:
        return handler(state.step).on(state, CardRemoved())
    return Turn(state)

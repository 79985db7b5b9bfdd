"""The end of an item: handed in, result, paper, rating, take everything along."""

from drivers.api.printer import NotPrinted, Printed, PrintUnknown
from kiosk.flow.effects import Journal, PrintReceipt, SendRating, Speak, Submit
from kiosk.flow.events import CardRemoved, Event, Pressed, PrintEnded, SubmissionSettled, Tick
from kiosk.flow.moves import fail, follow, go_home, start_wipe
from kiosk.flow.state import State, Turn, with_facts, with_scratch
from kiosk.flow.steps.base import Handler

MIDWAY = {"printer.paper_out": "printer.paper_out_midway"}


class SubmitStep(Handler):
    """Busy: committed on this terminal first, then sent. Emits Submit once, whatever happens."""

    def enter(self, state: State) -> Turn:
        if state.facts.submitted:
            return Turn(state)
        return Turn(with_facts(state, submitted=True), (Submit(state.facts.submission_id),))

    def working(self, state: State) -> bool:
        return True

    def on(self, state: State, event: Event) -> Turn:
        if not isinstance(event, SubmissionSettled) or event.submission_id != state.facts.submission_id:
            return Turn(state)
        if event.settled is None:
            return fail(state, event.refused_code or "backend.refused", event.message)
        kind = "accepted" if event.settled.accepted else "kept"
        state = with_facts(state, settled=event.settled)
        return follow(state, "done", keep=False).after(Journal("case.settled", (("kind", kind),)))


class ResultStep(Handler):
    """Unmistakable result; the receipt prints beside it."""

    def enter(self, state: State) -> Turn:
        if state.facts.print_state != "none":
            return Turn(state)
        if state.facts.without_paper:
            return Turn(with_facts(state, print_state="skipped"))
        receipt = state.health.get("receipt")
        if receipt is not None and not receipt.ready:
            return fail(with_facts(state, print_state="failed"), receipt.fault or "printer.offline")
        return Turn(with_facts(state, print_state="printing"), (PrintReceipt(),))

    def working(self, state: State) -> bool:
        return state.facts.print_state == "printing"

    def on(self, state: State, event: Event) -> Turn:
        match event:
            case PrintEnded():
                return self._printed(state, event)
            case Pressed(id="done") if state.facts.print_state != "printing":
                return follow(state, "done", keep=False)
            case Pressed(id="again") if state.facts.print_state != "printing":
                return go_home(state)
            case _:
                return Turn(state)

    def _printed(self, state: State, event: PrintEnded) -> Turn:
        if state.facts.print_state != "printing":
            return Turn(state)
        match event.outcome:
            case Printed():
                return Turn(with_facts(state, print_state="printed"), (Journal("receipt.printed"), Speak()))
            case NotPrinted(fault=fault, started=started):
                code = MIDWAY.get(fault, fault) if started else fault
                return fail(with_facts(state, print_state="failed", reprint=started), code)
            case PrintUnknown():
                return fail(with_facts(state, print_state="unknown", reprint=True), "printer.unknown")


class RatingStep(Handler):
    """Five levels with words, no default, 不评价 as large."""

    def on(self, state: State, event: Event) -> Turn:
        if not isinstance(event, Pressed):
            return Turn(state)
        if event.id == "rate.skip":
            return follow(state, "done", keep=False)
        level = event.id.removeprefix("rate.")
        if not event.id.startswith("rate.") or level not in ("1", "2", "3", "4", "5") or state.facts.rated:
            return Turn(state)
        state = with_facts(state, rated=int(level))
        return follow(state, "done", keep=False).after(SendRating(int(level), state.facts.submission_id))


class TakeStep(Handler):
    """Card, paper, belongings. Ends by itself once nothing lies there, or by a tap."""

    def on(self, state: State, event: Event) -> Turn:
        match event:
            case Pressed(id="done"):
                return start_wipe(state, "done")
            case CardRemoved():
                return Turn(with_scratch(state, entered=state.now))
            case Tick():
                return self._tick(state)
            case _:
                return Turn(state)

    def _tick(self, state: State) -> Turn:
        since = state.now - state.scratch.entered
        if since >= (state.policy.card_alarm if state.facts.card_on_reader else state.policy.take_done):
            return start_wipe(state, "done")
        if state.facts.card_on_reader and state.now - max(state.scratch.reminded, state.scratch.entered) >= 5:
            return Turn(with_scratch(state, reminded=state.now), (Speak(aloud=True),))
        return Turn(state)

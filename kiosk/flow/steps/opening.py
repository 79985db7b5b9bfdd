"""The first steps: what the item is, the choice about the face, other ways, opening the session."""

from dataclasses import replace

from kiosk.flow.effects import CallBackend, Journal
from kiosk.flow.events import CallFailed, Eligibility, Event, Pressed, SessionOpened
from kiosk.flow.moves import fail, follow
from kiosk.flow.state import State, Turn, with_facts, with_scratch
from kiosk.flow.steps.base import Handler


class IntroStep(Handler):
    """What it is, what is needed, how long; consent to the face with two equal answers."""

    def on(self, state: State, event: Event) -> Turn:
        if not isinstance(event, Pressed):
            return Turn(state)
        match event.id:
            case "consent.face":
                return self._consented(with_facts(state, consent="face", way="face"), "face", "face_again")
            case "consent.other":
                return self._consented(with_facts(state, consent="other", way="other"), "other", "staff")
            case "notice":
                return follow(state, "notice")
            case _:
                return Turn(state)

    def _consented(self, state: State, fresh: str, known: str) -> Turn:
        """What was proved in this visit is not asked for again."""
        given = Journal("consent.given", (("face", str(state.facts.consent == "face")),))
        if state.facts.proved:
            return follow(state, "proved").after(given)
        if state.facts.session is not None:
            return follow(state, known).after(given)
        return follow(state, fresh).after(given)


class NoticeStep(Handler):
    """The full text of the consent; one screenful."""

    def on(self, state: State, event: Event) -> Turn:
        if isinstance(event, Pressed) and event.id == "next":
            return follow(replace(state, trail=state.trail[:-1]), "done", keep=False)
        return Turn(state)


class ChooseStep(Handler):
    """Another way to prove identity: which token lies at hand."""

    def on(self, state: State, event: Event) -> Turn:
        if not isinstance(event, Pressed):
            return Turn(state)
        match event.id:
            case "other.card":
                return follow(state, "card")
            case "other.code":
                return follow(state, "code")
            case _:
                return Turn(state)


class OpeningStep(Handler):
    """Busy: a session at the backend, then whether the item is open to this person."""

    def enter(self, state: State) -> Turn:
        if state.facts.session is not None:
            return Turn(with_scratch(state, waiting_for="eligibility"), (CallBackend("eligibility", state.serial),))
        return Turn(with_scratch(state, waiting_for="session"), (CallBackend("open_session", state.serial),))

    def working(self, state: State) -> bool:
        return True

    def on(self, state: State, event: Event) -> Turn:
        match event:
            case SessionOpened(serial=serial) if serial == state.serial:
                state = with_facts(state, session=event.session, name=event.name, number=event.number)
                state = with_scratch(state, waiting_for="eligibility")
                return Turn(state, (CallBackend("eligibility", state.serial),))
            case Eligibility(serial=serial) if serial == state.serial:
                return self._verdict(state, event)
            case CallFailed(serial=serial) if serial == state.serial:
                return fail(state, event.code, event.message)
            case _:
                return Turn(state)

    def _verdict(self, state: State, event: Eligibility) -> Turn:
        if event.verdict == "already_done":
            return fail(state, "session.already_done", event.reason, event.due)
        if event.verdict == "not_eligible":
            return fail(state, "session.not_eligible", event.reason)
        if state.facts.proved:
            return follow(state, "proved", keep=False)
        return follow(state, "face" if state.facts.way == "face" else "staff", keep=False)

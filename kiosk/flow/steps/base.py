"""What every kind of step can do; the defaults do nothing."""

from kiosk.flow.effects import Effect
from kiosk.flow.events import Event
from kiosk.flow.state import State, Turn


class Handler:
    """Pure functions of one kind of step, stateless."""

    def enter(self, state: State) -> Turn:
        """The step has just been put on the screen."""
        return Turn(state)

    def on(self, state: State, event: Event) -> Turn:
        """An event no earlier layer took."""
        return Turn(state)

    def leave(self, state: State) -> tuple[Effect, ...]:
        """What must stop when the step is left."""
        return ()

    def working(self, state: State) -> bool:
        """True while a device or the backend works for the person: that is never idle time."""
        return False

    def inner_back(self, state: State) -> Turn | None:
        """返回 inside the step (one question back), or None to leave it."""
        return None

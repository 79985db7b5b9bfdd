"""Whose time it was.

`machine_seconds` of a scripted visit is the time in which a resident who needs no time at all would have waited
for the machine: from the end of each of their acts until the next page that asks something of them is drawn and
has stopped moving, minus what the emulated physical world takes by definition in that stretch:

- the card: the bytes of its read on the line at the reader's speed, and the chip's own time;
- each action before the camera: the length of its clip;
- paper: the way of the ticket through the printer.

Looking at pages, taking their pictures, switching modes for the pictures, tapping, typing and signing is the
person's time. Everything else, polling and recognising included, is the machine's.
"""

from collections.abc import Callable


class Ledger:
    """Adds up stretches of machine time. `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since: float | None = None
        self._world = 0.0
        self.machine = 0.0
        self.stretches: list[tuple[str, float]] = []

    def handed_over(self) -> None:
        """The person has acted; the machine's turn begins (or goes on)."""
        if self._since is None:
            self._since, self._world = self._clock(), 0.0

    def world_took(self, seconds: float) -> None:
        """So much of the running stretch belongs to the physical world."""
        self._world += seconds

    def persons_turn(self, page: str) -> None:
        """The page that asks the person stands. Ends the stretch; the world never takes more than there was."""
        if self._since is not None:
            spent = max(0.0, self._clock() - self._since - self._world)
            self.machine += spent
            self.stretches.append((page, round(spent, 3)))
        self._since = None

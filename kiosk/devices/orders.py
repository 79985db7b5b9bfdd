"""What is asked of a worker, and its answer to the one question a wipe waits for."""

import threading
from dataclasses import dataclass


class Answer:
    """Whether a device forgot; said by its worker, waited for by the wipe."""

    def __init__(self) -> None:
        self._said = threading.Event()
        self._forgot = False

    def say(self, forgot: bool) -> None:
        self._forgot = forgot
        self._said.set()

    def within(self, seconds: float) -> bool:
        """True when the device forgot; False when it could not, or said nothing within `seconds`."""
        return self._said.wait(max(0.0, seconds)) and self._forgot


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do on the worker's thread; `answer` only for "forget"."""

    name: str
    argument: object = None
    answer: Answer | None = None

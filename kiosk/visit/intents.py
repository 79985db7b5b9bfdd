"""What a person does at the screen, and the facade the touch shell talks to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from drivers.api.face import FrameSource
from kiosk.visit.views import View

DockControl = Literal["back", "exit", "help", "speak", "elder"]


@dataclass(frozen=True, slots=True)
class Press:
    """A Choice or a Tile, by its id. `serial` is that of the view it was on: a press on a page that is
    gone is dropped, so nothing is pressed twice."""

    id: str
    serial: int


@dataclass(frozen=True, slots=True)
class DockPress:
    control: DockControl


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a keypad."""

    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One finished stroke of the signature: points 0..1000 of the pad's width and height."""

    points: tuple[tuple[int, int], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Touch:
    """A finger was seen somewhere: counts as activity, nothing else."""


Intent = Press | DockPress | Key | Stroke | Touch


class Terminal(Protocol):
    """The core as the touch shell sees it. Thread-safe; built by kiosk.assembly."""

    def start(self, on_view: Callable[[View], None], on_speech: Callable[[str], None]) -> None:
        """Begin. Both callbacks come from the core's thread: hand over and return at once.
        An empty text for `on_speech` means: be silent now."""
        ...

    def send(self, intent: Intent) -> None:
        """Queue what the person did; returns at once."""
        ...

    @property
    def frames(self) -> FrameSource | None:
        """The camera's preview, when there is a camera."""
        ...

    def stop(self) -> None:
        """Wipe, close every device, end every thread and child."""
        ...

"""A flow is data: steps with a kind, what they need, and where each outcome leads.

Step kinds are few and shared by every service item; an item's flow names them in an order
(kiosk.catalog compiles it). Nothing here knows words, pictures, devices' makes or the clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Capability = Literal["id_card", "code_scan", "face", "receipt", "backend"]
StepKind = Literal[
    "intro", "notice", "choose", "card", "scan", "opening", "face", "keypad", "staff", "prefill",
    "confirm", "promise", "submit", "result", "rating", "take",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One page's worth of a flow. `next` maps an outcome's name to a step id; `stage` counts from 1
    in the bar at the top, 0 shows no bar. `back` False: once here there is no way back.
    `field_id` is what a keypad step fills: a form field, "staff.badge" or "staff.pin"."""

    id: str
    kind: StepKind
    stage: int = 0
    next: Mapping[str, str] = field(default_factory=dict[str, str])
    back: bool = True
    needs: tuple[Capability, ...] = ()
    field_id: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """In elder mode the rows of the form are asked one question at a time: `rows` are field ids."""

    id: str
    title: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow of one service item."""

    item_id: str
    task_code: str
    first: str
    steps: Mapping[str, Step]
    stages: tuple[str, ...]
    needs: tuple[Capability, ...]
    questions: tuple[Question, ...] = ()
    correctable: tuple[str, ...] = ()  # field ids a person may type anew
    disputable: tuple[str, ...] = ()  # field ids a person may call wrong; staff are called to look
    promise_version: str = ""

    def step(self, step_id: str) -> Step:
        return self.steps[step_id]

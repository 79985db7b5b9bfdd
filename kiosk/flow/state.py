"""The state of the terminal as the engine sees it, and small pure steps on it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from drivers.api.face import FaceHint, LivenessAction
from kiosk.domain.secret import Secret
from kiosk.flow.effects import Effect
from kiosk.flow.facts import Facts
from kiosk.flow.model import Capability, Flow, Step

Phase = Literal["attract", "home", "item", "wiping", "card_left"]
SheetKind = Literal["idle", "help", "exit"]


@dataclass(frozen=True, slots=True)
class Health:
    ready: bool
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A failure page over the step it happened in. `code` is of the error catalogue; `message` and `due` come
    from the backend and are shown as they are."""

    code: str
    message: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Scratch:
    """What a step knows while it is on the screen; a new step starts with a new one."""

    entered: float = 0.0
    progress: Literal["waiting", "working", "done"] = "waiting"
    tries: int = 0
    waiting_for: str = ""
    hint: FaceHint = "no_face"
    hint_since: float = 0.0
    action: LivenessAction | None = None
    actions_done: int = 0
    actions_total: int = 2
    camera_pausing: bool = False
    typed: Secret[str] = field(default_factory=lambda: Secret(""))
    error: str = ""
    reveal_until: float = 0.0
    reminded: float = 0.0


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits of time in seconds, standard and elder (facts: WCAG 2.2 2.2.1, house rule A22)."""

    idle: float = 60.0
    idle_elder: float = 180.0
    warning: float = 30.0
    warning_elder: float = 60.0
    submit_wait: float = 8.0
    call_choices: float = 10.0
    card_alarm: float = 60.0
    reveal: float = 5.0
    face_tries: int = 3
    face_limit: float = 90.0
    hint_limit: float = 30.0
    notice_time: float = 60.0
    take_done: float = 8.0
    work_limit: float = 180.0  # no device or backend call takes longer; one that hangs must not keep a person's page


@dataclass(frozen=True, slots=True)
class State:
    """Everything. `serial` changes whenever the page does; `trail` holds the steps 返回 leads to."""

    phase: Phase = "attract"
    flow: Flow | None = None
    step_id: str = ""
    trail: tuple[str, ...] = ()
    serial: int = 0
    visit_id: str = ""
    elder: bool = False
    speak: bool = False
    facts: Facts = field(default_factory=Facts)
    scratch: Scratch = field(default_factory=Scratch)
    trouble: Trouble | None = None
    notice: str = ""  # shown on the attract page: "visit.crashed"
    sheet: SheetKind | None = None
    help_answer: str = ""
    now: float = 0.0
    today: date = date(2000, 1, 1)
    active: float = 0.0
    noticed: float = 0.0
    broken: bool = False  # the store keeps nothing any more: no visit begins
    health: Mapping[Capability, Health] = field(default_factory=dict[Capability, Health])
    policy: Policy = field(default_factory=Policy)

    @property
    def step(self) -> Step:
        """The step on the screen; only in phase "item"."""
        assert self.flow is not None
        return self.flow.step(self.step_id)

    def ready(self, capability: Capability) -> bool:
        known = self.health.get(capability)
        return known is not None and known.ready


@dataclass(frozen=True, slots=True)
class Turn:
    """One move of the engine."""

    state: State
    effects: tuple[Effect, ...] = ()

    def then(self, *more: Effect) -> "Turn":
        return Turn(self.state, (*self.effects, *more))

    def after(self, *earlier: Effect) -> "Turn":
        return Turn(self.state, (*earlier, *self.effects))


def with_facts(state: State, **changes: object) -> State:
    return replace(state, facts=replace(state.facts, **changes))  # pyright: ignore[reportArgumentType]


def with_scratch(state: State, **changes: object) -> State:
    return replace(state, scratch=replace(state.scratch, **changes))  # pyright: ignore[reportArgumentType]


def page_name(state: State) -> str:
    """Stable name of the page on the screen: view models, tests and pictures use it."""
    if state.phase == "card_left":
        return "failure.card.left_behind"
    if state.phase == "attract":
        return f"failure.{state.notice}" if state.notice else "attract"
    if state.phase in ("home", "wiping"):
        return f"failure.{state.trouble.code}" if state.trouble else state.phase
    if state.trouble is not None:
        return f"failure.{state.trouble.code}"
    if state.step.kind == "confirm" and state.elder:
        return f"{state.step_id}.{state.facts.question + 1}"
    return state.step_id

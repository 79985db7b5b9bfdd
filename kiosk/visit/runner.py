"""The life of a visit: one thread that takes events, asks the engine, carries out effects, publishes views.

Nothing else holds the state. Devices, backend and people post events; the engine decides.
"""

import queue
import secrets
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from drivers.api.face import FrameSource
from kiosk.catalog.compile import compile_flow
from kiosk.catalog.model import ServiceItem
from kiosk.domain.secret import Secret
from kiosk.flow import events as e
from kiosk.flow.engine import advance
from kiosk.flow.model import Capability, Flow
from kiosk.flow.state import State
from kiosk.visit import intents as i
from kiosk.visit.effects import Executor
from kiosk.visit.present import Presenter
from kiosk.visit.views import View

TICK = 0.25
KEPT_THROUGH_A_WIPE = (e.DeviceChanged, e.CardRemoved, e.CardLies, e.StorageFailed, e.Wiped)


class VisitRunner:
    """Implements kiosk.visit.intents.Terminal."""

    def __init__(self, presenter: Presenter, items: Mapping[str, ServiceItem], executor: Executor, state: State,
                 wall: Callable[[], datetime], clock: Callable[[], float] = time.monotonic) -> None:  # fmt: skip
        self._presenter, self._executor = presenter, executor
        self._flows: dict[str, Flow] = {item.id: compile_flow(item) for item in items.values()}
        self._wall, self._clock = wall, clock
        self._queue: queue.Queue[e.Event | i.Intent | None] = queue.Queue()
        self._state = state
        self._view: View | None = None
        self._on_view: Callable[[View], None] = lambda view: None
        self._thread = threading.Thread(target=self._run, name="visit", daemon=True)

    # -- Terminal
    def start(self, on_view: Callable[[View], None], on_speech: Callable[[str], None]) -> None:
        self._on_view = on_view
        self._executor.start(on_speech)
        self._thread.start()

    def send(self, intent: i.Intent) -> None:
        self._queue.put(intent)

    def post(self, event: e.Event) -> None:
        """From a device or the backend, on its own thread."""
        self._queue.put(event)

    @property
    def frames(self) -> FrameSource | None:
        return self._executor.frames

    def stop(self) -> None:
        """Wipe what is open, end the thread, close everything. Also after the thread died of a fault."""
        self._queue.put(None)
        if self._thread.is_alive():
            self._thread.join(timeout=15)
        if self._state.phase in ("home", "item", "wiping"):
            self._executor.wipe("stopped", self._state)
        self._state, self._view = State(policy=self._state.policy), None
        self._executor.stop()

    # -- the loop
    def _run(self) -> None:
        self._publish()
        while True:
            try:
                item = self._queue.get(timeout=TICK)
            except queue.Empty:
                self._apply(self._tick())
                self._publish()
                continue
            if item is None:
                break
            self._take(item)
            del item  # while the queue is empty nothing of a person hangs on here

    def _take(self, item: e.Event | i.Intent) -> None:
        self._apply(self._tick())
        event = self._event_of(item)
        if event is not None:
            self._executor.observe(event, self._state)
            self._apply(event)
        self._publish()

    def _tick(self) -> e.Tick:
        return e.Tick(self._clock(), self._wall().date())

    def _apply(self, event: e.Event) -> None:
        turn = advance(self._state, event)
        self._state = turn.state
        for effect in turn.effects:
            self._executor.carry_out(effect, self._state, self.spoken)
        if self._state.phase == "wiping" and turn.effects:
            self._forget_queue()

    def spoken(self) -> str:
        """What the page on the screen says aloud."""
        return self._presenter.view(self._state, self._wall()).spoken

    def _forget_queue(self) -> None:
        """Events of the person that were not taken yet are not for the next one."""
        kept: list[e.Event] = []
        try:
            while True:
                item = self._queue.get_nowait()
                if item is None or isinstance(item, KEPT_THROUGH_A_WIPE):
                    kept.append(item)  # pyright: ignore[reportArgumentType]
        except queue.Empty:
            for item in kept:
                self._queue.put(item)

    def _publish(self) -> None:
        view = self._presenter.view(self._state, self._wall())
        if view != self._view:
            self._view = view
            self._on_view(view)

    # -- intents
    def _event_of(self, item: e.Event | i.Intent) -> e.Event | None:
        match item:
            case i.Press():
                return self._pressed(item)
            case i.DockPress():
                return e.Docked(item.control)
            case i.Key():
                return e.Typed(item.key)
            case i.Stroke():
                return e.Drew(Secret(item.points))
            case i.Touch():
                return e.Touched()
            case _:
                return item

    def _pressed(self, press: i.Press) -> e.Event | None:
        if press.serial != self._state.serial:
            self._executor.log("visit.press_dropped", visit=self._state.visit_id, choice=press.id)
            return None
        if press.id == "start" and self._state.phase == "attract" and not self._state.notice:
            return e.Began(secrets.token_hex(8))
        if press.id == "elder" and self._state.phase == "attract":
            return e.Docked("elder")
        if press.id.startswith("item:") and press.id.removeprefix("item:") in self._flows:
            return e.ItemChosen(self._flows[press.id.removeprefix("item:")], str(uuid.uuid4()))
        return e.Pressed(press.id)

    def ready(self, capability: Capability) -> bool:
        """Whether work can be given to a device, as the visit knows it."""
        return self._state.ready(capability)


def fresh_state(state: State, *, crashed: bool) -> State:
    """First state after a start; says so when the visit before did not end with a wipe."""
    return replace(state, notice="visit.crashed") if crashed else state

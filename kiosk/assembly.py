"""Builds a terminal from its configuration: the only place that knows everything."""

import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from drivers.host.portrait import PortraitDecoderHost
from kiosk.backend.client import BackendClient
from kiosk.backend.sender import Sender
from kiosk.catalog.model import ServiceItem, load_all
from kiosk.catalog.words import Words
from kiosk.config.settings import Settings, load
from kiosk.devices.supervisor import Supervisor
from kiosk.documents.receipt import Station
from kiosk.domain.errors import ErrorCatalogue
from kiosk.domain.secret import Secret
from kiosk.events.catalogue import EventCatalogue
from kiosk.events.log import EventLog
from kiosk.flow.events import Event
from kiosk.flow.model import Capability
from kiosk.flow.state import Policy, State
from kiosk.storage.store import Store
from kiosk.visit.calls import Caller, Held
from kiosk.visit.effects import Executor
from kiosk.visit.handover import Handover
from kiosk.visit.health import BackendHealth
from kiosk.visit.intents import Intent
from kiosk.visit.late import LateRefusals, OutboxTransport
from kiosk.visit.present import Presenter, Site
from kiosk.visit.runner import VisitRunner, fresh_state
from kiosk.visit.views import View
from kiosk.visit.wipe import Proof

EXIT_DIRTY = 70  # kiosk.cli.keeping starts the terminal again for it


class BuiltTerminal:
    """A terminal with its rooms; implements kiosk.visit.intents.Terminal."""

    def __init__(self, runner: VisitRunner, sender: Sender, store: Store, client: BackendClient, log: EventLog,
                 settings: Settings) -> None:  # fmt: skip
        self._runner, self._sender, self._store = runner, sender, store
        self._client, self._log = client, log
        self.settings = settings

    def start(self, on_view: Callable[[View], None], on_speech: Callable[[str], None]) -> None:
        self._log.emit("terminal.started", version="0.1.0", profile=self.settings.terminal.site)
        self._sender.start()
        self._runner.start(on_view, on_speech)

    def send(self, intent: Intent) -> None:
        self._runner.send(intent)

    @property
    def frames(self) -> Any:
        return self._runner.frames

    def health(self, capability: Capability) -> bool:
        """Whether a device or the backend can be worked with, as the visit knows it."""
        return self._runner.ready(capability)

    @property
    def store(self) -> Store:
        """For the report of a scripted visit and for `kiosk outbox`."""
        return self._store

    def stop(self) -> None:
        self._runner.stop()
        self._sender.stop(timeout=5)
        self._client.close()
        self._log.emit("terminal.stopped", reason="asked")
        self._log.close()
        self._store.close()


def local_now() -> datetime:
    return datetime.now().astimezone()


def build(config: Path, *, wall: Callable[[], datetime] = local_now,
          clock: Callable[[], float] = time.monotonic) -> BuiltTerminal:  # fmt: skip
    """A terminal from its configuration file, not started yet. Raises SettingsError, CatalogueError, StorageError."""
    settings = load(config)
    terminal, assets = settings.terminal, settings.terminal.assets_dir
    items = load_all(assets / "catalog")
    errors = ErrorCatalogue.load(assets / "errors.yaml")
    presenter = Presenter(
        Words.load(assets / "strings" / "zh.yaml"), errors, items,
        Site(terminal.id, terminal.site_name, terminal.station_phone, terminal.staff_hours),
    )  # fmt: skip
    store = Store.open(terminal.state_dir)
    log = EventLog(EventCatalogue.load(), terminal.log_dir or terminal.state_dir / "log", wall, strict=False)
    client = BackendClient(settings.backend.url, terminal.id, Secret(_token(terminal.token_file)))
    late = LateRefusals(store, log, terminal.site, wall)
    sender = Sender(store.outbox, OutboxTransport(client, wall), wall, late.settled)
    post = _Post()
    executor = _executor(settings, store, log, items, client, sender, wall, post, errors)
    runner = VisitRunner(presenter, items, executor, _first_state(settings, store), wall, clock)
    post.to = runner.post
    return BuiltTerminal(runner, sender, store, client, log, settings)


def _executor(settings: Settings, store: Store, log: EventLog, items: dict[str, ServiceItem], client: BackendClient,
              sender: Sender, wall: Callable[[], datetime], post: "_Post",
              errors: ErrorCatalogue) -> Executor:  # fmt: skip
    def canonical(code: str) -> str | None:
        try:
            return errors[code].code
        except KeyError:
            return None

    terminal, timing = settings.terminal, settings.timing
    held = Held()
    station = Station(terminal.site_name, terminal.station_phone, terminal.id)
    handover = Handover(store, sender, terminal.site, station, settings.backend.url, wall, timing.submit_wait)
    return Executor(
        store=store, log=log, items=items, handover=handover,
        supervisor=Supervisor(settings.devices, post, lambda event, fields: log.emit(event, **fields)),
        caller=Caller(client, held, post, canonical, PortraitDecoderHost(terminal.portrait_decoder)), held=held,
        health=BackendHealth(client, settings.backend.health_every, post), wall=wall, on_dirty=_restart, post=post,
    )  # fmt: skip


def _first_state(settings: Settings, store: Store) -> State:
    timing = settings.timing
    policy = Policy(timing.idle, timing.idle_elder, timing.warning, timing.warning_elder, timing.submit_wait)
    return fresh_state(State(policy=policy), crashed=_crashed(store))


class _Post:
    """Where devices and backend hand their events; connected once the runner exists."""

    def __init__(self) -> None:
        self.to: Callable[[Event], None] = lambda event: None

    def __call__(self, event: Event) -> None:
        self.to(event)


def _crashed(store: Store) -> bool:
    """A visit that began and was never wiped: say so once, and count it as ended."""
    missing = store.counters.get("visits.started") - store.counters.get("visits.wiped")
    if missing > 0:
        store.counters.add("visits.wiped", missing)
        store.counters.add("visits.crashed", missing)
    return missing > 0


def _restart(proof: Proof) -> None:
    """A part could not prove itself empty: end the process at once; `kiosk run` starts a clean one."""
    os._exit(EXIT_DIRTY)


def _token(path: Path) -> str:
    return path.read_text(encoding="ascii").strip() if path.exists() else ""

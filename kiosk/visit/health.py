"""Is the backend there: asked now and then, said on change."""

import threading
from collections.abc import Callable

from kiosk.backend.client import BackendClient
from kiosk.backend.records import Health
from kiosk.flow.events import DeviceChanged, Event

AGAIN_WHEN_AWAY = 2.0
FIRST_AFTER = 0.2  # the first page is drawn before the HTTP library is loaded beside it


class BackendHealth:
    """A thread that asks /health every `every` seconds, sooner while the backend is away."""

    def __init__(self, backend: BackendClient, every: float, post: Callable[[Event], None]) -> None:
        self._backend, self._every, self._post = backend, every, post
        self._stopping = threading.Event()
        self._up: bool | None = None
        self._thread = threading.Thread(target=self._run, name="backend-health", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _run(self) -> None:
        self._stopping.wait(FIRST_AFTER)
        while not self._stopping.is_set():
            up = isinstance(self._backend.health(), Health)
            if up != self._up:
                self._up = up
                self._post(DeviceChanged("backend", up, "" if up else "backend.away"))
            self._stopping.wait(self._every if up else min(self._every, AGAIN_WHEN_AWAY))

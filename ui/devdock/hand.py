"""The hand that plays: one thread that asks for states twice a second and does what was clicked."""

import queue
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ui.demo.world import World, WorldError
from ui.devdock.controls import BACKEND, Control

LOOK_S = 0.5


class Hand(QObject):
    """`looked` carries all states by device; `failed` what the world answered instead, in words."""

    looked = Signal(object)
    failed = Signal(str)

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world
        self._cut = False
        self._todo: queue.Queue[Control | None] = queue.Queue()
        self._thread = threading.Thread(target=self._work, name="hand", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def do(self, control: Control) -> None:
        """Queue a click; returns at once."""
        self._todo.put(control)

    def stop(self) -> None:
        self._todo.put(None)
        self._thread.join()

    def _work(self) -> None:
        while True:
            self._try(self._look)
            try:
                control = self._todo.get(timeout=LOOK_S)
            except queue.Empty:
                continue
            if control is None:
                return
            self._try(self._play, control)

    def _try(self, what: Callable[..., None], *given: Control) -> None:
        try:
            what(*given)
        except WorldError as error:
            self.failed.emit(str(error))

    def _look(self) -> None:
        states = self._world.states()
        if self._world.has_backend:
            states[BACKEND] = {"cut": self._cut}  # the backend does not tell; nobody else cuts it while one plays
        self.looked.emit(states)

    def _play(self, control: Control) -> None:
        if control.device == BACKEND:
            self._world.cut_backend(control.action == "down")
            self._cut = control.action == "down"
        else:
            self._world.do(control.device, control.action, **control.params)
        self.failed.emit("")

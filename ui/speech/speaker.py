"""One voice, one queue: a new text replaces what is being said; an empty one is silence at once."""

import logging
import threading
from collections import deque
from collections.abc import Callable

from ui.speech.engine import Engine, Utterance
from ui.speech.words import sentences

log = logging.getLogger("bianmin.ui.speech")


class Speaker:
    """Thread-safe; speaks in a thread of its own. Holds no text once it is said or silenced:
    `say("")` is a part of the wipe, and nothing queued before it is heard after it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.rate = 1.0
        self._wake = threading.Condition()
        self._queue: deque[str] = deque()
        self._saying: Utterance | None = None
        self._closed = False
        self._tell: Callable[[bool], None] = lambda speaking: None
        self._thread = threading.Thread(target=self._work, name="speech", daemon=True)
        self._thread.start()

    def listen(self, tell: Callable[[bool], None]) -> None:
        """`tell(True)` when speaking begins, `tell(False)` when it ends; called from the speech thread."""
        self._tell = tell

    def say(self, text: str) -> None:
        """Replace everything being said or waiting by this text; "" is silence. Returns at once."""
        with self._wake:
            self._queue.clear()
            if not self._closed:
                self._queue.extend(sentences(text))
            if self._saying is not None:
                self._saying.stop()
            self._wake.notify()

    def close(self) -> None:
        """Silence for good; ends the thread."""
        with self._wake:
            self._closed = True
        self.say("")
        self._thread.join()

    def _work(self) -> None:
        while self._next():
            self._tell(True)
            while (utterance := self._saying) is not None:
                utterance.wait()
                self._continue()
            self._tell(False)

    def _next(self) -> bool:
        """Wait for a sentence and begin it; False at the end."""
        with self._wake:
            self._wake.wait_for(lambda: self._closed or self._queue)
            self._begin()
            return not self._closed

    def _continue(self) -> None:
        with self._wake:
            self._begin()

    def _begin(self) -> None:
        """With the lock held, so that `say` never falls between the queue and the voice."""
        self._saying = None
        if self._queue:
            try:
                self._saying = self._engine.begin(self._queue.popleft(), self.rate)
            except OSError as error:
                log.warning("no voice: %s", type(error).__name__)
                self._queue.clear()

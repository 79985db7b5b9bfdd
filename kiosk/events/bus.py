"""In-process publish and subscribe, by the type of what is published.

Handlers run at once in the publisher's thread: they hand over (to a queue, to the GUI thread) and return.
"""

import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar, cast

E = TypeVar("E")


class Bus:
    """Thread-safe. A handler that raises is a fault of the program: the exception reaches the publisher."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._handlers: tuple[tuple[type[Any], Callable[[Any], None]], ...] = ()

    def subscribe(self, kind: type[E], handler: Callable[[E], None]) -> Callable[[], None]:
        """Call `handler` for every published value that is a `kind`, in order of subscription.
        Gives a function that ends the subscription; calling it again does nothing."""
        subscription = (kind, cast("Callable[[Any], None]", handler))
        with self._lock:
            self._handlers = (*self._handlers, subscription)

        def unsubscribe() -> None:
            with self._lock:
                self._handlers = tuple(known for known in self._handlers if known is not subscription)

        return unsubscribe

    def listen(self, kind: type[E]) -> "SimpleQueue[E]":
        """A queue that receives every published `kind` from now on."""
        queue: SimpleQueue[E] = SimpleQueue()
        self.subscribe(kind, queue.put)
        return queue

    def publish(self, value: object) -> None:
        """Hand `value` to the handlers subscribed at this moment; no lock is held while they run."""
        with self._lock:
            handlers = self._handlers
        for kind, handler in handlers:
            if isinstance(value, kind):
                handler(value)

"""Publish and subscribe by type."""

import threading
from dataclasses import dataclass

import pytest

from kiosk.events.bus import Bus


@dataclass(frozen=True)
class Lost:
    device: str


@dataclass(frozen=True)
class LostForGood(Lost):
    attempts: int


@dataclass(frozen=True)
class Back:
    device: str


def test_each_gets_its_own_kind_in_order() -> None:
    bus, heard = Bus(), list[object]()
    bus.subscribe(Lost, lambda event: heard.append(("first", event)))
    bus.subscribe(Back, lambda event: heard.append(("back", event)))
    bus.subscribe(Lost, lambda event: heard.append(("second", event)))
    bus.publish(Lost("reader"))
    assert heard == [("first", Lost("reader")), ("second", Lost("reader"))]


def test_a_kind_includes_what_is_derived_from_it() -> None:
    bus = Bus()
    everything, only = bus.listen(Lost), bus.listen(LostForGood)
    bus.publish(LostForGood("reader", 3))
    bus.publish(Lost("camera"))
    assert everything.get_nowait() == LostForGood("reader", 3)
    assert everything.get_nowait() == Lost("camera")
    assert only.qsize() == 1


def test_unsubscribing_ends_it_and_twice_is_no_error() -> None:
    bus, heard = Bus(), list[object]()
    stop = bus.subscribe(Lost, heard.append)
    keep = bus.listen(Lost)
    stop()
    stop()
    bus.publish(Lost("reader"))
    assert heard == []
    assert keep.qsize() == 1


def test_the_same_handler_may_listen_twice() -> None:
    bus, heard = Bus(), list[object]()
    first, _ = bus.subscribe(Lost, heard.append), bus.subscribe(Lost, heard.append)
    bus.publish(Lost("a"))
    first()
    bus.publish(Lost("b"))
    assert heard == [Lost("a"), Lost("a"), Lost("b")]


def test_a_handler_may_subscribe_and_publish() -> None:
    bus, heard = Bus(), list[object]()

    def relay(event: Lost) -> None:
        bus.subscribe(Back, heard.append)
        bus.publish(Back(event.device))

    bus.subscribe(Lost, relay)
    bus.publish(Lost("reader"))
    assert heard == [Back("reader")]


def test_a_fault_of_a_handler_reaches_the_publisher() -> None:
    def broken(event: Lost) -> None:
        raise ZeroDivisionError(event.device)

    bus = Bus()
    bus.subscribe(Lost, broken)
    with pytest.raises(ZeroDivisionError, match="reader"):
        bus.publish(Lost("reader"))


def test_nobody_listening_is_fine() -> None:
    Bus().publish(Lost("reader"))


def test_threads_lose_nothing() -> None:
    bus = Bus()
    queue = bus.listen(Lost)

    def work(name: str) -> None:
        for number in range(100):
            stop = bus.subscribe(Back, lambda _: None)
            bus.publish(Lost(f"{name}{number}"))
            stop()

    threads = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert queue.qsize() == 400

"""An exception nobody expected: one page, the wipe, and out."""

import sys
import threading

import pytest
from pytestqt.qtbot import QtBot

from tests.screens.scripted import ScriptedTerminal, view
from ui.bridge import guard
from ui.bridge.bridge import Bridge
from ui.bridge.guard import EXIT_CRASHED, Guard, crash_view


@pytest.fixture
def left() -> list[int]:
    return []


@pytest.fixture
def net(bridge: Bridge, terminal: ScriptedTerminal, left: list[int], monkeypatch: pytest.MonkeyPatch) -> Guard:
    monkeypatch.setattr(guard, "READING_MS", 0)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    return Guard(bridge, terminal, left.append)


def crash(net: Guard, secret: str) -> None:
    try:
        raise RuntimeError(secret)
    except RuntimeError as error:
        net.caught(type(error), error, error.__traceback__)


@pytest.mark.expects_log("unexpected RuntimeError at test_guard.py:.* crash")
def test_a_crash_shows_the_page_wipes_and_leaves(
    net: Guard,
    bridge: Bridge,
    terminal: ScriptedTerminal,
    left: list[int],
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    bridge.show(view("confirm", station="样例站"))
    crash(net, "990101194003150020")
    qtbot.waitUntil(lambda: bool(left))
    assert left == [EXIT_CRASHED]
    assert terminal.stopped.wait(10)
    assert bridge.current is not None
    assert (bridge.current.name, bridge.current.station) == ("failure.screen", "样例站")
    assert "990101" not in caplog.text, "an exception's text may quote what a person entered"


@pytest.mark.expects_log("unexpected RuntimeError")
def test_a_second_crash_on_the_way_out_changes_nothing(net: Guard, left: list[int], qtbot: QtBot) -> None:
    crash(net, "one")
    crash(net, "two")
    qtbot.waitUntil(lambda: bool(left))
    assert left == [EXIT_CRASHED]


@pytest.mark.expects_log("unexpected ValueError")
def test_threads_are_caught_too(net: Guard, bridge: Bridge, left: list[int], qtbot: QtBot) -> None:
    net.install()
    thread = threading.Thread(target=lambda: int("x"), name="worker")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(left))
    assert bridge.current is not None
    assert bridge.current.name == "failure.screen"


def test_the_crash_page_offers_nothing_that_could_not_answer() -> None:
    page = crash_view("站")
    assert page.choices == ()
    assert {page.dock.back, page.dock.exit, page.dock.help, page.dock.speak, page.dock.elder} == {"off"}
    assert page.spoken

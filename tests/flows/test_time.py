"""Time: the warning before a visit ends, and what never counts as idle."""

import pytest

from kiosk.flow import effects as f
from kiosk.flow import events as e
from kiosk.flow.timing import idle_limit, seconds_left, warning_time
from tests.flows.walk import Walk


@pytest.mark.parametrize("elder", [False, True])
def test_warning_then_wipe(elder: bool) -> None:
    walk = Walk(elder=elder).at_card()
    walk.waits(idle_limit(walk.state) - 1)
    assert walk.state.sheet is None
    walk.waits(1)
    assert walk.state.sheet == "idle"
    assert seconds_left(walk.state) == warning_time(walk.state) >= 20
    walk.waits(warning_time(walk.state) - 1)
    assert walk.wiped() is None
    walk.waits(1)
    assert walk.wiped() == "idle"
    walk.happens(e.Wiped()).sees("attract")


def test_one_tap_extends_twelve_times_and_loses_nothing() -> None:
    walk = Walk().at_confirm()
    for _ in range(12):
        walk.waits(70)
        assert walk.state.sheet == "idle"
        walk.happens(e.Touched()).presses("idle.stay").sees("confirm")
        assert walk.state.sheet is None
    assert walk.wiped() is None


def test_the_tap_that_extends_presses_nothing_below() -> None:
    walk = Walk().at_confirm().waits(70).presses("next").sees("confirm")
    assert walk.state.sheet is None


def test_leaving_from_the_warning_is_possible() -> None:
    walk = Walk().at_confirm().waits(70).docks("exit")
    assert walk.wiped() == "left"


def test_a_warning_shorter_than_twenty_seconds_cannot_be_configured() -> None:
    assert warning_time(Walk().with_policy(warning=3).state) == 20


@pytest.mark.parametrize("place", ["reading", "calling", "printing", "submitting", "portrait"])
def test_work_of_machines_is_never_idle_time(place: str) -> None:
    walk = {
        "reading": lambda: Walk().at_card().happens(e.CardSeen()),
        "calling": lambda: Walk().at_card().lays_card(),
        "printing": lambda: Walk().at_result(),
        "submitting": lambda: Walk().at_promise().signs(),
        "portrait": lambda: Walk().at_face(),
    }[place]()
    page = walk.page
    walk.waits(170, step=10).sees(page)
    assert walk.state.sheet is None


def test_work_that_never_ends_does_not_keep_a_page_for_ever() -> None:
    walk = Walk().at_card().happens(e.CardSeen()).waits(300)
    assert walk.wiped() == "idle"


def test_nobody_in_front_of_the_camera_is_idle_time() -> None:
    walk = Walk().at_face()
    walk.happens(e.PortraitReady(walk.state.serial)).waits(65)
    assert walk.state.sheet == "idle"


def test_the_attract_page_never_ends() -> None:
    walk = Walk().waits(100_000, step=1000).sees("attract")
    assert walk.effects == []


def test_a_clock_that_goes_back_changes_nothing() -> None:
    walk = Walk().at_card().waits(30)
    now = walk.state.now
    walk.happens(e.Tick(0.0, walk.state.today))
    assert walk.state.now == now


def test_exit_asks_only_when_something_would_be_lost() -> None:
    walk = Walk().begins().docks("exit")
    assert walk.wiped() == "left"
    walk = Walk().at_confirm().docks("exit")
    assert walk.state.sheet == "exit"
    walk.presses("nothing", "exit.stay").sees("confirm")
    assert walk.state.sheet is None
    walk.docks("exit").docks("back").docks("exit").presses("exit.leave")
    assert walk.wiped() == "left"


def test_help_keeps_everything_and_calls_once() -> None:
    walk = Walk().at_confirm().docks("help").presses("help.station", "help.station", "help.phone", "other")
    assert walk.count(f.CallStaff) == 1
    assert walk.state.help_answer == "phone"
    walk.presses("help.close").sees("confirm")
    assert walk.state.help_answer == ""


def test_speech_is_switched_by_the_dock() -> None:
    walk = Walk().at_card().docks("speak")
    assert walk.effects[-1] == f.Speak()
    walk.docks("speak")
    assert walk.effects[-1] == f.Silence()


def test_a_card_on_the_reader_is_reminded_of_every_five_seconds() -> None:
    walk = Walk().at_result().prints().presses("done", "rate.skip")
    before = walk.count(f.Speak)
    walk.waits(21)
    assert walk.count(f.Speak) - before == 4

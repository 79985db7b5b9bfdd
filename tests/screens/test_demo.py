"""The script engine over a small real terminal and a real window; the ledger; the report."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickWindow

from kiosk.visit.views import Busy, FaceStep, Failure
from tests.screens.conftest import Clock
from tests.screens.rig import Door, control_door
from tests.screens.scripted import HOME, ScriptedTerminal, view
from ui.bridge.bridge import Bridge
from ui.demo.ledger import Ledger
from ui.demo.report import Report, descendants, memory_mb
from ui.demo.script import CARD, Resident, action_asked, play, seen, touch
from ui.demo.stage import Album, Stage, Stuck
from ui.demo.world import World, WorldError

Opener = Callable[[], QQuickWindow]


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[tuple[Door, Path]]:
    with control_door(tmp_path) as door:
        yield door


@pytest.fixture
def stage(bridge: Bridge, open_tiny: Opener, clock: Clock, tmp_path: Path) -> Stage:
    window = open_tiny()
    bridge.start()
    return Stage(bridge, window, Ledger(clock), Album(tmp_path / "pictures"))


SCRIPT = {
    "attract": seen(touch("start")),
    "home": seen(touch("item:a")),
    "intro": seen(touch("consent.face")),
}


class TestPlaying:
    def test_a_visit_from_the_first_touch_to_the_last_page(self, stage: Stage, tmp_path: Path) -> None:
        play(stage, SCRIPT, lambda now: now.name == "attract")
        names = {path.name for path in (tmp_path / "pictures").iterdir()}
        assert names == {
            "01_attract.png", "01_attract_elder.png", "02_home.png", "02_home_elder.png",
            "03_intro.png", "03_intro_elder.png",
        }  # fmt: skip
        assert stage.album.count == 6
        assert QImage(str(tmp_path / "pictures" / "02_home.png")).width() == 540

    def test_a_page_that_does_not_come_is_named(self, stage: Stage) -> None:
        assert stage.view.name == "attract"
        with pytest.raises(Stuck, match="attract: waited 0 s for elsewhere"):
            stage.wait(lambda now: now.name == "elsewhere", "elsewhere", patience=0.0)

    def test_pages_without_an_entry_are_the_machines(self, stage: Stage, terminal: ScriptedTerminal) -> None:
        """The busy page leads on by itself; here the scripted core is pushed once it was shown."""
        busy = view("identify.busy", page="busy", body=Busy("正在查", 0))
        stage.bridge.viewChanged.connect(lambda: stage.view.name == "home" and terminal.show(busy))
        stage.bridge.viewChanged.connect(lambda: stage.view.name == "identify.busy" and terminal.show(view("end")))
        play(stage, {"attract": SCRIPT["attract"]}, lambda now: now.name == "end")
        assert stage.view.name == "end"

    def test_a_failure_page_ends_the_script_with_its_words(self, stage: Stage, bridge: Bridge, tmp_path: Path) -> None:
        _ = stage.view
        body = Failure("R-1", "warn", "读卡器断了", "", "")
        bridge.show(view("failure.reader.gone", page="failure", title="请人来看看", body=body))
        with pytest.raises(Stuck, match="请人来看看") as stuck:
            play(stage, SCRIPT, lambda now: False)
        assert stuck.value.page == "failure.reader.gone"
        assert (tmp_path / "pictures" / "01_failure.reader.gone.png").exists()

    def test_touching_what_is_not_there_says_so(self, stage: Stage) -> None:
        _ = stage.view
        with pytest.raises(Stuck, match="nothing to touch is called 'nonsense'"):
            stage.tap("nonsense")

    def test_an_album_starts_empty(self, tmp_path: Path) -> None:
        (tmp_path / "07_old.png").write_bytes(b"old")
        (tmp_path / "receipt.png").write_bytes(b"kept")
        Album(tmp_path)
        assert {path.name for path in tmp_path.iterdir()} == {"receipt.png"}

    def test_switching_to_the_mode_that_is_on_touches_nothing(self, stage: Stage, terminal: ScriptedTerminal) -> None:
        assert stage.view.elder is False
        stage.switch_mode(False)
        assert terminal.intents.empty()


class TestResident:
    def test_a_card_is_placed_and_its_line_time_is_the_worlds(
        self, stage: Stage, rig: tuple[Door, Path], clock: Clock
    ) -> None:
        door, file = rig
        door.states["idcard"] = {"baud": 115200, "card_seconds": 0.25}
        Resident(World(file)).put_card(stage)
        assert door.told == [("idcard", {"do": "place", "card": CARD})]
        clock.now += 1.0
        stage.ledger.persons_turn("face")
        assert stage.ledger.machine == pytest.approx(1.0 - 0.25 - 24000 / 115200)

    @pytest.mark.parametrize(
        ("hint", "action"),
        [("请眨一眨眼", "blink"), ("请向左转一转头", "turn_left"), ("请向右转一转头", "turn_right"),
         ("请张一张嘴", "open_mouth"), ("再靠近一点", ""), ("很好，看着圆圈", "")],
    )  # fmt: skip
    def test_reads_what_the_page_asks_for(self, hint: str, action: str) -> None:
        assert action_asked(view("face", page="face", body=FaceStep(hint, "", 0.0, ()))) == action

    def test_other_pages_ask_for_no_action(self) -> None:
        assert action_asked(HOME) == ""

    def test_every_act_has_a_page(self, rig: tuple[Door, Path]) -> None:
        script = Resident(World(rig[1])).script()
        assert {"attract", "home", "intro", "identify.card", "face", "confirm", "promise", "result", "take"} <= set(
            script
        )


class TestLedger:
    def test_only_the_machines_stretches_count(self, clock: Clock) -> None:
        ledger = Ledger(clock)
        ledger.persons_turn("attract")
        clock.now += 60
        ledger.handed_over()
        clock.now += 0.4
        ledger.handed_over()
        clock.now += 0.1
        ledger.persons_turn("home")
        clock.now += 60
        assert ledger.machine == pytest.approx(0.5)
        assert ledger.stretches == [("home", 0.5)]

    def test_the_world_takes_no_more_than_there_was(self, clock: Clock) -> None:
        ledger = Ledger(clock)
        ledger.handed_over()
        ledger.world_took(5)
        clock.now += 2
        ledger.persons_turn("confirm")
        ledger.handed_over()
        clock.now += 1
        ledger.persons_turn("promise")
        assert ledger.machine == pytest.approx(1.0), "what one stretch has too much is not taken from the next"


class TestReport:
    def test_good_is_accepted_printed_and_wiped(self) -> None:
        report = Report("x", "accepted", "9901", printed=True, wiped=True)
        assert report.good
        for change in ({"outcome": "kept"}, {"case_number": ""}, {"printed": False}, {"wiped": False}):
            assert not Report(**{**report.as_json(), **change}).good  # pyright: ignore[reportArgumentType]

    def test_it_is_json(self) -> None:
        shown = json.loads(json.dumps(Report("x").as_json()))
        assert {"outcome", "case_number", "item", "screens", "machine_seconds", "wall_seconds", "wiped"} <= set(shown)
        assert {"outbox_pending", "rss_mb"} <= set(shown)

    def test_memory_of_this_process_and_its_children(self) -> None:
        command = [sys.executable, "-c", "print('up', flush=True); input()"]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"up\n"
            assert child.pid in descendants(os.getpid())
            sizes = memory_mb("Pss")
            child.communicate(b"\n")
        assert sizes["terminal"] > 10
        assert sizes["all"] == pytest.approx(sum(size for name, size in sizes.items() if name != "all"), abs=0.2)
        assert child.pid not in descendants(os.getpid())


class TestWorld:
    def test_speaks_with_the_door(self, rig: tuple[Door, Path]) -> None:
        door, file = rig
        world = World(file)
        assert world.devices == ("idcard", "printer")
        assert world.do("idcard", "place", card="li_sample")["plugged"] is True
        world.cut_backend(True)
        world.cut_backend(False)
        assert door.told == [
            ("idcard", {"do": "place", "card": "li_sample"}),
            ("_faults", {"mode": "down"}),
            ("_faults", {"mode": "none"}),
        ]
        assert world.violations() == ["printer: wrote without asking"]

    def test_a_refusal_is_an_error_in_words(self, rig: tuple[Door, Path]) -> None:
        with pytest.raises(WorldError, match="idcard does not know 'explode'"):
            World(rig[1]).do("idcard", "explode")

    def test_no_rig(self, tmp_path: Path) -> None:
        with pytest.raises(WorldError, match="no rig of emulators"):
            World(tmp_path / "rig.json")

    def test_a_door_that_is_gone(self, tmp_path: Path) -> None:
        with control_door(tmp_path) as (_, file):
            world = World(file)
        with pytest.raises(WorldError, match="127.0.0.1"):
            world.states()

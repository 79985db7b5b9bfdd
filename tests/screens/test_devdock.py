"""Buttons of the dock reach the control door; states and violations reach the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.screens.rig import Door, control_door
from ui.demo.world import World
from ui.devdock.controls import Control, controls, sample_codes, summary
from ui.devdock.hand import Hand
from ui.devdock.window import DockWindow


@pytest.fixture
def door(tmp_path: Path) -> Iterator[tuple[Door, Path]]:
    with control_door(tmp_path) as opened:
        yield opened


@pytest.fixture
def dock(door: tuple[Door, Path], qapp: QApplication, qtbot: QtBot) -> Iterator[DockWindow]:
    hand = Hand(World(door[1]))
    window = DockWindow(hand, backend=True)
    qtbot.addWidget(window)
    with qtbot.waitSignal(hand.looked):
        hand.start()
    yield window
    hand.stop()


def click(dock: DockWindow, qtbot: QtBot, name: str) -> None:
    button = dock.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ("idcard.place li_sample", ("idcard", {"do": "place", "card": "li_sample"})),
        ("idcard.lift the card", ("idcard", {"do": "lift"})),
        ("idcard.unplug", ("idcard", {"do": "unplug"})),
        ("printer.paper out", ("printer", {"do": "paper_out"})),
        ("printer.open cover", ("printer", {"do": "open_cover"})),
        ("backend.cut the backend", ("_faults", {"mode": "down"})),
        ("backend.give it back", ("_faults", {"mode": "none"})),
    ],
)
def test_a_click_is_played(
    dock: DockWindow, door: tuple[Door, Path], qtbot: QtBot, button: str, told: tuple[str, dict[str, str]]
) -> None:
    click(dock, qtbot, button)
    assert door[0].wait_told(told)


def test_states_and_violations_are_shown(dock: DockWindow, qtbot: QtBot) -> None:
    labels = [label.text() for label in dock.findChildren(QLabel) if isinstance(label, QLabel)]
    assert "plugged True" in labels
    wrong = dock.findChild(QPlainTextEdit)
    assert isinstance(wrong, QPlainTextEdit)
    assert wrong.toPlainText() == "printer: wrote without asking"


def test_a_state_that_changed_is_shown_without_new_boxes(dock: DockWindow, qtbot: QtBot) -> None:
    before = len(dock.findChildren(QPushButton))
    dock.show_states({"idcard": {"plugged": False, "violations": []}})
    assert len(dock.findChildren(QPushButton)) == before
    assert "plugged False" in [label.text() for label in dock.findChildren(QLabel) if isinstance(label, QLabel)]


def test_a_refusal_is_said_and_the_next_success_takes_it_away(
    door: tuple[Door, Path], qapp: QApplication, qtbot: QtBot
) -> None:
    hand = Hand(World(door[1]))
    with qtbot.waitSignal(hand.failed, check_params_cb=lambda text: "does not know" in text):
        hand.start()
        hand.do(Control("?", "idcard", "explode"))
    with qtbot.waitSignal(hand.failed, check_params_cb=lambda text: text == ""):
        hand.do(Control("lift", "idcard", "lift"))
    hand.stop()


@pytest.mark.parametrize("device", ["idcard", "scanner", "printer", "camera", "something_new"])
def test_every_device_can_be_unplugged_and_plugged(device: str) -> None:
    actions = [control.action for control in controls(device, {})]
    assert actions[:2] == ["unplug", "plug"]
    assert len({control.label for control in controls(device, {})}) == len(actions)


def test_the_scanner_can_be_shown_every_sample_code() -> None:
    shown = {control.params.get("text") for control in controls("scanner", {})} - {None}
    assert shown == set(sample_codes())
    assert shown


def test_a_summary_is_one_line() -> None:
    state = {"plugged": True, "cards": {"a": 1}, "tickets": [1, 2], "violations": ["x"], "commands": ["2001"]}
    assert summary(state) == "plugged True · tickets 2"

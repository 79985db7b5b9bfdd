"""Buttons of the dock reach the control door; states and violations reach the window."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
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
        ("idcard.place li sample", ("idcard", {"do": "place", "card": "li_sample"})),
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
    assert "plugged yes" in labels
    assert "cut no" in labels
    wrong = dock.findChild(QPlainTextEdit)
    assert isinstance(wrong, QPlainTextEdit)
    assert wrong.toPlainText() == "printer: wrote without asking"


def test_a_state_that_changed_is_shown_without_new_boxes(dock: DockWindow, qtbot: QtBot) -> None:
    before = len(dock.findChildren(QPushButton))
    dock.show_states({"idcard": {"plugged": False, "violations": []}})
    assert len(dock.findChildren(QPushButton)) == before
    assert "plugged no" in [label.text() for label in dock.findChildren(QLabel) if isinstance(label, QLabel)]


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


def test_a_cut_backend_is_shown_as_cut_until_it_is_given_back(dock: DockWindow, qtbot: QtBot) -> None:
    def labels() -> list[str]:
        return [label.text() for label in dock.findChildren(QLabel) if isinstance(label, QLabel)]

    click(dock, qtbot, "backend.cut the backend")
    qtbot.waitUntil(lambda: "cut yes" in labels())
    click(dock, qtbot, "backend.give it back")
    qtbot.waitUntil(lambda: "cut no" in labels())


def test_the_window_stands_right_of_the_kiosk_or_at_the_right_edge(dock: DockWindow) -> None:
    dock.place(560, QRect(0, 0, 1920, 1080))
    assert (dock.x(), dock.width()) == (560, 640)
    dock.place(1800, QRect(0, 0, 1920, 1080))
    assert dock.x() + dock.width() <= 1920
    assert dock.width() >= 360


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_every_line_of_state_is_shown_whole(dock: DockWindow, qtbot: QtBot) -> None:
    long = {f"number_of_things_{number}": number for number in range(20)}
    dock.show_states({"idcard": {"plugged": True, **long}})
    dock.place(0, QRect(0, 0, 700, 500))
    dock.show()
    for label in dock.findChildren(QLabel):
        assert isinstance(label, QLabel)
        if label.wordWrap() and label.text():
            qtbot.waitUntil(lambda label=label: label.height() >= label.heightForWidth(label.width()))


def test_ctrl_c_ends_the_dock_quietly(door: tuple[Door, Path]) -> None:
    """As soon as it looks at the rig it stands; whenever the signal comes, it says nothing."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "ui.devdock", str(door[1])]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as program:
        assert door[0].wait_looked()
        program.send_signal(signal.SIGINT)
        assert program.stderr is not None
        assert b"Traceback" not in program.stderr.read()
        assert program.wait(20) == 0


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
    assert summary(state) == "plugged yes · tickets 2"

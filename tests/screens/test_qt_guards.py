"""What Qt may not do to us: lose references to None, grow, keep a person's picture."""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QColor, QFontInfo, QImage
from PySide6.QtQuick import QQuickWindow
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from drivers.api.face import Frame
from kiosk.visit.views import FaceStep
from tests.screens.scripted import ScriptedTerminal, view
from ui.bridge.bridge import Bridge
from ui.bridge.preview import CameraPreview, to_image
from ui.bridge.qt import FONT_FAMILY, ShellMissing, open_window
from ui.demo.hands import find, next_frame

Opener = Callable[[], QQuickWindow]
FACE = view("face", page="face", body=FaceStep("请靠近一点", "zoom_in", 0.0, ()))
RED, GREEN = b"\x00\x00\xff", b"\x00\xff\x00"


def frame(sequence: int, colour: bytes = RED) -> Frame:
    return Frame(640, 480, sequence, colour * (640 * 480))


def resident_kb() -> int:
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4


@pytest.mark.parametrize("call", ["set_name", "timer", "send", "signal"])
def test_none_keeps_its_references(call: str, qapp: QApplication) -> None:
    """PySide6 6.12.0 loses one reference of None per void call on Python 3.11 and aborts after minutes."""
    thing, timer, image = QObject(), QTimer(), QImage(4, 4, QImage.Format.Format_RGB32)
    calls: dict[str, Callable[[], object]] = {
        "set_name": lambda: thing.setObjectName("x"),
        "timer": lambda: (timer.start(1000), timer.stop()),
        "send": lambda: qapp.sendPostedEvents(),
        "signal": lambda: image.fill(0),
    }
    before = sys.getrefcount(None)
    for _ in range(1000):
        calls[call]()
    assert abs(sys.getrefcount(None) - before) < 100


def test_memory_does_not_grow_over_300_frames(
    bridge: Bridge, terminal: ScriptedTerminal, open_tiny: Opener, qtbot: QtBot
) -> None:
    window = open_tiny()
    bridge.show(FACE)
    preview = find(window, "preview")
    assert isinstance(preview, CameraPreview)

    def play(numbers: range) -> int:
        for number in numbers:
            terminal.source.frame = frame(number)
            preview.refresh()
            next_frame(window)
        return resident_kb()

    settled = play(range(60))
    assert play(range(60, 360)) - settled < 8 * 1024, "300 frames of 900 KiB left their memory behind"


def test_the_preview_shows_the_newest_frame_in_a_circle(
    bridge: Bridge, terminal: ScriptedTerminal, open_tiny: Opener, qtbot: QtBot
) -> None:
    window = open_tiny()
    bridge.show(FACE)
    preview = find(window, "preview")
    assert isinstance(preview, CameraPreview)
    assert preview.property("live") is False
    for number, colour in enumerate((GREEN, RED)):
        terminal.source.frame = frame(number, colour)
        preview.refresh()
    next_frame(window)
    shot = window.grabWindow()
    assert preview.property("live") is True
    assert shot.pixelColor(400, 700) == QColor(255, 0, 0)
    assert shot.pixelColor(302, 602) == QColor("#F5F0E6"), "the corner of the circle is paper"


def test_a_square_preview_fills_its_corners(
    bridge: Bridge, terminal: ScriptedTerminal, open_tiny: Opener, qtbot: QtBot
) -> None:
    window = open_tiny()
    bridge.show(FACE)
    preview = find(window, "preview")
    assert isinstance(preview, CameraPreview)
    preview.setProperty("round", False)
    terminal.source.frame = frame(1)
    preview.refresh()
    next_frame(window)
    assert window.grabWindow().pixelColor(302, 602) == QColor(255, 0, 0)


def test_frames_are_asked_only_while_they_can_be_seen(
    bridge: Bridge, terminal: ScriptedTerminal, open_tiny: Opener, qtbot: QtBot
) -> None:
    window = open_tiny()
    next_frame(window)
    assert terminal.source.asked == 0
    terminal.source.frame = frame(1)
    bridge.show(FACE)
    preview = find(window, "preview")
    assert isinstance(preview, CameraPreview)
    qtbot.waitUntil(lambda: preview.property("live"))
    bridge.show(replace(FACE, page="choose"))
    asked = terminal.source.asked
    assert preview.property("live") is False, "the picture of the person is dropped when it hides"
    for _ in range(5):
        next_frame(window)
    assert terminal.source.asked == asked


def test_a_camera_that_is_not_there_leaves_the_preview_empty(
    bridge: Bridge, terminal: ScriptedTerminal, open_tiny: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_tiny()
    monkeypatch.setattr(terminal, "source", None)
    bridge.show(FACE)
    preview = find(window, "preview")
    assert isinstance(preview, CameraPreview)
    preview.refresh()
    next_frame(window)
    assert preview.property("live") is False


def test_an_image_owns_its_pixels() -> None:
    pixels = bytearray(RED * (8 * 4))
    image = to_image(Frame(8, 4, 0, bytes(pixels)))
    pixels[:] = bytes(len(pixels))
    assert image.pixelColor(7, 3) == QColor(255, 0, 0)


def test_the_font_is_set_for_everything(qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == FONT_FAMILY


@pytest.mark.qt_log_ignore("none.qml", "failed to load component")
def test_a_shell_that_does_not_load_is_said(bridge: Bridge, tmp_path: Path) -> None:
    with pytest.raises(ShellMissing):
        open_window(bridge, tmp_path / "none.qml")

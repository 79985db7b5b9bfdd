"""Keys and their states, as a finger and as a screen reader meet them."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.visit.intents import Press, Touch
from kiosk.visit.views import Choice, View
from tests.screens.shelf import Shelf, shelf
from ui.bridge.panel import PANELS
from ui.demo.hands import middle_of, settle
from ui.screens.samples import samples

LEFT = Qt.MouseButton.LeftButton


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


@pytest.fixture(scope="module")
def opened(qapp: QApplication) -> Iterator[Shelf]:
    with shelf(PANELS["ref"], Clock()) as made:
        yield made


@pytest.fixture
def desk(opened: Shelf) -> Shelf:
    opened.told()
    return opened


def two_keys(**changes: object) -> View:
    view = dict(samples(False))["failure.card.unreadable"]
    first = replace(Choice("first", "再放一次"), **changes)  # pyright: ignore[reportArgumentType]
    return replace(view, choices=(first, Choice("second", "换一种", icon="how_to_reg")))


def presses(desk: Shelf) -> list[str]:
    return [intent.id for intent in desk.told() if isinstance(intent, Press)]


def centre_colour(picture: QImage, desk: Shelf, name: str) -> str:
    """The colour of the face, left of the word."""
    left, top, _width, height = desk.rect(name)
    return picture.pixelColor(round(left + 30), round(top + height / 2)).name()


def test_it_acts_when_the_finger_leaves_the_glass_and_not_before(desk: Shelf) -> None:
    desk.show(two_keys())
    spot = middle_of(desk.item("first"))
    QTest.mousePress(desk.window, LEFT, pos=spot)
    assert presses(desk) == []
    QTest.mouseRelease(desk.window, LEFT, pos=spot)
    assert presses(desk) == ["first"]


@pytest.mark.parametrize(("past_edge_mm", "counts"), [(6, True), (10, False)])
def test_a_finger_may_drift_eight_millimetres_off_the_key(desk: Shelf, past_edge_mm: float, counts: bool) -> None:
    desk.show(two_keys())
    left, top, width, _height = desk.rect("first")
    inside = QPoint(round(left + width / 2), round(top + 10))
    outside = QPoint(inside.x(), round(top - past_edge_mm * PANELS["ref"].px_per_mm))
    QTest.mousePress(desk.window, LEFT, pos=inside)
    QTest.mouseMove(desk.window, outside)
    QTest.mouseRelease(desk.window, LEFT, pos=outside)
    assert presses(desk) == (["first"] if counts else [])


@pytest.mark.parametrize(("past_edge_mm", "counts"), [(12, True), (17, False)])
def test_in_elder_mode_fifteen(desk: Shelf, past_edge_mm: float, counts: bool) -> None:
    desk.show(replace(two_keys(), elder=True))
    left, top, width, _height = desk.rect("first")
    inside = QPoint(round(left + width / 2), round(top + 10))
    outside = QPoint(inside.x(), round(top - past_edge_mm * PANELS["ref"].px_per_mm))
    QTest.mousePress(desk.window, LEFT, pos=inside)
    QTest.mouseMove(desk.window, outside)
    QTest.mouseRelease(desk.window, LEFT, pos=outside)
    assert presses(desk) == (["first"] if counts else [])


def test_pressing_is_seen_in_the_next_frame(desk: Shelf) -> None:
    desk.show(two_keys())
    spot = middle_of(desk.item("first"))
    before = centre_colour(desk.window.grabWindow(), desk, "first")
    QTest.mousePress(desk.window, LEFT, pos=spot)
    during = centre_colour(desk.window.grabWindow(), desk, "first")
    QTest.mouseRelease(desk.window, LEFT, pos=spot)
    after = centre_colour(desk.window.grabWindow(), desk, "first")
    assert (before, during, after) == ("#fffefb", "#dce8e8", "#fffefb")


def test_the_filled_key_is_accent(desk: Shelf) -> None:
    desk.show(two_keys(filled=True))
    assert centre_colour(desk.window.grabWindow(), desk, "first") == "#0e4d62"


def test_an_unavailable_key_says_why_and_does_nothing(desk: Shelf) -> None:
    desk.show(two_keys(enabled=False, reason="读卡器坏了", filled=True))
    assert "读卡器坏了" in desk.words()
    desk.tap("first")
    assert desk.told() == [Touch()]
    assert centre_colour(desk.window.grabWindow(), desk, "first") == "#f5f0e6"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_with_focus_answers_to_the_keyboard(desk: Shelf, key: Qt.Key) -> None:
    desk.show(two_keys())
    desk.window.requestActivate()
    desk.item("first").forceActiveFocus()
    QTest.keyClick(desk.window, key)
    assert presses(desk) == ["first"]


def test_focus_draws_a_ring_outside_the_key(desk: Shelf) -> None:
    desk.show(two_keys())
    desk.window.requestActivate()
    left, top, _width, height = desk.rect("first")
    spot = (round(left - 8), round(top + height / 2))
    before = desk.window.grabWindow().pixelColor(*spot).lightness()
    desk.item("first").forceActiveFocus()
    settle(desk.window)
    assert desk.window.grabWindow().pixelColor(*spot).lightness() < before - 100


def accessible(desk: Shelf, name: str) -> QAccessibleInterface:
    QAccessible.setActive(True)
    found = QAccessible.queryAccessibleInterface(desk.item(name))
    assert found is not None
    return found


def test_a_screen_reader_hears_a_button_and_its_word(desk: Shelf) -> None:
    desk.show(two_keys(enabled=False, reason="读卡器坏了"))
    found = accessible(desk, "first")
    assert found.role() == QAccessible.Role.Button
    assert found.text(QAccessible.Text.Name) == "再放一次"
    assert found.text(QAccessible.Text.Description) == "读卡器坏了"


def test_the_press_action_of_a_screen_reader_counts(desk: Shelf) -> None:
    desk.show(two_keys())
    found = accessible(desk, "second").actionInterface()
    assert found is not None
    found.doAction(found.pressAction())
    assert presses(desk) == ["second"]


def test_a_raised_key_casts_a_shadow_and_an_unavailable_one_does_not(desk: Shelf) -> None:
    def below(view: View) -> int:
        desk.show(view)
        left, top, width, height = desk.rect("first")
        return desk.window.grabWindow().pixelColor(round(left + width / 2), round(top + height + 6)).lightness()

    assert below(two_keys()) < below(two_keys(enabled=False))


def test_speaking_is_said_with_a_word(desk: Shelf) -> None:
    desk.show(two_keys())
    assert "朗读" in desk.words()
    desk.bridge._set_speaking(True)  # pyright: ignore[reportPrivateUsage]
    settle(desk.window)
    assert "朗读中" in desk.words()
    desk.bridge._set_speaking(False)  # pyright: ignore[reportPrivateUsage]
    settle(desk.window)


def test_elder_mode_offers_the_way_back(desk: Shelf) -> None:
    view = dict(samples(True))["rating"]
    desk.show(view)
    assert "标准模式" in desk.words()
    assert "长辈模式" not in desk.words()


def test_big_digits_and_small_units(desk: Shelf) -> None:
    desk.show(dict(samples(False))["result"])
    words = desk.words()
    assert [part in words for part in ("2027", "年", "11", "月", "20", "日")] == [True] * 6

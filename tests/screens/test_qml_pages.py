"""Pages as a person meets them: what is tapped reaches the core, what changes is seen, nothing moves that must not."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.visit.intents import DockPress, Key, Press, Stroke, Touch
from kiosk.visit.views import Confirm, Dock, IdleWarning, Keypad, Sign, View
from tests.screens.shelf import Shelf, shelf
from ui.bridge.convert import pressable
from ui.bridge.panel import PANELS, Panel
from ui.demo.hands import draw, find, middle_of, settle, walk
from ui.screens.samples import samples

HALF = Panel(540, 960, 32.0)
DOCK = [f"dock.{name}" for name in ("back", "exit", "help", "speak", "elder")]
ALL = [(elder, name, view) for elder in (False, True) for name, view in samples(elder)]


class Clock:
    """Time as an argument: every question is a second later, so no tap is a bounce for the bridge."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


@pytest.fixture(scope="module")
def opened(qapp: QApplication) -> Iterator[Shelf]:
    with shelf(HALF, Clock()) as made:
        yield made


@pytest.fixture
def desk(opened: Shelf) -> Shelf:
    """One window for all: opening it costs more than a page. Starts with nothing told."""
    opened.told()
    return opened


def sample(name: str, elder: bool = False) -> View:
    return dict(samples(elder))[name]


@pytest.mark.parametrize(("elder", "name", "view"), ALL, ids=[f"{'elder' if e else 'std'}-{n}" for e, n, _ in ALL])
def test_everything_that_may_be_pressed_is_there_and_reaches_the_core(
    desk: Shelf, elder: bool, name: str, view: View
) -> None:
    desk.show(view)
    for choice in sorted(pressable(view)):
        desk.told()
        desk.tap(choice)
        pressed = [intent for intent in desk.told() if isinstance(intent, Press)]
        assert [intent.id for intent in pressed] == [choice]


@pytest.mark.parametrize("elder", [False, True])
def test_the_dock_never_moves(desk: Shelf, elder: bool) -> None:
    places: set[str] = set()
    for _name, view in samples(elder):
        desk.show(view)
        places.add(json.dumps([desk.rect(name) for name in DOCK]))
    assert len(places) == 1


def test_the_dock_is_at_the_same_place_in_both_modes(desk: Shelf) -> None:
    desk.show(sample("rating"))
    standard = [desk.rect(name) for name in DOCK]
    desk.show(sample("rating", elder=True))
    assert [desk.rect(name) for name in DOCK] == standard


def test_dock_controls_reach_the_core(desk: Shelf) -> None:
    desk.show(replace(sample("confirm"), dock=Dock()))
    for name in DOCK:
        desk.tap(name)
    assert [intent.control for intent in desk.told() if isinstance(intent, DockPress)] == [
        "back", "exit", "help", "speak", "elder",
    ]  # fmt: skip


def test_a_dock_control_that_is_off_stays_and_does_nothing(desk: Shelf) -> None:
    desk.show(replace(sample("confirm"), dock=Dock(back="off")))
    desk.tap("dock.back")
    assert desk.told() == [Touch()]


def test_every_touch_is_told_even_beside_all_keys(desk: Shelf) -> None:
    desk.show(sample("confirm"))
    QTest.mouseClick(desk.window, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert desk.told() == [Touch()]


def test_a_tap_counts_as_touch_before_it_counts_as_press(desk: Shelf) -> None:
    view = sample("rating")
    desk.show(view)
    desk.tap(view.choices[0].id)
    assert [type(intent) for intent in desk.told()] == [Touch, Press]


def test_typed_keys_reach_the_core_one_by_one_even_the_same_twice(desk: Shelf) -> None:
    desk.show(sample("fix.phone"))
    for key in ("1", "1", "erase", "clear"):
        desk.tap(f"key.{key}")
    assert [intent.key for intent in desk.told() if isinstance(intent, Key)] == ["1", "1", "erase", "clear"]


def test_the_keypad_shows_what_the_core_shows(desk: Shelf) -> None:
    view = sample("fix.phone.empty")
    assert isinstance(view.body, Keypad)
    desk.show(view)
    desk.show(replace(view, body=replace(view.body, shown="138 55", filled=5)), same=True)
    assert desk.words().count("5") == 3  # twice typed, once on its key
    assert "138 55" not in desk.words()  # digit by digit, each in its place


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize(
    ("name", "places"), [("fix.phone", 11), ("identify.staff_pin", 6), ("identify.staff_badge", 4)]
)
def test_the_keypad_has_a_place_for_every_digit(desk: Shelf, name: str, places: int, elder: bool) -> None:
    desk.show(sample(name, elder))
    field = next(item for item in walk(desk.window.contentItem()) if item.property("slots") is not None)
    spots = [item for item in field.childItems() if item.property("hidden") is not None]
    lefts = [spot.x() for spot in spots]
    assert len(spots) == places
    assert lefts[-1] + spots[-1].width() <= field.width()
    steps = {round(after - before) for before, after in pairwise(lefts)}
    assert len(steps) == (2 if places == 11 else 1)  # 3-4-4: two wider steps between the groups


@pytest.mark.parametrize("name", ["fix.phone", "fix.phone.full", "identify.staff_pin", "identify.staff_badge"])
def test_the_keypad_says_nothing_twice_and_elder_keys_are_not_the_smaller_ones(desk: Shelf, name: str) -> None:
    desk.show(sample(name))
    smaller = desk.item("key.5").height()
    assert not [words for words in desk.words() if len(words) > 3 and desk.words().count(words) > 1]
    desk.show(sample(name, elder=True))
    assert not [words for words in desk.words() if len(words) > 4 and desk.words().count(words) > 1]
    assert desk.item("key.5").height() >= min(smaller, 58 * HALF.px_per_mm) - 1


@pytest.mark.parametrize("elder", [False, True])
def test_a_tap_beside_the_keys_of_the_first_page_begins_too(desk: Shelf, elder: bool) -> None:
    desk.show(sample("attract", elder))
    QTest.mouseClick(desk.window, Qt.MouseButton.LeftButton, pos=QPoint(270, 300))
    told = desk.told()
    assert [type(intent) for intent in told] == [Touch, Press]
    assert told[-1].id == "start"  # pyright: ignore[reportAttributeAccessIssue]


def test_the_sources_of_all_rows_stand_in_one_column(desk: Shelf) -> None:
    desk.show(sample("confirm"))
    rows = [item for item in walk(desk.window.contentItem()) if item.property("tagLeft") and item.property("row")]
    sheet = rows[0].parentItem()
    assert sheet is not None
    assert len({row.property("tagLeft") for row in rows}) == 1
    below = sheet.height() - rows[-1].y() - rows[-1].height()
    assert rows[0].y() == pytest.approx(below, abs=2)
    assert below >= 6 * HALF.px_per_mm - 1


def test_an_elder_sheet_is_as_high_as_its_values(desk: Shelf) -> None:
    desk.show(sample("confirm.4", elder=True))
    one = next(item for item in walk(desk.window.contentItem()) if item.property("oneSource") is not None).height()
    desk.show(sample("confirm.3", elder=True))
    two = next(item for item in walk(desk.window.contentItem()) if item.property("oneSource") is not None).height()
    assert one < 0.75 * two


def test_each_value_says_its_own_source_when_they_differ(desk: Shelf) -> None:
    view = sample("confirm.2", elder=True)
    assert isinstance(view.body, Confirm)
    sources = [row.source for row in view.body.rows]
    desk.show(view)
    assert len(set(sources)) == 2
    assert set(sources) <= set(desk.words())


def test_a_fault_of_the_keypad_is_said_in_place_of_the_note(desk: Shelf) -> None:
    view = sample("fix.phone.wrong")
    assert isinstance(view.body, Keypad)
    desk.show(view)
    assert view.body.error in desk.words()
    assert view.body.note not in desk.words()


def test_hidden_digits_are_drawn_and_not_written(desk: Shelf) -> None:
    desk.show(sample("identify.staff_pin"))
    assert not any("●" in text or "•" in text for text in desk.words())


def test_a_stroke_is_handed_over_in_thousandths_of_the_pad(desk: Shelf) -> None:
    desk.show(sample("promise"))
    draw(desk.window, desk.item("sign.pad"), [(0.1, 0.2), (0.5, 0.5), (0.9, 0.2)])
    strokes = [intent for intent in desk.told() if isinstance(intent, Stroke)]
    assert len(strokes) == 1
    first, last = strokes[0].points[0], strokes[0].points[-1]
    assert first == pytest.approx((100, 200), abs=6)
    assert last == pytest.approx((900, 200), abs=6)


def test_a_stroke_that_leaves_the_pad_ends_at_its_edge(desk: Shelf) -> None:
    desk.show(sample("promise"))
    draw(desk.window, desk.item("sign.pad"), [(0.5, 0.5), (1.05, 0.5)])
    strokes = [intent for intent in desk.told() if isinstance(intent, Stroke)]
    assert strokes[0].points[-1][0] == 1000


def dark_pixels(desk: Shelf, name: str) -> int:
    """Ink inside an item, counted on every third pixel."""
    left, top, width, height = (round(value) for value in desk.rect(name))
    picture = desk.window.grabWindow()
    spots = ((x, y) for x in range(left, left + width, 3) for y in range(top, top + height, 3))
    return sum(picture.pixelColor(x, y).lightness() < 90 for x, y in spots)


def test_ink_is_seen_while_it_is_drawn_and_taken_away_with_the_strokes(desk: Shelf) -> None:
    view = sample("promise")
    assert isinstance(view.body, Sign)
    desk.show(replace(view, body=replace(view.body, strokes=())))
    empty = dark_pixels(desk, "sign.pad")
    draw(desk.window, desk.item("sign.pad"), [(0.1, 0.5), (0.5, 0.4), (0.9, 0.5)])
    settle(desk.window)
    written = dark_pixels(desk, "sign.pad")
    assert written > empty + 20
    stroke = next(intent for intent in desk.told() if isinstance(intent, Stroke))
    desk.show(replace(view, body=replace(view.body, strokes=(stroke.points,))), same=True)
    assert dark_pixels(desk, "sign.pad") == pytest.approx(written, rel=0.1)
    desk.show(replace(view, body=replace(view.body, strokes=())), same=True)
    assert dark_pixels(desk, "sign.pad") == empty


def test_an_update_keeps_the_page_and_its_keys(desk: Shelf) -> None:
    view = sample("face")
    desk.show(view)
    before = desk.item(view.choices[0].id)
    desk.show(replace(view, title="请再近一点"), same=True)
    assert desk.item(view.choices[0].id) is before
    assert "请再近一点" in desk.words()


def test_a_new_serial_makes_a_new_page(desk: Shelf) -> None:
    view = sample("face")
    desk.show(view)
    before = desk.item(view.choices[0].id)
    desk.show(view)
    assert desk.item(view.choices[0].id) is not before


def test_elder_mode_at_any_moment_draws_the_same_page_larger(desk: Shelf) -> None:
    view = sample("confirm")
    desk.show(view)
    small = desk.item(view.choices[-1].id).height()
    desk.show(replace(view, elder=True), same=True)
    assert desk.item(view.choices[-1].id).height() > small


def test_under_a_sheet_nothing_of_the_page_can_be_pressed(desk: Shelf) -> None:
    view = sample("sheet.exit")
    desk.show(replace(view, sheet=None))
    spot = middle_of(desk.item(view.choices[0].id))
    desk.show(view, same=True)
    desk.told()
    QTest.mouseClick(desk.window, Qt.MouseButton.LeftButton, pos=spot)
    assert all(isinstance(intent, Touch) or intent.id.startswith("exit.") for intent in desk.told())  # pyright: ignore[reportAttributeAccessIssue]


def test_the_idle_cover_hides_the_page_whole(desk: Shelf) -> None:
    view = sample("sheet.idle")
    assert isinstance(view.sheet, IdleWarning)
    blank = replace(view, page="notice", body=sample("notice").body)
    desk.show(view)
    covered = desk.window.grabWindow()
    desk.show(blank)
    assert desk.window.grabWindow() == covered


def test_the_seconds_of_the_warning_count_down_in_place(desk: Shelf) -> None:
    view = sample("sheet.idle")
    assert isinstance(view.sheet, IdleWarning)
    desk.show(view)
    key = desk.item(view.sheet.choice.id)
    desk.show(replace(view, sheet=replace(view.sheet, seconds_left=7)), same=True)
    assert desk.item(view.sheet.choice.id) is key
    assert "7" in desk.words()


def test_the_sheet_goes_away(desk: Shelf) -> None:
    view = sample("sheet.help")
    desk.show(view)
    assert desk.has("help.close")
    desk.show(replace(view, sheet=None), same=True)
    assert not desk.has("help.close")


def test_with_motion_a_fresh_page_takes_no_tap_that_was_meant_for_the_last(desk: Shelf) -> None:
    view = sample("rating")
    desk.window.setProperty("motion", True)
    try:
        desk.show(view)
        desk.window.setProperty("freshSince", 1e15)
        desk.told()
        desk.tap(view.choices[0].id)
        assert desk.told() == [Touch()]
        desk.window.setProperty("freshSince", 0)
        desk.tap(view.choices[0].id)
        assert [type(intent) for intent in desk.told()] == [Touch, Press]
    finally:
        desk.window.setProperty("motion", False)


@pytest.mark.parametrize("panel", ["landscape21", "desk10"])
def test_other_panels_offer_the_same_things_inside_the_glass(qapp: QApplication, panel: str) -> None:
    glass = PANELS[panel]
    with shelf(glass, Clock()) as desk:
        for name in ("attract", "home", "intro", "identify.card", "confirm", "fix.phone", "promise", "rating"):
            view = sample(name)
            desk.show(view)
            for choice in pressable(view):
                left, top, width, height = desk.rect(choice)
                assert left >= 0
                assert top >= 0
                assert left + width <= glass.width_px
                assert top + height <= glass.height_px


def test_find_sees_only_what_is_visible(desk: Shelf) -> None:
    desk.show(sample("failure.visit.fault"))
    assert find(desk.window, "start") is None

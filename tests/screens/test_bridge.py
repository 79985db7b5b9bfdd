"""Views in, intents out, over the real bridge and a real thread on the other side."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem, QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.visit.intents import DockPress, Key, Press, Stroke, Touch
from kiosk.visit.views import Choice, Confirm, Dock, HelpSheet, IdleWarning, Row, Sign
from tests.screens.conftest import Clock
from tests.screens.scripted import ATTRACT, HOME, ScriptedTerminal, view
from ui.bridge.bridge import Bridge
from ui.bridge.convert import WORD_JOINER, keep_last_together, pressable, to_qml
from ui.bridge.panel import PANELS, Panel, parse_panel
from ui.demo.hands import draw, find, next_frame, tap

Opener = Callable[[], QQuickWindow]


def tap_named(window: QQuickWindow, name: str) -> None:
    next_frame(window)
    item = find(window, name)
    assert item is not None
    tap(window, item)


def started(bridge: Bridge, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bridge.viewChanged):
        bridge.start()


def test_a_tap_reaches_the_core_and_its_next_view_the_screen(bridge: Bridge, open_tiny: Opener, qtbot: QtBot) -> None:
    window = open_tiny()
    started(bridge, qtbot)
    qtbot.waitUntil(lambda: find(window, "start") is not None)
    with qtbot.waitSignal(bridge.viewChanged):
        tap_named(window, "start")
    title = find(window, "title")
    assert title is not None
    assert title.property("text") == HOME.title
    with qtbot.waitSignal(bridge.viewChanged):
        tap_named(window, "item:a")
    assert bridge.current is not None
    assert bridge.current.name == "intro"


def test_views_keep_their_order(bridge: Bridge, terminal: ScriptedTerminal, qtbot: QtBot) -> None:
    started(bridge, qtbot)
    seen: list[int] = []
    bridge.viewChanged.connect(lambda: seen.append(bridge.current.serial if bridge.current else -1))
    for serial in range(50):
        terminal.show(replace(ATTRACT, serial=100 + serial))
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == list(range(100, 150))


def test_the_wipe_empties_the_clipboard(bridge: Bridge, terminal: ScriptedTerminal, qtbot: QtBot) -> None:
    started(bridge, qtbot)
    QGuiApplication.clipboard().setText("990101194003150020")
    with qtbot.waitSignal(bridge.viewChanged):
        terminal.show(replace(ATTRACT, name="wiping", serial=7))
    assert QGuiApplication.clipboard().text() == ""


def test_a_press_of_a_page_that_is_gone_is_dropped(bridge: Bridge, terminal: ScriptedTerminal, qtbot: QtBot) -> None:
    started(bridge, qtbot)
    bridge.press("item:a")
    assert terminal.intents.empty()
    bridge.press("start")
    assert terminal.intents.get_nowait() == Press("start", 1)


def test_a_trembling_finger_presses_once(
    bridge: Bridge, terminal: ScriptedTerminal, clock: Clock, qtbot: QtBot
) -> None:
    started(bridge, qtbot)
    bridge.show(view("calm", "next", serial=7))
    bridge.press("next")
    clock.now += 0.29
    bridge.press("next")
    clock.now += 0.02
    bridge.press("next")
    assert [terminal.intents.get_nowait() for _ in range(2)] == [Press("next", 7)] * 2
    assert terminal.intents.empty()


def test_elders_get_a_longer_pause_and_a_slower_voice(
    bridge: Bridge, terminal: ScriptedTerminal, clock: Clock, speaker: object, qtbot: QtBot
) -> None:
    started(bridge, qtbot)
    bridge.show(view("calm", "next", "other", elder=True))
    bridge.press("next")
    clock.now += 0.69
    bridge.press("next")
    bridge.press("other")
    assert [terminal.intents.get_nowait() for _ in range(2)] == [Press("next", 0), Press("other", 0)]
    assert terminal.intents.empty()
    assert getattr(speaker, "rate", None) == pytest.approx(0.85)


def test_the_same_key_on_the_next_page_is_another_press(bridge: Bridge, terminal: ScriptedTerminal) -> None:
    for serial in (1, 2):
        bridge.show(view("calm", "next", serial=serial))
        bridge.press("next")
    assert [terminal.intents.get_nowait() for _ in range(2)] == [Press("next", 1), Press("next", 2)]


def test_dock_controls_that_are_off_do_nothing(bridge: Bridge, terminal: ScriptedTerminal) -> None:
    bridge.dock("elder")
    bridge.show(view("calm", dock=Dock(back="off", elder="active")))
    for control in ("back", "nonsense", "elder", "exit"):
        bridge.dock(control)
    assert [terminal.intents.get_nowait() for _ in range(2)] == [DockPress("elder"), DockPress("exit")]
    assert terminal.intents.empty()


def test_keys_and_touches_pass(bridge: Bridge, terminal: ScriptedTerminal) -> None:
    for key in ("1", "1", "erase"):
        bridge.key(key)
    bridge.touch()
    assert [terminal.intents.get_nowait() for _ in range(4)] == [Key("1"), Key("1"), Key("erase"), Touch()]


def test_a_stroke_arrives_from_real_mouse_moves(
    bridge: Bridge, terminal: ScriptedTerminal, open_tiny: Opener, qtbot: QtBot
) -> None:
    window = open_tiny()
    pad = find(window, "sign.pad")
    assert isinstance(pad, QQuickItem)
    draw(window, pad, [(0.05, 0.1), (0.5, 0.5), (1.3, 0.5)])
    stroke = terminal.intents.get(timeout=10)
    assert isinstance(stroke, Stroke)
    assert stroke.points[:2] == ((50, 100), (500, 500))
    assert stroke.points[-1] == (1000, 500), "a finger that slides off ends at the edge"


class TestConversion:
    def test_shapes(self) -> None:
        shown = to_qml(view("page", "a", "b", sheet=None))
        assert shown["body"] == {"picture": "", "question": "", "type": "Choose"}
        assert [choice["id"] for choice in shown["choices"]] == ["a", "b"]
        assert shown["sheet"].isNull()
        assert shown["steps"].isNull()
        assert shown["elder"] is False

    def test_the_last_three_characters_of_a_line_stay_together(self) -> None:
        joined = f"还没有交上去，不留在机{WORD_JOINER}器{WORD_JOINER}里。"
        assert keep_last_together("还没有交上去，不留在机器里。") == joined
        assert keep_last_together("到 2027年11月20日") == f"到 2027年11月20{WORD_JOINER}日"
        assert keep_last_together("第一行就是这样\n第二行也是这样").count(WORD_JOINER) == 4
        assert to_qml(view("page", title="还没有交上去，不留在机器里。"))["title"] == joined

    @pytest.mark.parametrize(
        "same", ["津贴", "看完整号码 5 秒", "138••••0001", "item:gaoling_certification", "上午 9:41"]
    )
    def test_what_is_short_or_no_sentence_stays_as_it_is(self, same: str) -> None:
        assert keep_last_together(same) == same

    def test_sheets_carry_their_type(self) -> None:
        sheet = IdleWarning("您还在吗？", "", 20, Choice("idle.stay", "还在，接着办"))
        assert to_qml(view("page", sheet=sheet))["sheet"]["type"] == "IdleWarning"

    def test_what_may_be_pressed(self) -> None:
        assert pressable(HOME) == {"item:a"}
        row = Row("phone", "手机", "138••••0001", "去年您留下的", False, fix=Choice("fix.phone", "不对？"))
        other = Row("name", "姓名", "李＊本", "身份证", True)
        tools = (Choice("show", "看完整号码"), Choice("gone", "不能按", enabled=False))
        assert pressable(view("confirm", "next", body=Confirm((row, other), tools))) == {"next", "show", "fix.phone"}
        assert pressable(view("promise", body=Sign("", (), "", "", (), tools))) == {"show"}

    def test_a_sheet_covers_the_page(self) -> None:
        idle = IdleWarning("", "", 20, Choice("idle.stay", "还在"))
        helping = HelpSheet("", "", (Choice("help.call", "叫人"), Choice("help.no", "先不用")))
        assert pressable(view("page", "next", sheet=idle)) == {"idle.stay"}
        assert pressable(view("page", "next", sheet=helping)) == {"help.call", "help.no"}


class TestPanels:
    def test_the_reference_panel_is_the_one_of_the_design(self) -> None:
        assert PANELS["ref"].px_per_mm == pytest.approx(1 / 0.369, rel=0.002)
        assert PANELS["ref"].as_map() == {"widthPx": 1080, "heightPx": 1920, "pxPerMm": PANELS["ref"].px_per_mm}

    def test_a_measured_panel(self) -> None:
        assert parse_panel("1920x1080@21.5") == PANELS["landscape21"]
        assert parse_panel("desk10") is PANELS["desk10"]

    @pytest.mark.parametrize("wrong", ["", "big", "1080x1920", "1080x1920@0", "1080x1920@999", "x@5", "1080x1920@-3"])
    def test_a_technician_is_told_what_to_write(self, wrong: str) -> None:
        with pytest.raises(ValueError, match="WIDTHxHEIGHT@INCHES"):
            parse_panel(wrong)

    def test_a_panel_larger_than_the_screen_shrinks_with_its_millimetres(self) -> None:
        small = PANELS["ref"].fitted(1920, 960)
        assert (small.width_px, small.height_px) == (540, 960)
        assert small.px_per_mm == pytest.approx(PANELS["ref"].px_per_mm / 2)
        assert Panel(100, 100, 10).fitted(500, 500) == Panel(100, 100, 10)

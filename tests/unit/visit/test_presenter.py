"""Every page of every walk has words, a way on, and nothing of the person it should not show."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import datetime

import pytest

from drivers.api.face import HintChanged
from drivers.api.printer import NotPrinted
from kiosk.catalog.words import Words
from kiosk.domain.errors import ErrorCatalogue
from kiosk.domain.secret import Secret
from kiosk.flow import events as e
from kiosk.visit.present import Presenter, Site
from kiosk.visit.present.presenter import clock_line
from kiosk.visit.views import Confirm, Failure, HelpSheet, Home, IdleWarning, Keypad, Result, Sign, View
from tests.flows.walk import ASSETS, ITEM, STROKE, Walk

WALL = datetime(2026, 11, 21, 9, 41)
PRESENTER = Presenter(
    Words.load(ASSETS / "strings" / "zh.yaml"),
    ErrorCatalogue.load(ASSETS / "errors.yaml"),
    {ITEM.id: ITEM},
    Site("SAMPLE-01", "青石桥社区便民服务站", "12345"),
)
FORBIDDEN = re.compile("确定|取消|提交|受理|认证失败|不是本人")
PERSONAL = ("990101194003150020", "李样本", "13800000001", "SAMPLE-YB")


def view(walk: Walk) -> View:
    return PRESENTER.view(walk.state, WALL)


def texts(value: object) -> list[str]:
    """Every text in a view, names and ids included."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for each in value for text in texts(each)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    return []


PLACES: dict[str, Callable[[Walk], Walk]] = {
    "attract": lambda walk: walk,
    "home": lambda walk: walk.happens(e.Began("v")),
    "intro": Walk.begins,
    "notice": lambda walk: walk.begins().presses("notice"),
    "identify.choose": lambda walk: walk.begins().presses("consent.other"),
    "identify.card": Walk.at_card,
    "card reading": lambda walk: walk.at_card().happens(e.CardSeen()),
    "card read": lambda walk: walk.at_face().docks("back"),
    "card no answer": lambda walk: walk.at_card().presses("no_response"),
    "identify.scan": lambda walk: walk.begins().presses("consent.other", "other.code"),
    "identify.busy": lambda walk: walk.at_card().lays_card().waits(12),
    "face": Walk.at_face,
    "face good": lambda walk: walk.at_face().happens(
        e.PortraitReady(walk.state.serial), e.FaceSaid(HintChanged("good"))
    ),
    "staff": lambda walk: walk.begins().presses("consent.other", "other.card").lays_card().session_opens().types("00"),
    "pin": lambda walk: (
        walk.begins().presses("consent.other", "other.card").lays_card().session_opens().types("0012").presses("next")
    ),
    "form.busy": lambda walk: walk.at_face().shows_face().proves(),
    "confirm": Walk.at_confirm,
    "fix.phone": lambda walk: walk.at_face().shows_face().proves().fields_come().presses("fix:phone").types("138"),
    "promise": Walk.at_promise,
    "witness": lambda walk: walk.at_promise().presses("sign.cannot").types("0012").presses("next"),
    "submit": lambda walk: walk.at_promise().signs(),
    "result": Walk.at_result,
    "printed": lambda walk: walk.at_result().prints(),
    "kept": lambda walk: walk.at_promise().signs().settles(accepted=False),
    "rating": lambda walk: walk.at_result().prints().presses("done"),
    "take": lambda walk: walk.at_result().prints().presses("done", "rate.skip"),
    "wiping": lambda walk: walk.begins().docks("exit"),
    "idle": lambda walk: walk.at_confirm().waits(190 if walk.state.elder else 70),
    "help": lambda walk: walk.at_confirm().docks("help").presses("help.station"),
    "exit": lambda walk: walk.at_confirm().docks("exit"),
    "paper out": lambda walk: walk.at_result().happens(e.PrintEnded(NotPrinted("printer.paper_out", True))),
    "card left": lambda walk: walk.at_result().prints().presses("done", "rate.skip", "done").happens(e.Wiped()),
}


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_a_page(place: str, elder: bool) -> None:
    shown = view(PLACES[place](Walk(elder=elder)))
    assert shown.title
    assert shown.name
    assert shown.elder is (elder and place not in ("card left",))
    words = texts(shown)
    assert not [word for word in words if FORBIDDEN.search(word)]
    assert not [word for word in words if any(secret in word for secret in PERSONAL)]
    assert not re.search(r"\d{7,}", shown.spoken.replace(" ", ""))


@pytest.mark.parametrize("elder", [False, True])
@pytest.mark.parametrize("place", PLACES)
def test_there_is_always_a_way_on(place: str, elder: bool) -> None:
    """No dead ends: something to press, or something that moves by itself, and 请人帮办 on the dock."""
    shown = view(PLACES[place](Walk(elder=elder)))
    if shown.page == "busy":
        return
    assert shown.dock.help == "on"
    printing = isinstance(shown.body, Result) and 0 < shown.body.print_progress < 1
    moves_by_itself = printing or shown.page in ("device", "face", "keypad", "sign")
    home = isinstance(shown.body, Home) and any(tile.enabled for tile in shown.body.tiles)
    assert moves_by_itself or home or any(choice.enabled for choice in shown.choices)


def test_at_most_one_filled_key_and_limits_of_choice() -> None:
    for elder, most in ((False, 12), (True, 6)):
        for place, walk in PLACES.items():
            shown = view(walk(Walk(elder=elder)))
            assert sum(choice.filled for choice in shown.choices) <= 1, place
            assert len(shown.choices) <= most, place


@pytest.mark.parametrize("code", sorted(ErrorCatalogue.load(ASSETS / "errors.yaml").entries))
@pytest.mark.parametrize("place", ["identify.card", "identify.scan", "face", "result", "submit"])
def test_every_trouble_has_a_page_with_a_person_on_it(code: str, place: str) -> None:
    walk = PLACES[place](Walk())
    walk.state = replace(walk.state, trouble=_trouble(code))
    shown = view(walk)
    assert isinstance(shown.body, Failure)
    assert re.fullmatch(r"K-\d{3}", shown.body.code)
    assert "help" in [choice.id for choice in shown.choices]
    assert shown.spoken
    assert not [word for word in texts(shown) if "{" in word]


def _trouble(code: str) -> object:
    from kiosk.flow.state import Trouble

    return Trouble(code, "理由", "2027-10-08")


def test_the_home_tile_is_grey_and_says_why_when_the_backend_is_away() -> None:
    shown = view(Walk(without=("backend",)).happens(e.Began("v")))
    assert isinstance(shown.body, Home)
    assert not shown.body.tiles[0].enabled
    assert "网络" in shown.body.tiles[0].reason


def test_confirm_is_masked_until_asked_and_elder_has_one_question() -> None:
    walk = Walk().at_confirm()
    body = view(walk).body
    assert isinstance(body, Confirm)
    values = {row.id: row.value for row in body.rows}
    assert values["name"] == "李＊本"
    assert values["id_number"] == "9•••••••••••••0020"
    assert values["phone"] == "138 •••• 0001"
    assert {row.id for row in body.rows if row.fix} == {"allowance", "bank", "account_tail", "phone"}
    revealed = view(walk.presses("reveal")).body
    assert isinstance(revealed, Confirm)
    assert {row.id: row.value for row in revealed.rows}["id_number"] == "990101 19400315 0020"
    elder = view(walk.docks("elder")).body
    assert isinstance(elder, Confirm)
    assert [row.id for row in elder.rows] == ["name", "id_number"]


def test_disputed_rows_say_so() -> None:
    body = view(Walk().at_confirm().presses("fix:account_tail")).body
    assert isinstance(body, Confirm)
    assert "工作人员" in {row.id: row for row in body.rows}["account_tail"].source


def test_a_pin_is_dots_and_a_phone_is_grouped() -> None:
    walk = Walk().begins().presses("consent.other", "other.card").lays_card().session_opens()
    body = view(walk.types("0012").presses("next").types("246")).body
    assert isinstance(body, Keypad)
    assert body.shown == "•••"
    assert (body.filled, body.length, body.complete) == (3, 6, False)
    walk = Walk().at_confirm().presses("fix:phone").types("23800000009")
    body = view(walk).body
    assert isinstance(body, Keypad)
    assert body.shown == "238 0000 0009"
    error = view(walk.presses("next")).body
    assert isinstance(error, Keypad)
    assert error.error


def test_the_signature_page_says_what_is_missing() -> None:
    walk = Walk().at_promise()
    body = view(walk).body
    assert isinstance(body, Sign)
    assert body.name.startswith("李＊")
    assert not view(walk).choices[0].enabled
    walk.happens(e.Drew(Secret(((1, 1), (2, 2))))).presses("sign.done")
    assert isinstance(short := view(walk).body, Sign)
    assert short.error
    assert isinstance(drawn := view(walk.happens(e.Drew(STROKE))).body, Sign)
    assert len(drawn.strokes) == 2


def test_the_result_is_unmistakable() -> None:
    accepted, kept = view(Walk().at_result()), view(PLACES["kept"](Walk()))
    assert isinstance(accepted.body, Result)
    assert isinstance(kept.body, Result)
    assert accepted.title == "办好了"
    assert accepted.body.number.value == "9901 0126 1121 0000 18"
    assert accepted.body.due is not None
    assert accepted.body.due.value == "2027年11月21日"
    assert kept.title == "已收到，正在上报"
    assert kept.body.number.value == "LX-QSQ-20261121-0001"
    assert kept.body.due is None


def test_sheets() -> None:
    assert isinstance(idle := view(PLACES["idle"](Walk())).sheet, IdleWarning)
    assert idle.seconds_left >= 1
    called = view(PLACES["help"](Walk()))
    assert isinstance(called.sheet, HelpSheet)
    assert called.sheet.answer == "正在通知帮办员"
    walk = PLACES["help"](Walk()).happens(e.StaffAnswered(True))
    assert isinstance(sheet := view(walk).sheet, HelpSheet)
    assert sheet.answer.startswith("已经通知")
    walk = PLACES["help"](Walk()).happens(e.StaffAnswered(False))
    assert isinstance(sheet := view(walk).sheet, HelpSheet)
    assert "12345" in sheet.answer
    phone = view(Walk().at_confirm().docks("help").presses("help.phone"))
    assert isinstance(phone.sheet, HelpSheet)
    assert "SAMPLE-01" in phone.sheet.answer


def test_the_clock() -> None:
    assert clock_line(WALL, elder=False) == "11月21日 星期六　上午 9:41"
    assert clock_line(datetime(2026, 11, 21, 14, 5), elder=True) == "下午 2:05"

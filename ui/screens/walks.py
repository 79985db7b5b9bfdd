"""Walks through a flow with the terminal's own engine, so that what is drawn is what a person can meet.

Every answer of a device or of the backend is invented (assets/samples/residents.yaml); nothing is sent anywhere.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

from drivers.api.face import ActionAsked, ActionSeen, FaceCompared, HintChanged
from drivers.api.idcard import CardRead, IdCard
from kiosk.catalog.compile import compile_flow
from kiosk.catalog.model import ServiceItem, load_all
from kiosk.domain.idnumber import mask_name, mask_number
from kiosk.domain.secret import Secret
from kiosk.flow import events as e
from kiosk.flow.engine import advance
from kiosk.flow.facts import FieldValue, Settled
from kiosk.flow.model import Capability
from kiosk.flow.moves import fail
from kiosk.flow.state import Health, State, with_facts

ASSETS = Path(__file__).resolve().parents[2] / "assets"
ITEMS = load_all(ASSETS / "catalog")
ITEM = ITEMS["gaoling_certification"]
TODAY = date(2026, 11, 21)
CASE = Settled(True, "990101202611210086", "2027-11-20")
KEPT = Settled(False, "LX-QSQ-20261121-0086")
CAPABILITIES: tuple[Capability, ...] = ("id_card", "code_scan", "face", "receipt", "backend")


@dataclass(frozen=True, slots=True)
class Person:
    """Who stands before the machine: nobody who lives."""

    name: str = "李样本"
    number: str = "990101194003150020"
    phone: str = "13800000001"

    def card(self) -> IdCard:
        return IdCard(
            kind="resident", name=self.name, sex="female", birth_date=date(1940, 3, 15), id_number=self.number,
            valid_from=date(2016, 4, 1), valid_until=None, long_term=True,
        )  # fmt: skip

    def fields(self, *, by_card: bool = True) -> tuple[FieldValue, ...]:
        """What the backend answers, in the words of its reference."""
        seen = "来自身份证" if by_card else "来自医保码"
        born = "来自身份证生日" if by_card else "来自医保码生日"
        return (
            FieldValue("name", "姓名", Secret(self.name), seen),
            FieldValue("id_number", "身份证号", Secret(self.number), seen),
            FieldValue("age", "年龄", Secret("86 岁"), born),
            FieldValue("allowance", "津贴标准", Secret("每月 200 元"), "来自民政系统"),
            FieldValue("bank", "开户银行", Secret("青石桥农商银行（样例）"), "去年申请时您留下的"),
            FieldValue("account_tail", "卡号最后四位", Secret("6615"), "去年申请时您留下的"),
            FieldValue("phone", "联系电话", Secret(self.phone), "来自社保登记", True),
        )


class Walk:
    """One visit. Every method moves the state and gives the walk back."""

    def __init__(
        self, *, elder: bool, without: tuple[Capability, ...] = (), person: Person | None = None,
        item: ServiceItem = ITEM,
    ) -> None:  # fmt: skip
        health: dict[Capability, Health] = {name: Health(name not in without) for name in CAPABILITIES}
        self.state = State(today=TODAY, elder=elder, health=health)
        self.person, self.item = person or Person(), item

    def happens(self, *events: e.Event) -> Self:
        for event in events:
            self.state = advance(self.state, event).state
        return self

    def presses(self, *ids: str) -> Self:
        return self.happens(*(e.Pressed(pressed) for pressed in ids))

    def types(self, digits: str) -> Self:
        return self.happens(*(e.Typed(digit) for digit in digits))

    def waits(self, seconds: float) -> Self:
        return self.happens(e.Tick(self.state.now + seconds, TODAY))

    def meets(self, code: str, message: str = "", due: str = "") -> Self:
        """A failure page over the step that is on the screen."""
        self.state = fail(self.state, code, message, due).state
        return self

    # -- stretches of the way, each from the beginning
    def home(self) -> Self:
        return self.happens(e.Tick(1.0, TODAY), e.Began("visit"))

    def intro(self) -> Self:
        return self.home().happens(e.ItemChosen(compile_flow(self.item), "submission"))

    def card_page(self) -> Self:
        return self.intro().presses("consent.face")

    def choose_page(self) -> Self:
        return self.intro().presses("consent.other")

    def opening(self) -> Self:
        return self.card_page().happens(e.CardSeen(), e.CardAnswered(CardRead(self.person.card(), 400.0)))

    def answered(self) -> Self:
        """The backend knows the person and the item is open to them."""
        serial, who = self.state.serial, self.person
        name, number = Secret(mask_name(who.name)), Secret(mask_number(who.number))
        opened = e.SessionOpened(serial, Secret(object()), name, number)
        return self.happens(opened, e.Eligibility(serial, "eligible"))

    def face_page(self) -> Self:
        return self.opening().answered().happens(e.PortraitReady(self.state.serial))

    def asked_to_blink(self) -> Self:
        return self.face_page().happens(e.FaceSaid(HintChanged("good")), e.FaceSaid(ActionAsked("blink", 0, 2)))

    def compared(self) -> Self:
        said = (ActionSeen("blink"), ActionAsked("turn_left", 1, 2), ActionSeen("turn_left"))
        self.asked_to_blink().happens(*(e.FaceSaid(each) for each in said))
        return self.happens(e.FaceSaid(FaceCompared("match", 0.3)))

    def prefill(self) -> Self:
        return self.compared().happens(e.Proved(self.state.serial))

    def badge_page(self) -> Self:
        """By the code on the phone and without the face."""
        self.choose_page().presses("other.code")
        return self.happens(e.CodeScanned(Secret("sample"))).answered()

    def pin_page(self) -> Self:
        return self.badge_page().types("0001").presses("next")

    def confirm_page(self) -> Self:
        self.prefill()
        return self.happens(e.FieldsKnown(self.state.serial, self.person.fields()))

    def confirm_by_code(self) -> Self:
        self.pin_page().types("000000").presses("next").happens(e.Proved(self.state.serial))
        return self.happens(e.FieldsKnown(self.state.serial, self.person.fields(by_card=False)))

    def phone_page(self) -> Self:
        self.confirm_page()
        return self.presses("yes", "yes", "yes", "no") if self.state.elder else self.presses("fix:phone")

    def promise_page(self) -> Self:
        self.confirm_page()
        return self.presses(*(["yes"] * len(self.item.questions))) if self.state.elder else self.presses("next")

    def submit_page(self, *strokes: tuple[tuple[int, int], ...]) -> Self:
        self.promise_page()
        return self.happens(*(e.Drew(Secret(stroke)) for stroke in strokes)).presses("sign.done")

    def result_page(self, settled: Settled = CASE) -> Self:
        self.submit_page(((100, 500), (400, 200), (700, 700)))
        return self.happens(e.SubmissionSettled("submission", settled))

    def changed(self, **facts: object) -> Self:
        """What came about on another way than the one walked."""
        self.state = with_facts(self.state, **facts)
        return self

    def notices(self, code: str) -> Self:
        """What the terminal has to say before anybody began."""
        self.state = replace(self.state, notice=code)
        return self

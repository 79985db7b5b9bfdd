"""Walks through a flow as a list of steps: this page appears, the person does that."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from drivers.api.face import ActionAsked, ActionSeen, FaceCompared, FaceDecision, HintChanged
from drivers.api.idcard import CardRead, IdCard
from drivers.api.printer import Printed
from kiosk.catalog.compile import compile_flow
from kiosk.catalog.model import load
from kiosk.domain.secret import Secret
from kiosk.flow import effects as f
from kiosk.flow import events as e
from kiosk.flow.engine import advance
from kiosk.flow.facts import FieldValue, Settled
from kiosk.flow.model import Capability
from kiosk.flow.state import Health, State, page_name

ASSETS = Path(__file__).resolve().parents[2] / "assets"
ITEM = load(ASSETS / "catalog" / "gaoling_certification.yaml")
FLOW = compile_flow(ITEM)
TODAY = date(2026, 11, 21)
CARD = IdCard(
    kind="resident", name="李样本", sex="female", birth_date=date(1940, 3, 15), id_number="990101194003150020",
    valid_from=date(2016, 4, 1), valid_until=None, long_term=True,
)  # fmt: skip
FIELDS = (
    FieldValue("name", "姓名", Secret("李样本"), "来自身份证"),
    FieldValue("id_number", "身份证号", Secret("990101194003150020"), "来自身份证"),
    FieldValue("age", "年龄", Secret("86 岁"), "来自身份证生日"),
    FieldValue("allowance", "津贴标准", Secret("每月 200 元"), "来自民政系统", True),
    FieldValue("bank", "开户银行", Secret("样例银行"), "去年留下的", True),
    FieldValue("account_tail", "卡号最后四位", Secret("6615"), "去年留下的", True),
    FieldValue("phone", "联系电话", Secret("13800000001"), "来自登记", True),
)
STROKE = Secret(((100, 500), (400, 200), (700, 700)))
CAPABILITIES: tuple[Capability, ...] = ("id_card", "code_scan", "face", "receipt", "backend")


class Walk:
    """A terminal's engine and everything it asked for."""

    def __init__(self, *, elder: bool = False, without: tuple[Capability, ...] = ()) -> None:
        health: dict[Capability, Health] = {
            name: Health(name not in without, "" if name not in without else "gone") for name in CAPABILITIES
        }
        self.state = State(today=TODAY, elder=elder, health=health)
        self.effects: list[f.Effect] = []

    @property
    def page(self) -> str:
        return page_name(self.state)

    def happens(self, *events: e.Event) -> "Walk":
        for event in events:
            turn = advance(self.state, event)
            self.state = turn.state
            self.effects += turn.effects
        return self

    def sees(self, page: str) -> "Walk":
        assert self.page == page
        return self

    def presses(self, *ids: str) -> "Walk":
        return self.happens(*(e.Pressed(pressed) for pressed in ids))

    def docks(self, control: str) -> "Walk":
        return self.happens(e.Docked(control))  # pyright: ignore[reportArgumentType]

    def types(self, digits: str) -> "Walk":
        return self.happens(*(e.Typed(digit) for digit in digits))

    def waits(self, seconds: float, *, step: float = 1.0) -> "Walk":
        end = self.state.now + seconds
        while self.state.now < end:
            self.happens(e.Tick(min(end, self.state.now + step), TODAY))
        return self

    def count(self, kind: type[f.Effect]) -> int:
        return sum(isinstance(effect, kind) for effect in self.effects)

    def asked(self, call: f.Call) -> int:
        return sum(isinstance(effect, f.CallBackend) and effect.call == call for effect in self.effects)

    def wiped(self) -> str | None:
        reasons = [effect.reason for effect in self.effects if isinstance(effect, f.Wipe)]
        assert len(reasons) <= 1
        return reasons[0] if reasons else None

    # -- longer stretches, used where the stretch is not what is tested
    def begins(self) -> "Walk":
        return self.happens(e.Tick(1.0, TODAY), e.Began("visit-1"), e.ItemChosen(FLOW, "submission-1"))

    def at_card(self) -> "Walk":
        return self.begins().presses("consent.face").sees("identify.card")

    def lays_card(self, card: IdCard = CARD) -> "Walk":
        return self.happens(e.CardSeen(), e.CardAnswered(CardRead(card, 400.0)))

    def session_opens(self) -> "Walk":
        serial = self.state.serial
        opened = e.SessionOpened(serial, Secret(object()), Secret("李＊本"), Secret("9•••••••••••••0020"))
        return self.happens(opened, e.Eligibility(serial, "eligible"))

    def at_face(self) -> "Walk":
        return self.at_card().lays_card().session_opens().sees("face")

    def shows_face(self, decision: FaceDecision = "match") -> "Walk":
        self.happens(e.PortraitReady(self.state.serial))
        said = (
            HintChanged("good"), ActionAsked("blink", 0, 2), ActionSeen("blink"),
            ActionAsked("turn_left", 1, 2), ActionSeen("turn_left"), FaceCompared(decision, 0.3),
        )  # fmt: skip
        return self.happens(*(e.FaceSaid(each) for each in said))

    def proves(self) -> "Walk":
        return self.happens(e.Proved(self.state.serial))

    def fields_come(self) -> "Walk":
        return self.sees("form.busy").happens(e.FieldsKnown(self.state.serial, FIELDS))

    def at_confirm(self) -> "Walk":
        return self.at_face().shows_face().proves().fields_come()

    def at_promise(self) -> "Walk":
        self.at_confirm()
        return self.presses(*(["yes"] * 4)) if self.state.elder else self.presses("next")

    def signs(self) -> "Walk":
        return self.sees("promise").happens(e.Drew(STROKE)).presses("sign.done")

    def settles(self, *, accepted: bool = True) -> "Walk":
        settled = (
            Settled(True, "990101261121000018", "2027-11-21") if accepted else Settled(False, "LX-QSQ-20261121-0001")
        )
        return self.sees("submit.busy").happens(e.SubmissionSettled(self.state.facts.submission_id, settled))

    def at_result(self) -> "Walk":
        return self.at_promise().signs().settles().sees("result")

    def prints(self) -> "Walk":
        return self.happens(e.PrintEnded(Printed()))

    def loses(self, capability: Capability, fault: str = "device.absent") -> "Walk":
        return self.happens(e.DeviceChanged(capability, False, fault))

    def regains(self, capability: Capability) -> "Walk":
        return self.happens(e.DeviceChanged(capability, True))

    def lifts_card(self) -> "Walk":
        return self.happens(e.CardRemoved())

    def with_policy(self, **limits: float) -> "Walk":
        self.state = replace(self.state, policy=replace(self.state.policy, **limits))  # pyright: ignore[reportArgumentType]
        return self

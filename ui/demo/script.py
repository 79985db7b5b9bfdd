"""The scripted resident: 李样本, 86, comes for 高龄津贴认证.

A script is a table: on the page of this name, do that. Pages without an entry are the machine's (busy pages);
pages named failure... end the visit as a failure, for this resident meets none.
"""

import time
from collections.abc import Callable, Mapping

from kiosk.visit.views import FaceStep, Result, View
from ui.bridge.convert import pressable
from ui.demo.report import memory_mb
from ui.demo.stage import Stage, Stuck
from ui.demo.world import World

ITEM = "gaoling_certification"
CARD, PERSON, PHONE = "li_sample", "sample_a", "13800000001"
ACTION_WORDS = {"眨": "blink", "左": "turn_left", "右": "turn_right", "嘴": "open_mouth"}
PAPER_MM_S = 250.0  # of the printer emulator, unless it says otherwise
CLIP_S = 1.6  # an action of the camera emulator
CARD_LINE_BYTES = 2400  # find, select, read, appended addresses: both directions
NAME = (
    ((0.15, 0.30), (0.30, 0.28), (0.45, 0.27)),
    ((0.30, 0.15), (0.30, 0.50), (0.29, 0.85)),
    ((0.16, 0.60), (0.24, 0.50), (0.30, 0.40)),
    ((0.60, 0.20), (0.72, 0.50), (0.88, 0.75)),
    ((0.85, 0.20), (0.70, 0.55), (0.58, 0.80)),
)

Act = Callable[[Stage], None]
Script = Mapping[str, Act]


class Resident:
    """Plays one visit; remembers what was already done, as a person does."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._corrected = False
        self.result: Result | None = None
        self.fullest: dict[str, dict[str, float]] = {}

    def script(self) -> Script:
        return {
            "attract": seen(touch("start")),
            "home": seen(self.choose_item),
            "intro": seen(touch("consent.face")),
            "identify.card": seen(self.put_card),
            "face": seen(self.show_face),
            "confirm": seen(self.look_over),
            "fix.phone": seen(self.correct_phone),
            **{f"confirm.{number}": seen(touch("yes")) for number in range(1, 10)},
            "promise": seen(self.sign),
            "result": self.take_receipt,
            "rating": seen(touch("rate.1")),
            "take": seen(touch("done")),
        }

    def choose_item(self, stage: Stage) -> None:
        """The item is grey until the backend was heard of once."""
        stage.wait(lambda view: f"item:{ITEM}" in pressable(view), "the item to be offered")
        stage.tap(f"item:{ITEM}")

    def put_card(self, stage: Stage) -> None:
        stage.ledger.handed_over()
        state = self._world.do("idcard", "place", card=CARD)
        line = CARD_LINE_BYTES * 10 / float(state["baud"])
        stage.ledger.world_took(line + float(state.get("card_seconds", 0.0)))

    def show_face(self, stage: Stage) -> None:
        """Step before the camera, then do each thing the page asks for, once."""
        stage.ledger.handed_over()
        self._world.do("camera", "person", name=PERSON)
        view = stage.view
        while view.name == "face":
            asked, began = action_asked(view), time.monotonic()
            if asked:
                self._world.do("camera", "perform", action=asked)
                stage.snap(asked)
                self.fullest = {kind: memory_mb(kind) for kind in ("Rss", "Pss")}
            view = stage.wait(lambda now, asked=asked: _moved_on(now, asked), "the face")
            if asked:
                stage.ledger.world_took(min(time.monotonic() - began, CLIP_S))

    def look_over(self, stage: Stage) -> None:
        """Standard mode first, with one correction; then on in elder mode, one question a page."""
        if not self._corrected:
            self._corrected = True
            stage.tap("fix:phone")
            return
        stage.switch_mode(True)

    def correct_phone(self, stage: Stage) -> None:
        stage.tap("key.clear")
        stage.wait(lambda view: getattr(view.body, "filled", -1) == 0, "an empty field")
        stage.type(PHONE)
        stage.tap("next")

    def sign(self, stage: Stage) -> None:
        stage.sign(NAME)
        stage.snap("signed")
        stage.tap("sign.done")

    def take_receipt(self, stage: Stage) -> None:
        """Wait for the paper, look, take paper and card, go on. Waiting for paper is the machine's time."""
        stage.arrived()
        stage.ledger.handed_over()
        stage.wait(lambda view: isinstance(view.body, Result) and view.body.print_progress >= 1, "the receipt")
        stage.ledger.world_took(self._paper_seconds())
        body = stage.view.body
        self.result = body if isinstance(body, Result) else None
        stage.look()
        self._world.do("printer", "take")
        self._world.do("idcard", "lift")
        self._world.do("camera", "nobody")
        stage.tap("done")

    def _paper_seconds(self) -> float:
        """The way of the last ticket through the printer, when the printer tells its length and speed."""
        state = self._world.state("printer")
        length = float(state["tickets"][-1].get("length_mm", 0)) if state.get("tickets") else 0.0
        return length / float(state.get("mm_per_second") or PAPER_MM_S)


def touch(name: str) -> Act:
    """Tap what is called so."""
    return lambda stage: stage.tap(name)


def seen(act: Act) -> Act:
    """Look at the page first, in both modes."""

    def looked(stage: Stage) -> None:
        stage.look()
        act(stage)

    return looked


def action_asked(view: View) -> str:
    """The action the page asks for, or "": read from the hint, as a person reads it."""
    hint = view.body.hint if isinstance(view.body, FaceStep) else ""
    return next((action for word, action in ACTION_WORDS.items() if word in hint and "眼镜" not in hint), "")


def _moved_on(view: View, asked: str) -> bool:
    """Another page, or another action asked for."""
    now = action_asked(view)
    return view.name != "face" or (bool(now) and now != asked)


def play(stage: Stage, script: Script, finished: Callable[[View], bool]) -> None:
    """Act on page after page until `finished`. Raises Stuck."""
    while True:
        view = stage.view
        if view.name.startswith("failure"):
            stage.album.keep(view.name, view.elder, stage.window)
            raise Stuck(view.name, f"{view.title}; {view.subtitle}")
        act = script.get(view.name)
        if act is not None:
            act(stage)
        before = (view.name, view.elder if act is not None else None)
        after = stage.wait(lambda now, before=before: _differs(now, before), f"the page after {view.name}")
        if finished(after):
            return


def _differs(view: View, before: tuple[str, bool | None]) -> bool:
    name, elder = before
    return view.name != name or (elder is not None and view.elder is not elder)

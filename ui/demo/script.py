"""The scripted resident: 李样本, 86, comes for 高龄津贴认证.

A script is a table: on the page of this name, do that. Pages without an entry are the machine's (busy pages);
pages named failure... end the visit as a failure, for this resident meets none.
"""

from collections.abc import Callable, Mapping

from kiosk.visit.views import FaceStep, Result, View
from ui.bridge.convert import pressable
from ui.demo.stage import Stage, Stuck
from ui.demo.world import World

ITEM = "gaoling_certification"
CARD, PERSON, PHONE = "li_sample", "sample_a", "13800000001"
ACTION_WORDS = {"眨": "blink", "左": "turn_left", "右": "turn_right", "嘴": "open_mouth"}
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

    def script(self) -> Script:
        return {
            "attract": lambda stage: stage.tap("start"),
            "home": self.choose_item,
            "intro": lambda stage: stage.tap("consent.face"),
            "identify.card": self.put_card,
            "face": self.show_face,
            "confirm": self.look_over,
            "fix.phone": self.correct_phone,
            **{f"confirm.{number}": lambda stage: stage.tap("yes") for number in range(1, 10)},
            "promise": self.sign,
            "result": self.take_receipt,
            "rating": lambda stage: stage.tap("rate.1"),
            "take": self.take_everything,
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
            asked = action_asked(view)
            if asked:
                self._world.do("camera", "perform", action=asked)
                stage.ledger.world_took(CLIP_S)
            view = stage.wait(lambda now, asked=asked: _moved_on(now, asked), "the face")

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
        stage.tap("sign.done")

    def take_receipt(self, stage: Stage) -> None:
        """Wait for the paper with eyes on the result, take the card, go on."""
        stage.wait(lambda view: isinstance(view.body, Result) and view.body.print_progress >= 1, "the receipt")
        body = stage.view.body
        self.result = body if isinstance(body, Result) else None
        stage.look()
        self._world.do("printer", "take")
        self._world.do("idcard", "lift")
        self._world.do("camera", "nobody")
        stage.tap("done")

    def take_everything(self, stage: Stage) -> None:
        stage.tap("done")


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
            stage.look()
            act(stage)
        before = (view.name, view.elder if act is not None else None)
        after = stage.wait(lambda now, before=before: _differs(now, before), f"the page after {view.name}")
        if finished(after):
            return


def _differs(view: View, before: tuple[str, bool | None]) -> bool:
    name, elder = before
    return view.name != name or (elder is not None and view.elder is not elder)

"""From the card to the signature."""

from drivers.api.face import ActionAsked, ActionSeen, CameraLost, HintChanged
from kiosk.domain.secret import Secret
from kiosk.flow import events as e
from ui.screens.samples.parts import LONG_NAME, RARE_NAME, Named, named
from ui.screens.walks import Walk

STROKES = (
    ((120, 300), (300, 280), (420, 270)),
    ((270, 280), (265, 500), (260, 760)),
    ((90, 760), (300, 740), (450, 735)),
    ((600, 300), (720, 480), (860, 700)),
)
HINTS = ("two_faces", "too_dark", "too_bright", "come_closer", "step_back", "look_straight", "hold_still")
ACTIONS = ("blink", "turn_left", "turn_right", "open_mouth")


def views(elder: bool) -> list[Named]:
    made = (_card, _scan, _staff, _face, _confirm, _phone, _promise, _busy)
    return [one for part in made for one in part(elder)]


def _card(elder: bool) -> list[Named]:
    def walk() -> Walk:
        return Walk(elder=elder).card_page()

    return [
        named("identify.card", walk()),
        named("identify.card.working", walk().happens(e.CardSeen())),
        named("identify.card.done", Walk(elder=elder).face_page().happens(e.Docked("back"))),
        named("identify.card.again", walk().presses("no_response")),
    ]


def _scan(elder: bool) -> list[Named]:
    def walk() -> Walk:
        return Walk(elder=elder).choose_page().presses("other.code")

    return [named("identify.scan", walk()), named("identify.scan.again", walk().presses("no_response"))]


def _staff(elder: bool) -> list[Named]:
    def cannot_sign() -> Walk:
        return Walk(elder=elder).promise_page().presses("sign.cannot")

    return [
        named("identify.staff_badge", Walk(elder=elder).badge_page()),
        named("identify.staff_badge.full", Walk(elder=elder).badge_page().types("0001")),
        named("identify.staff_pin.empty", Walk(elder=elder).pin_page()),
        named("identify.staff_pin", Walk(elder=elder).pin_page().types("0000")),
        named("identify.staff_pin.full", Walk(elder=elder).pin_page().types("000000")),
        named("witness.badge", cannot_sign()),
        named("witness.pin", cannot_sign().types("0001").presses("next").types("00")),
    ]


def _face(elder: bool) -> list[Named]:
    def walk() -> Walk:
        return Walk(elder=elder).face_page()

    def good() -> Walk:
        return walk().happens(e.FaceSaid(HintChanged("good")))

    hints = [named(f"face.{hint}", walk().happens(e.FaceSaid(HintChanged(hint)))) for hint in HINTS]
    acts = [named(f"face.{act}", good().happens(e.FaceSaid(ActionAsked(act, 0, 2)))) for act in ACTIONS]
    once = (ActionSeen("blink"), ActionAsked("turn_left", 1, 2))
    blinked = Walk(elder=elder).asked_to_blink().happens(*(e.FaceSaid(said) for said in once))
    return [
        named("face", walk()),
        named("face.preparing", Walk(elder=elder).opening().answered()),
        *hints,
        named("face.good", good()),
        *acts,
        named("face.second", blinked),
        named("face.pausing", walk().happens(e.FaceSaid(CameraLost(recovering=True)))),
        named("face.tip", walk().presses("no_response")),
        named("face.done", Walk(elder=elder).compared()),
    ]


def _confirm(elder: bool) -> list[Named]:
    walk = Walk(elder=elder).confirm_page
    if not elder:
        rare = Walk(elder=elder, person=RARE_NAME).confirm_page()
        return [
            named("confirm", walk()),
            named("confirm.long_name", Walk(elder=elder, person=LONG_NAME).confirm_page()),
            named("confirm.rare_name", rare),
            named("confirm.shown", Walk(elder=elder, person=LONG_NAME).confirm_page().presses("reveal")),
            named("confirm.disputed", Walk(elder=elder).confirm_page().presses("fix:bank")),
            named("confirm.by_code", Walk(elder=elder).confirm_by_code()),
        ]
    questions = range(len(Walk(elder=elder).item.questions))
    return [
        *(
            named(f"confirm.{done + 1}", Walk(elder=elder).confirm_page().presses(*["yes"] * done))
            for done in questions
        ),
        named("confirm.1.long_name", Walk(elder=elder, person=LONG_NAME).confirm_page()),
        named("confirm.1.rare_name", Walk(elder=elder, person=RARE_NAME).confirm_page()),
        named("confirm.1.by_code", Walk(elder=elder).confirm_by_code()),
        named("confirm.2.disputed", Walk(elder=elder).confirm_page().presses("yes", "no").happens(e.Docked("back"))),
    ]


def _phone(elder: bool) -> list[Named]:
    def walk(digits: str) -> Walk:
        return Walk(elder=elder).phone_page().types(digits)

    return [
        named("fix.phone", walk("1380000")),
        named("fix.phone.empty", walk("")),
        named("fix.phone.last", walk("1380000000")),
        named("fix.phone.full", walk("13800000001")),
        named("fix.phone.wrong", walk("00000000000").presses("next")),
    ]


def _promise(elder: bool) -> list[Named]:
    def signed(walk: Walk) -> Walk:
        return walk.happens(*(e.Drew(Secret(stroke)) for stroke in STROKES))

    slip = e.Drew(Secret(((500, 500), (505, 500))))
    return [
        named("promise", Walk(elder=elder).promise_page()),
        named("promise.signed", signed(Walk(elder=elder).promise_page())),
        named("promise.empty", Walk(elder=elder).promise_page().happens(slip).presses("sign.done")),
        named("promise.long_name", signed(Walk(elder=elder, person=LONG_NAME).promise_page())),
    ]


def _busy(elder: bool) -> list[Named]:
    def submit() -> Walk:
        return Walk(elder=elder).submit_page(*STROKES)

    return [
        named("identify.busy", Walk(elder=elder).opening()),
        named("identify.busy.long", Walk(elder=elder).opening().waits(12)),
        named("form.busy", Walk(elder=elder).prefill()),
        named("form.busy.long", Walk(elder=elder).prefill().waits(12)),
        named("submit.busy", submit()),
        named("submit.busy.long", submit().waits(12)),
    ]

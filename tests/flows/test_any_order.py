"""Any order of events: never two submissions, never a camera without consent, always a wipe, never an exception."""

from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.api import face
from drivers.api.idcard import CardRead, CardSuspect, CardUnreadable, CardWrongKind, NoCard
from drivers.api.printer import NotPrinted, Printed, PrintUnknown
from kiosk.domain.secret import Secret
from kiosk.flow import effects as f
from kiosk.flow import events as e
from kiosk.flow.facts import Facts, Settled
from tests.flows.walk import CAPABILITIES, CARD, FIELDS, FLOW, STROKE, TODAY, Walk

IDS = [
    "consent.face", "consent.other", "notice", "next", "other.card", "other.code", "other.way", "no_response", "yes",
    "no", "fix:phone", "fix:account_tail", "reveal", "sign.done", "sign.undo", "sign.cannot", "done", "again", "rate.1",
    "rate.skip", "retry", "card_again", "scan_code", "other_way", "staff_check", "go_on_without_paper", "print_again",
    "skip_receipt", "finish", "home", "help", "help.station", "help.close", "idle.stay", "exit.leave", "exit.stay",
]  # fmt: skip
SAID = [
    face.HintChanged("good"), face.HintChanged("no_face"), face.ActionAsked("blink", 0, 2), face.ActionSeen("blink"),
    face.FaceCompared("match", 0.3), face.FaceCompared("no_match", 0.9), face.CameraLost(True), face.CameraLost(False),
    face.CameraBack(), face.FaceRejected("face.face_changed"),
]  # fmt: skip
OUTCOMES = [CardRead(CARD, 1.0), NoCard(), CardUnreadable(0x41), CardWrongKind(0x40), CardSuspect(0x33)]
PRINTS = [Printed(), NotPrinted("printer.paper_out", True), NotPrinted("printer.offline"), PrintUnknown()]
SETTLED = [Settled(True, "990101261121000018", "2027-11-21"), Settled(False, "LX-QSQ-20261121-0001"), None]

# An answer's distance to the page on the screen: 0 belongs to it.
answers = st.sampled_from(["session", "eligible", "done", "portrait", "proved", "fields", "failed"])
event_kinds = st.one_of(
    st.sampled_from(IDS).map(e.Pressed),
    st.sampled_from([e.Docked("back"), e.Docked("exit"), e.Docked("help"), e.Docked("speak"), e.Docked("elder")]),
    st.sampled_from([*"0123456789", "erase"]).map(e.Typed),
    st.just(e.Drew(STROKE)),
    st.just(e.CardSeen()),
    st.sampled_from(OUTCOMES).map(e.CardAnswered),
    st.just(e.CardRemoved()),
    st.just(e.CodeScanned(Secret("SAMPLE"))),
    st.sampled_from(SAID).map(e.FaceSaid),
    st.sampled_from(PRINTS).map(e.PrintEnded),
    st.sampled_from(SETTLED).map(lambda settled: ("settle", settled)),
    st.just(e.SubmissionSettled("somebody else's", SETTLED[0])),
    st.just(e.CardLies()),
    st.booleans().map(e.StaffAnswered),
    st.just(e.StorageFailed()),
    st.builds(e.DeviceChanged, st.sampled_from(CAPABILITIES), st.booleans()),
    st.just(e.Began("visit")),
    st.just(e.Wiped()),
    st.floats(0, 90).map(lambda seconds: ("wait", seconds)),
    answers.map(lambda kind: ("answer", kind)),
    st.just(("choose", None)),
    st.sampled_from(["next", "type4", "type6", "sign"]).map(lambda kind: ("help", kind)),
)


def _answer(walk: Walk, kind: str) -> e.Event:
    serial = walk.state.serial
    return {
        "session": e.SessionOpened(serial, Secret(object()), Secret("李＊本"), Secret("9•0020")),
        "eligible": e.Eligibility(serial, "eligible"),
        "done": e.Eligibility(serial, "already_done", due="2027-10-08"),
        "portrait": e.PortraitReady(serial),
        "proved": e.Proved(serial),
        "fields": e.FieldsKnown(serial, FIELDS),
        "failed": e.CallFailed(serial, "backend.away_during"),
    }[kind]


def _play(walk: Walk, event: object, chosen: list[str]) -> None:
    match event:
        case ("wait", seconds):
            walk.happens(e.Tick(walk.state.now + seconds, TODAY))
        case ("answer", kind):
            walk.happens(_answer(walk, kind))
        case ("settle", settled):
            walk.happens(e.SubmissionSettled(walk.state.facts.submission_id, settled))
        case ("choose", _):
            chosen.append(f"submission-{len(chosen)}")
            walk.happens(e.ItemChosen(FLOW, chosen[-1]))
        case ("help", "sign"):
            walk.happens(e.Drew(STROKE), e.Pressed("sign.done"))
        case ("help", "type4"):
            walk.types("0012").presses("next")
        case ("help", "type6"):
            walk.types("246810").presses("next")
        case ("help", _):
            walk.presses("next", "yes")
        case _:
            walk.happens(event)  # pyright: ignore[reportArgumentType]


def _check(walk: Walk, before: int, started: dict[str, bool]) -> None:
    for effect in walk.effects[before:]:
        if effect == f.StartDevice("face"):
            assert walk.state.facts.way == "face" or not walk.state.visit_id
            assert walk.state.facts.session is not None
        if isinstance(effect, f.Submit):
            assert effect.submission_id not in started
            assert walk.state.facts.proved
            started[effect.submission_id] = True
    if walk.state.phase in ("attract", "card_left"):
        assert walk.state.facts == Facts(card_on_reader=walk.state.facts.card_on_reader)
        assert walk.state.visit_id == ""


@settings(max_examples=300, deadline=None)
@given(st.lists(event_kinds, max_size=120))
def test_any_order_of_events(events: list[object]) -> None:
    walk, chosen, started = Walk(), [], dict[str, bool]()
    walk.happens(e.Tick(1.0, TODAY), e.Began("visit"))
    for event in events:
        before = len(walk.effects)
        _play(walk, event, chosen)
        _check(walk, before, started)
    _ends(walk)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["card", "face", "confirm", "promise", "result"]), st.lists(event_kinds, max_size=40))
def test_any_order_from_deep_inside(place: str, events: list[object]) -> None:
    walk = Walk()
    {"card": walk.at_card, "face": walk.at_face, "confirm": walk.at_confirm, "promise": walk.at_promise,
     "result": walk.at_result}[place]()  # fmt: skip
    started = {effect.submission_id: True for effect in walk.effects if isinstance(effect, f.Submit)}
    chosen: list[str] = []
    for event in events:
        before = len(walk.effects)
        _play(walk, event, chosen)
        _check(walk, before, started)
    _ends(walk)


def _ends(walk: Walk) -> None:
    """Left alone, every visit ends in a wipe, and after it nothing of the person is in the state."""
    for _ in range(40):
        walk.happens(e.Tick(walk.state.now + 60, TODAY))
        walk.happens(e.SubmissionSettled(walk.state.facts.submission_id, SETTLED[1]), e.PrintEnded(Printed()))
        walk.happens(e.CallFailed(walk.state.serial, "backend.away_during"))
        if walk.state.phase == "wiping":
            walk.happens(e.Wiped())
        if walk.state.phase in ("attract", "card_left"):
            assert walk.state.facts == Facts(card_on_reader=walk.state.facts.card_on_reader)
            return
    raise AssertionError(f"the visit did not end: {walk.page}")

"""One failure page for every entry of the error catalogue, on the step where a person meets it."""

from collections.abc import Callable, Mapping

from kiosk.domain.errors import Cause, ErrorEntry
from kiosk.flow import events as e
from ui.screens.samples.parts import Named, errors, named
from ui.screens.walks import KEPT, Walk

DUE = "2027-11-20"
REASONS: Mapping[str, str] = {
    "session.not_eligible": "您今年 76 岁，满 80 岁就能办",
    "backend.refused": "这个月的津贴还没有核算完，请下个月 5 号以后再来",
}
PLACES: Mapping[str, Callable[[Walk], Walk]] = {
    "session.expired": Walk.confirm_page,
    "field.invalid": Walk.submit_page,
    "promise.unsigned": Walk.promise_page,
    "form.card_wrong": Walk.confirm_page,
    "rating.already": lambda walk: walk.result_page().changed(print_state="printed").presses("done"),
    "backend.away_before": Walk.home,
    "backend.away_at_submit": lambda walk: walk.result_page(KEPT),
    "storage.failed": Walk.home,
    "visit.idle": Walk.confirm_page,
    "visit.idle_ended": Walk.home,
    "camera.gone": Walk.face_page,
    "camera.fault": Walk.face_page,
    "reader.gone": Walk.card_page,
    "reader.fault": Walk.card_page,
}


def _printer(walk: Walk) -> Walk:
    return walk.result_page().changed(print_state="failed")


def _scan(walk: Walk) -> Walk:
    return walk.choose_page().presses("other.code")


CAUSES: Mapping[Cause, Callable[[Walk], Walk]] = {
    "card": Walk.card_page,
    "face": Walk.face_page,
    "printer": _printer,
    "code": _scan,
    "staff": Walk.pin_page,
    "backend": Walk.prefill,
    "eligibility": Walk.opening,
    "visit": Walk.intro,
    "device": Walk.card_page,
}


def views(elder: bool) -> list[Named]:
    return [
        *(named(f"failure.{entry.code}", _met(entry, elder)) for entry in errors().entries.values()),
        named("failure.printer.before", Walk(elder=elder).intro().meets("printer.paper_out")),
    ]


def _met(entry: ErrorEntry, elder: bool) -> Walk:
    walk = Walk(elder=elder)
    if entry.code == "card.left_behind":
        left = walk.happens(e.CardLies())  # nobody's page: the mode of the visit before is gone
        return left.happens(e.Docked("elder")) if elder else left
    if entry.code in ("visit.crashed", "visit.fault"):
        return walk.notices(entry.code)
    where = PLACES.get(entry.code) or CAUSES[entry.cause]
    return where(walk).meets(entry.code, REASONS.get(entry.code, ""), DUE)

"""State -> View."""

from collections.abc import Callable
from datetime import datetime

from kiosk.catalog.model import ServiceItem
from kiosk.catalog.words import Words
from kiosk.domain.errors import ErrorCatalogue
from kiosk.flow import dock as dock_rules
from kiosk.flow.model import StepKind
from kiosk.flow.state import State, page_name
from kiosk.visit.present import capture, closing, form, opening
from kiosk.visit.present.context import Context, Page, Site
from kiosk.visit.views import Dock, View

WEEKDAYS = "一二三四五六日"
BUILDERS: dict[StepKind, Callable[[Context], Page]] = {
    "intro": opening.intro,
    "notice": opening.notice,
    "choose": opening.choose,
    "card": capture.card,
    "scan": capture.scan,
    "opening": capture.busy,
    "face": capture.face,
    "keypad": form.keypad,
    "staff": form.keypad,
    "prefill": capture.busy,
    "confirm": form.confirm,
    "promise": form.promise,
    "submit": capture.busy,
    "result": closing.result,
    "rating": closing.rating,
    "take": closing.take,
}


class Presenter:
    """Builds views; holds words and items, nothing of a person."""

    def __init__(self, words: Words, errors: ErrorCatalogue, items: dict[str, ServiceItem], site: Site) -> None:
        self._words, self._errors, self._items, self._site = words, errors, items, site

    def view(self, state: State, wall: datetime) -> View:
        """The screen for a state at a wall-clock time (shown in the top line)."""
        context = Context(state, self._words, self._errors, self._items, self._site)
        page = _page(context)
        over = closing.sheet(context)
        spoken = context.say(f"{state.sheet}.spoken") if over is not None else page.spoken
        return View(
            name=page_name(state),
            page=page.kind,
            title=page.title,
            subtitle=page.subtitle,
            body=page.body,
            station=self._site.station,
            clock=clock_line(wall, elder=state.elder),
            spoken=spoken,
            elder=state.elder,
            dock=_dock(state),
            steps=page.steps,
            choices=page.choices,
            sheet=over,
            serial=state.serial,
        )


def _page(c: Context) -> Page:
    state = c.state
    if state.phase == "card_left":
        return closing.failure(c, "card.left_behind")
    if state.phase == "attract":
        return closing.failure(c, state.notice) if state.notice else opening.attract(c)
    if state.phase == "wiping":
        return closing.wiping(c)
    if state.trouble is not None:
        return closing.failure(c, state.trouble.code)
    if state.phase == "home":
        return opening.home(c)
    return BUILDERS[state.step.kind](c)


def _dock(state: State) -> Dock:
    return Dock(
        back="on" if dock_rules.can_go_back(state) else "off",
        exit="on" if dock_rules.can_exit(state) else "off",
        help="off" if state.phase == "wiping" else "on",
        speak="active" if state.speak else "on",
        elder="active" if state.elder else "on",
    )


def clock_line(wall: datetime, *, elder: bool) -> str:
    """11月21日 星期六　上午 9:41; elder: the time only."""
    half = "上午" if wall.hour < 12 else "下午"
    hour = wall.hour if wall.hour <= 12 else wall.hour - 12
    time = f"{half} {hour}:{wall.minute:02d}"
    return time if elder else f"{wall.month}月{wall.day}日 星期{WEEKDAYS[wall.weekday()]}　{time}"

"""What a page builder is given: the state, the words, the item, the site."""

from dataclasses import dataclass
from datetime import date

from kiosk.catalog.model import ServiceItem
from kiosk.catalog.words import Words
from kiosk.domain.errors import ErrorCatalogue
from kiosk.flow.state import State
from kiosk.visit.views import Body, Choice, PageKind, Steps


@dataclass(frozen=True, slots=True)
class Site:
    """Where the terminal stands."""

    terminal_id: str
    station: str
    phone: str
    staff_hours: str = "8:30–17:30"


@dataclass(frozen=True, slots=True)
class Context:
    """Input of every page builder."""

    state: State
    words: Words
    errors: ErrorCatalogue
    items: dict[str, ServiceItem]
    site: Site

    def say(self, key: str, **values: object) -> str:
        return self.words.get(key, elder=self.state.elder, **values)

    @property
    def item(self) -> ServiceItem:
        """The item being done; only where a flow runs."""
        assert self.state.flow is not None
        return self.items[self.state.flow.item_id]

    def steps(self, aside: str = "") -> Steps | None:
        """The bar at the top, or None where a step has no stage."""
        state = self.state
        if state.flow is None or not state.step.stage:
            return None
        return Steps(state.step.stage, state.flow.stages, aside or self.item.short_name)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page builder returns; the presenter adds dock, sheet, station and clock."""

    kind: PageKind
    title: str
    body: Body
    subtitle: str = ""
    choices: tuple[Choice, ...] = ()
    spoken: str = ""
    steps: Steps | None = None


def chinese_date(iso: str) -> str:
    """2027-11-20 -> 2027年11月20日; anything else unchanged."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.year}年{day.month}月{day.day}日"


def grouped(number: str, sizes: tuple[int, ...] = (4,)) -> str:
    """Digits in groups: sizes are used in order, the last one repeats."""
    groups: list[str] = []
    position = 0
    while position < len(number):
        size = sizes[min(len(groups), len(sizes) - 1)]
        groups.append(number[position : position + size])
        position += size
    return " ".join(groups)

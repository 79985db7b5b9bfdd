"""From the first look to the consent."""

from ui.screens.samples.parts import LONGEST_STATION, Named, named, view
from ui.screens.walks import Walk


def views(elder: bool) -> list[Named]:
    return [*_attract(elder), *_home(elder), *_intro(elder)]


def _attract(elder: bool) -> list[Named]:
    return [named("attract", Walk(elder=elder))]


def _home(elder: bool) -> list[Named]:
    state = Walk(elder=elder).home().state
    away = Walk(elder=elder, without=("backend",)).home().state
    # An elder page holds at most six things; the catalogue of a station that has more is not for this page.
    counts = (1, 2, 4, 6) if elder else (1, 2, 4, 8, 12)
    return [
        ("home", view(state, count=max(counts))),
        *((f"home.{count}", view(state, count=count)) for count in counts),
        ("home.offline", view(away, count=4)),
        ("home.offline.1", view(away, count=1)),
        ("home.long_station", view(state, count=4, station=LONGEST_STATION)),
    ]


def _intro(elder: bool) -> list[Named]:
    return [
        named("intro", Walk(elder=elder).intro()),
        named("notice", Walk(elder=elder).intro().presses("notice")),
        named("identify.choose", Walk(elder=elder).choose_page()),
    ]

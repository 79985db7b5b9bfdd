"""Sample views: every page of the terminal in every state, the longest texts, rare characters, sheets, failures.

Words come from the terminal's own presenter over states walked with its own engine (ui.screens.walks). All people
are invented (assets/samples/residents.yaml). `samples(elder)` is the whole set of a mode.
"""

from dataclasses import replace
from functools import cache

from kiosk.visit.views import View
from ui.screens.samples import ends, failures, sheets, start, steps


@cache
def _all(elder: bool) -> tuple[tuple[str, View], ...]:
    made = [part.views(elder) for part in (start, steps, ends, failures, sheets)]
    found = [named for views in made for named in views]
    return tuple((name, replace(view, serial=number)) for number, (name, view) in enumerate(found, 1))


def samples(elder: bool) -> list[tuple[str, View]]:
    """Pairs (name of the picture, view); names and serials are unique within a mode."""
    return list(_all(elder))

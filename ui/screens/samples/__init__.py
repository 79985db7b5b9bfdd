"""Sample views: every page kind, empty and busy and wrong, the longest texts, rare characters, sheets.

All names and numbers are invented (assets/samples/residents.yaml). `samples(elder)` is the whole set of a mode.
"""

from kiosk.visit.views import View
from ui.screens.samples import ends, sheets, start, steps


def samples(elder: bool) -> list[tuple[str, View]]:
    """Pairs (name of the picture, view); names are unique within a mode."""
    return [*start.views(elder), *steps.views(elder), *ends.views(elder), *sheets.views(elder)]

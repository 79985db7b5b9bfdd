"""Results, rating, leaving."""

from drivers.api.printer import Printed
from kiosk.flow import events as e
from ui.screens.samples.parts import Named, named
from ui.screens.walks import KEPT, Walk


def views(elder: bool) -> list[Named]:
    return [*_results(elder), *_last(elder)]


def _results(elder: bool) -> list[Named]:
    def walk() -> Walk:
        return Walk(elder=elder).result_page()

    def kept() -> Walk:
        return Walk(elder=elder).result_page(KEPT)

    def printed(result: Walk) -> Walk:
        return result.happens(e.PrintEnded(Printed()))

    return [
        named("result", walk()),
        named("result.printed", printed(walk())),
        named("result.card_gone", printed(walk().happens(e.CardRemoved()))),
        named("result.no_paper", walk().changed(print_state="skipped")),
        named("result.unknown", walk().changed(print_state="unknown")),
        named("result.by_code", printed(walk().changed(card=None))),
        named("result.kept", kept()),
        named("result.kept.printed", printed(kept())),
    ]


def _last(elder: bool) -> list[Named]:
    def rating() -> Walk:
        return Walk(elder=elder).result_page().happens(e.PrintEnded(Printed())).presses("done")

    return [
        named("rating", rating()),
        named("take", rating().happens(e.CardRemoved()).presses("rate.skip")),
        named("take.card_left", rating().presses("rate.skip")),
        named("take.no_card", rating().changed(card=None, card_on_reader=False).presses("rate.skip")),
        named("wiping", rating().presses("rate.skip", "done")),
    ]

"""Covers over a page: still there?, help, leaving."""

from kiosk.flow import events as e
from kiosk.flow.timing import idle_limit, warning_time
from ui.screens.samples.parts import Named, named
from ui.screens.walks import Walk


def views(elder: bool) -> list[Named]:
    def confirm() -> Walk:
        return Walk(elder=elder).confirm_page()

    def help_sheet() -> Walk:
        return confirm().happens(e.Docked("help"))

    silent = idle_limit(confirm().state)
    called = help_sheet().presses("help.station")
    away = Walk(elder=elder, without=("backend",)).home().happens(e.Docked("help")).presses("help.station")
    return [
        named("sheet.idle", confirm().waits(silent + 2)),
        named("sheet.idle.last", confirm().waits(silent + warning_time(confirm().state) - 5)),
        named("sheet.help", help_sheet()),
        named("sheet.help.calling", called),
        named("sheet.help.called", help_sheet().presses("help.station").happens(e.StaffAnswered(True))),
        named("sheet.help.not_called", away.happens(e.StaffAnswered(False))),
        named("sheet.help.phone", help_sheet().presses("help.phone")),
        named("sheet.exit", confirm().happens(e.Docked("exit"))),
    ]

"""The last net: an exception nobody expected ends in one readable page, a wipe and a fresh start."""

import logging
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from kiosk.visit.intents import Terminal
from kiosk.visit.views import Dock, Failure, View
from ui.bridge.bridge import Bridge

EXIT_CRASHED = 70  # EX_SOFTWARE of sysexits.h: the service manager starts the terminal again
READING_MS = 8000

log = logging.getLogger("bianmin.ui.guard")


def crash_view(station: str) -> View:
    """The page; it offers nothing to press, because nothing behind it can be trusted to answer."""
    body = Failure(code="S-001", tone="stop", banner="机器出了点问题", picture="", choices_title="")
    off = Dock(back="off", exit="off", help="off", speak="off", elder="off")
    said = "机器出了点问题，正在清除您的信息，重新开始。请拿好证件，也可以去窗口办。"
    return View(
        name="failure.screen", page="failure", title="机器正在重新开始", subtitle="请拿好证件，也可以去窗口办",
        body=body, station=station, clock=time.strftime("%H:%M"), spoken=said, dock=off,
    )  # fmt: skip


class Guard(QObject):
    """Catches what slots and threads raise. Log, page, wipe (`Terminal.stop`), then leave with EXIT_CRASHED.

    The traceback is logged without the values of variables; the exception's own text is left out,
    because it may quote what a person entered.
    """

    _crashed = Signal()

    def __init__(self, bridge: Bridge, terminal: Terminal, leave: Callable[[int], None] = QGuiApplication.exit) -> None:
        super().__init__()
        self._bridge, self._terminal, self._leave = bridge, terminal, leave
        self._caught = threading.Event()
        self._crashed.connect(self._show)

    def install(self) -> None:
        sys.excepthook = self.caught
        threading.excepthook = lambda args: self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def caught(self, kind: type[BaseException], _value: BaseException | None, trace: TracebackType | None) -> None:
        """Any thread. A second exception on the way out is logged and changes nothing."""
        log.critical("unexpected %s at %s", kind.__name__, " < ".join(_places(trace)))
        if not self._caught.is_set():
            self._caught.set()
            self._crashed.emit()

    @Slot()
    def _show(self) -> None:
        current = self._bridge.current
        self._bridge.show(crash_view(current.station if current is not None else ""))
        threading.Thread(target=self._terminal.stop, name="crash-wipe", daemon=True).start()
        QTimer.singleShot(READING_MS, self, lambda: self._leave(EXIT_CRASHED))


def _places(trace: TracebackType | None) -> list[str]:
    places: list[str] = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[::-1]

"""Troubles of devices in plain words: the error catalogue's, with what a technician should look at."""

from functools import cache
from pathlib import Path

from drivers.api.status import DeviceStatus
from kiosk.cli.report import Exit
from kiosk.domain.errors import PLACEHOLDER, ErrorCatalogue

CATALOGUE = Path(__file__).parents[2] / "assets" / "errors.yaml"
PAPER = {
    "ok": "there is paper",
    "low": "the paper is nearly out",
    "out": "there is no paper",
    "unknown": "it does not tell whether there is paper",
}


@cache
def _catalogue() -> ErrorCatalogue:
    return ErrorCatalogue.load(CATALOGUE)


def fault_words(code: str) -> str:
    """What is wrong, what to look at, and the number people read out over the phone. For a code that only a vendor's
    driver knows: the nearest entry and the driver's own word."""
    entry = _catalogue().find(code)
    known = code == entry.code or code in entry.also
    own_word = "" if known else f' The driver calls it "{code}".'
    # a banner that waits for the backend's words says nothing without them
    what = entry.title if PLACEHOLDER.search(entry.banner) else entry.banner
    return f"{what} ({entry.number})。{entry.advice}{own_word}"


def status_words(status: DeviceStatus) -> str:
    """A device's state in a sentence; of a printer also its paper."""
    paper = getattr(status, "paper", None)
    if status.faults:
        return "cannot work: " + " ".join(fault_words(fault) for fault in status.faults)
    if not status.ready:
        return "it answers, but does not say that it can work"
    return "ready" if paper is None else f"ready, {PAPER[paper]}"


def status_exit(status: DeviceStatus) -> Exit:
    """0 when work can be given to the device now, 4 when it says that it cannot work, 5 when it does not tell."""
    if status.ready:
        return Exit.DONE
    return Exit.REFUSED if status.faults else Exit.UNKNOWN

"""The region's time. Nothing here asks the system by itself: a clock is an argument of the application."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

REGION_TIME = timezone(timedelta(hours=8), "CST")  # one zone, no summer time since 1991
Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, in the region's time."""
    return datetime.now(REGION_TIME)


def clock_from(start: datetime) -> Clock:
    """A clock that begins at `start` and then runs: demonstrations and tests on a chosen day."""
    shift = start - system_clock()
    return lambda: system_clock() + shift

"""What every test gets: an offscreen Qt, and the rule that nobody logs a warning unexpectedly."""

import logging
import os
import re
from collections.abc import Iterator
from typing import Any

import pytest

SCREENLESS = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "QSG_RENDER_LOOP": "basic"}
os.environ.update(SCREENLESS)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before every test and its fixtures: the face family takes cv2's variables for Qt out of the process it is
    imported into, and a test process is both a driver host and a terminal."""
    os.environ.update(SCREENLESS)


class LogGuard(logging.Handler):
    """Keeps every record of level WARNING and above, from any thread, that the test did not announce."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._expected: list[re.Pattern[str]] = []
        self._seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._seen.append(f"{record.levelname} {record.name}: {record.getMessage()}")

    def expect(self, pattern: str) -> None:
        """Announce records whose line `LEVEL logger: message` matches anywhere."""
        self._expected.append(re.compile(pattern))

    def unexpected(self) -> list[str]:
        return [line for line in self._seen if not any(pattern.search(line) for pattern in self._expected)]

    def never_seen(self) -> list[str]:
        """Announced patterns that no record matched: a test that says so expects something that is gone."""
        return [p.pattern for p in self._expected if not any(p.search(line) for line in self._seen)]


@pytest.fixture(autouse=True)
def log_guard(request: pytest.FixtureRequest) -> Iterator[LogGuard]:
    """Fails a test that logs a warning nobody announced, or announces one that never came.

    Announce with `@pytest.mark.expects_log("pattern")` or, inside the test, `log_guard.expect("pattern")`.
    """
    guard = LogGuard()
    marks: list[Any] = list(request.node.iter_markers("expects_log"))
    for mark in marks:
        guard.expect(mark.args[0])
    logging.getLogger().addHandler(guard)
    yield guard
    logging.getLogger().removeHandler(guard)
    problems = [f"unexpected log: {line}" for line in guard.unexpected()]
    problems += [f"expected log never came: {pattern}" for pattern in guard.never_seen()]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)

"""Child processes that never outlive the command that started them."""

import json
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kiosk.cli.report import CommandFailed, Exit

PAUSE_S = 0.02
GRACE_S = 5.0
TAIL_LINES = 20

Child = subprocess.Popen[bytes]


class Children:
    """Starts `python -m MODULE` children. Each holds the reading end of a pipe as its standard input: when this
    process dies in whatever way, the pipe closes and a child started with --with-parent ends by itself."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: list[tuple[str, Child]] = []

    def __enter__(self) -> Self:
        self._logs.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        for _, child in self._running:
            child.terminate()
        for _, child in reversed(self._running):
            try:
                child.wait(GRACE_S)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            if child.stdin:
                child.stdin.close()

    def start(self, name: str, module: str, *words: str) -> Child:
        """A child in the background; what it prints goes to a log that is shown if it fails."""
        with (self._logs / f"{name}.log").open("wb") as log:
            child = subprocess.Popen(
                [sys.executable, "-m", module, *words], stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT
            )
        self._running.append((name, child))
        return child

    def run_to_end(self, words: list[str], environment: dict[str, str]) -> int:
        """A child in the foreground; returns its exit status (128 + signal when a signal ended it)."""
        status = self.in_front(words, environment).wait()
        return status if status >= 0 else 128 - status

    def in_front(self, words: list[str], environment: dict[str, str]) -> Child:
        """A child that uses this command's own screen and output; ended with the others if it still runs then."""
        child = subprocess.Popen([sys.executable, "-m", *words], env=environment, stdin=subprocess.DEVNULL)
        self._running.append((words[0], child))
        return child

    def wait_for_file(self, child: Child, path: Path, timeout: float) -> dict[str, Any]:
        """The JSON object `child` writes to `path` when it is ready. CommandFailed when it dies or takes too long."""
        deadline = time.monotonic() + timeout
        while True:
            if content := _json_object(path):
                return content
            if time.monotonic() > deadline:
                raise CommandFailed(Exit.UNKNOWN, self._story(child, f"is not ready after {timeout:.0f} s"))
            try:
                child.wait(PAUSE_S)
            except subprocess.TimeoutExpired:
                continue
            raise CommandFailed(Exit.ABSENT, self._story(child, f"ended with status {child.returncode}"))

    def _story(self, child: Child, what: str) -> str:
        name = next(name for name, running in self._running if running is child)
        log = (self._logs / f"{name}.log").read_text(encoding="utf-8", errors="replace")
        return "\n".join([f"{name} {what}.", *log.splitlines()[-TAIL_LINES:]])


def _json_object(path: Path) -> dict[str, Any] | None:
    """What is in the file, or None while it is absent or half written."""
    try:
        content: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return {str(key): value for key, value in content.items()} if isinstance(content, dict) else None

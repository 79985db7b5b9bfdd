"""Starts the reference backend as a process of its own and ends it: for tests and demonstrations.

Standard library only, so whoever starts it need not be able to import the server's parts.
"""

import json
import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from urllib.parse import urlsplit


class BackendProcess:
    """A running backend. It ends with `stop`, or when this process does (its stdin closes).

    `arguments` are those of `python -m deploy.backend`. Raises RuntimeError when it does not come up."""

    def __init__(self, *arguments: str, cwd: Path | None = None, stderr: IO[bytes] | None = None) -> None:
        command = [sys.executable, "-m", "deploy.backend", "--with-parent", *arguments]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, cwd=cwd)
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            self.stop()
            raise RuntimeError(f"the backend ended with status {self.process.returncode} before it served")
        ready: dict[str, str] = json.loads(line)
        self.url = ready["url"]
        self.terminal_id = ready.get("terminal_id", "")
        self.token = ready.get("token", "")

    def fault(self, mode: str, **details: Any) -> None:
        """Turns the fault door (only with --faults). Raises ValueError for a mode it does not know."""
        connection = HTTPConnection(urlsplit(self.url).netloc, timeout=5)
        try:
            body = json.dumps({"mode": mode, **details})
            connection.request("POST", "/_faults", body, {"Content-Type": "application/json"})
            if connection.getresponse().status != 200:
                raise ValueError(f"no such fault: {mode}")
        finally:
            connection.close()

    def stop(self) -> int:
        """Ends it in order; its exit status."""
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                stream.close()
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def kill(self) -> None:
        """A power cut."""
        self.process.kill()
        self.stop()

    def __enter__(self) -> "BackendProcess":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

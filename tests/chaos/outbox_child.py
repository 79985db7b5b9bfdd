"""A terminal reduced to its outbox, to be killed: puts cases and ratings, tells, sends, says what was answered.

`python outbox_child.py DIRECTORY PORT FIRST COUNT KILL_AT TRIES`: waits for a line on stdin, then works on the
submissions FIRST .. FIRST + COUNT - 1. With KILL_AT > 0 it kills itself (SIGKILL) before the KILL_AT-th line of
kiosk/storage or the sender runs, in whichever thread that is. It waits for each answer until TRIES tries found the
backend away. Says on stdout: `told ID` (a resident may now be told), `answer ID CASE_NUMBER`, and at the end
`pending N` and `lines N`.
"""

import http.client
import json
import os
import signal
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import Any

from kiosk.backend.sender import Sender
from kiosk.domain.outcomes import Away, Refused
from kiosk.storage.outbox import Accepted, OutboxEntry
from kiosk.storage.store import Store

START = datetime(2026, 11, 21, 9, 41, tzinfo=UTC)
DEADLINE = 60.0
TRACED = ("kiosk/storage/", "kiosk/backend/sender.py")


class LineCount:
    """Counts traced lines; kills at the chosen one."""

    def __init__(self, kill_at: int) -> None:
        self.kill_at = kill_at
        self.lines = 0

    def trace(self, frame: FrameType, event: str, _: Any) -> Any:
        return self.line if any(part in frame.f_code.co_filename for part in TRACED) else None

    def line(self, frame: FrameType, event: str, _: Any) -> Any:
        if event == "line":
            self.lines += 1
            if self.lines == self.kill_at:
                os.kill(os.getpid(), signal.SIGKILL)
        return self.line


class Yes:
    def __init__(self, answer: dict[str, Any]) -> None:
        self.answer = answer


class Wire:
    """The smallest client: one request, one connection."""

    def __init__(self, port: int) -> None:
        self.port = port

    def send(self, kind: str, submission_id: str, payload: dict[str, Any], /) -> Yes | Refused | Away:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)
        try:
            body = json.dumps(payload, sort_keys=True)
            connection.request("POST", f"/{kind}", body, {"Idempotency-Key": submission_id})
            response = connection.getresponse()
            answer = json.loads(response.read() or b"{}")
        except (OSError, http.client.HTTPException):
            return Away("network")
        finally:
            connection.close()
        return Yes(answer) if response.status in (200, 201) else Away("server")


def say(*words: object) -> None:
    """One write, so that a killed process leaves no half line."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def work(directory: Path, port: int, numbers: range, tries: int) -> None:
    store = Store.open(directory)
    sender = Sender(store.outbox, Wire(port), lambda: datetime.now(UTC), lambda name, answer: None)
    store.outbox.retry_now()
    sender.start()
    names = [line.submission_id for line in store.outbox.list(pending_only=True)]
    for number in numbers:
        case, rating = f"case-{number}", f"rating-{number}"
        at = START + timedelta(minutes=number)
        store.outbox.put(OutboxEntry(case, "case", {"name": f"样本{number}", "number": number}, at))
        say("told", case)
        store.outbox.put(OutboxEntry(rating, "rating", {"of": case, "level": 1}, at, after=case))
        sender.kick()
        say("told", rating)
        names += [case, rating]
    for name in names:
        answer = sender.wait_for(name, DEADLINE, tries)
        if isinstance(answer, Accepted):
            say("answer", name, answer.answer["case_number"])
    sender.stop(DEADLINE)
    assert store.audit.verify() is None
    say("pending", store.outbox.pending_count())
    store.close()


def main() -> None:
    directory, port, first, count, kill_at, tries = Path(sys.argv[1]), *map(int, sys.argv[2:7])
    sys.stdin.readline()
    counter = LineCount(kill_at)
    threading.settrace(counter.trace)
    sys.settrace(counter.trace)
    work(directory, port, range(first, first + count), tries)
    sys.settrace(None)
    say("lines", counter.lines)


if __name__ == "__main__":
    main()

"""`kill -9` at any moment: nothing that a resident was told is lost, nothing has two effects.

A real process puts and sends to a real HTTP server; it is killed at sampled lines of storage and sender, and by the
server at the three moments of a request. Then it is started again. A power cut adds lost writes of the disk's cache,
which no program can play: synchronous=FULL and fsync are what is done about it.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CHILD = Path(__file__).with_name("outbox_child.py")
DEADLINE = 120.0
KILLED = -signal.SIGKILL


@dataclass
class Run:
    """What one life of the child said."""

    code: int
    told: list[str] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    lines: int = 0
    pending: int = -1


class FarSide:
    """The backend: one effect per Idempotency-Key, the same answer for ever. `kill` names the moment of a request
    ("arrived", "done", "answered") at which it kills the child, once."""

    def __init__(self) -> None:
        self.effects: dict[str, tuple[str, str, str]] = {}
        self.arrivals: list[tuple[int, str]] = []
        self.conflicts: list[str] = []
        self.early_ratings: list[str] = []
        self.life = 0
        self.victim = 0
        self.kill = ""
        self.open = True
        self.lock = threading.Lock()

    def moment(self, name: str) -> None:
        with self.lock:
            if self.kill == name:
                self.kill = ""
                os.kill(self.victim, signal.SIGKILL)

    def effect(self, kind: str, key: str, body: str) -> tuple[int, dict[str, Any]]:
        with self.lock:
            self.arrivals.append((self.life, key))
            if kind == "rating" and json.loads(body)["of"] not in self.effects:
                self.early_ratings.append(key)
            if not self.open:
                return 503, {}
            known = self.effects.get(key)
            if known and known[:2] != (kind, body):
                self.conflicts.append(key)
            if not known:
                self.effects[key] = (kind, body, f"{len(self.effects) + 1:018d}")
            return (200 if known else 201), {"case_number": self.effects[key][2]}


def handler_of(far: FarSide) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length).decode()
            if len(body) != length:
                return  # the child died in mid-sentence: no server acts on half a body
            far.moment("arrived")
            status, answer = far.effect(self.path[1:], self.headers["Idempotency-Key"], body)
            far.moment("done")
            try:
                self.send_response(status)
                self.end_headers()
                self.wfile.write(json.dumps(answer).encode())
                self.wfile.flush()
            except ConnectionError:
                return
            far.moment("answered")

        def log_message(self, format: str, *args: object) -> None:
            """The test says what it wants to know itself."""

    return Handler


class Rig:
    """One terminal's directory, one backend, as many lives as needed."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.far = FarSide()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self.far))
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()
        self.runs: list[Run] = []
        self.next_number = 0

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(DEADLINE)

    def live(self, count: int, kill_at: int = 0, tries: int = 1000) -> Run:
        """One life: `count` new visits (and what waits from before), killed at that line if it comes to it."""
        arguments = [self.directory, self.server.server_port, self.next_number, count, kill_at, tries]
        self.next_number += count
        self.far.life = len(self.runs)
        with subprocess.Popen(
            [sys.executable, CHILD, *map(str, arguments)], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        ) as child:  # fmt: skip
            self.far.victim = child.pid
            output, _ = child.communicate("go\n", timeout=DEADLINE)
        run = Run(child.returncode)
        for line in output.splitlines():
            word, *rest = line.split()
            if word == "told":
                run.told.append(rest[0])
            elif word == "answer":
                run.answers[rest[0]] = rest[1]
            else:
                setattr(run, word, int(rest[0]))
        self.runs.append(run)
        return run

    def check(self) -> None:
        """The promise, after a last life that was not killed."""
        assert self.runs[-1].code == 0
        assert self.runs[-1].pending == 0
        told = {name for run in self.runs for name in run.told}
        assert told <= set(self.far.effects), "told and lost"
        assert self.far.conflicts == [], "same key, other content"
        assert self.far.early_ratings == [], "a rating before its case"
        for life, run in enumerate(self.runs):
            for name, number in run.answers.items():
                assert number == self.far.effects[name][2], "an answer that is not the backend's"
                assert not [at for at, key in self.far.arrivals if key == name and at > life], "sent again when settled"


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    built = Rig(tmp_path / "store")
    yield built
    built.close()


def test_a_quiet_life_sends_each_thing_once(rig: Rig) -> None:
    run = rig.live(3)
    rig.check()
    assert run.told == list(run.answers)
    assert sorted(key for _, key in rig.far.arrivals) == sorted(run.told)
    assert rig.live(0).code == 0
    assert {life for life, _ in rig.far.arrivals} == {0}


def test_killed_at_many_lines_of_one_long_service(rig: Rig) -> None:
    """Each life brings new visits and is killed somewhere; what is left over adds up until the last."""
    chance = random.Random(20261121)
    total = rig.live(2).lines
    assert total > 200
    killed = 0
    samples = 20
    for sample in range(samples):
        run = rig.live(2, kill_at=int(total * (sample + chance.random()) / samples) + 1)
        assert run.code in (KILLED, 0)
        killed += run.code == KILLED
    assert killed >= samples * 3 // 4
    rig.live(1)
    rig.check()


@pytest.mark.parametrize("share", [0.02, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9])
def test_killed_during_the_very_first_start(tmp_path: Path, share: float) -> None:
    """The key, the database and its tables are being made: a half-made store must open again."""
    measured = Rig(tmp_path / "measured")
    lines = measured.live(0).lines
    measured.close()
    rig = Rig(tmp_path / "store")
    try:
        assert rig.live(1, kill_at=max(1, int(lines * share))).code == KILLED
        rig.live(1)
        rig.check()
        assert len(rig.runs[-1].told) == 2
    finally:
        rig.close()


@pytest.mark.parametrize("moment", ["arrived", "done", "answered"])
def test_killed_by_the_far_side_at_each_moment_of_a_request(rig: Rig, moment: str) -> None:
    for _ in range(3):
        rig.far.kill = moment
        assert rig.live(1).code in ((KILLED, 0) if moment == "answered" else (KILLED,))
    rig.far.kill = ""
    rig.live(1)
    rig.check()


def test_killed_while_the_backend_is_away(rig: Rig) -> None:
    rig.far.open = False
    run = rig.live(2, tries=1)
    assert (run.code, run.pending, run.answers) == (0, 4, {})
    assert len(run.told) == 4
    rig.far.kill = "arrived"
    assert rig.live(1, tries=1).code == KILLED
    assert rig.far.effects == {}
    rig.far.open = True
    rig.live(0)
    rig.check()
    assert set(run.told) <= set(rig.runs[-1].answers)


def test_a_lost_answer_is_fetched_again_and_is_the_same(rig: Rig) -> None:
    """Killed after the effect and before the answer: the same key arrives twice, with one effect."""
    rig.far.kill = "done"
    assert rig.live(1).code == KILLED
    first = dict(rig.far.effects)
    rig.live(0)
    rig.check()
    assert [key for _, key in rig.far.arrivals].count("case-0") == 2
    assert rig.far.effects["case-0"] == first["case-0"]

"""The process itself: how it starts, says where it is, and ends."""

import contextlib
import json
import select
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from deploy.backend.process import BackendProcess
from kiosk.backend import records as r
from kiosk.backend.client import BackendClient
from kiosk.domain.outcomes import Away

ROOT = Path(__file__).parents[3]
COMMAND = [sys.executable, "-m", "deploy.backend"]


def ended(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A start that comes to nothing."""
    return subprocess.run([*COMMAND, *arguments], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)


@contextlib.contextmanager
def running(*arguments: str, stdin: int = subprocess.DEVNULL) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen([*COMMAND, *arguments], cwd=ROOT, stdin=stdin, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def first_line(process: subprocess.Popen[bytes]) -> dict[str, str]:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], 30)
    assert ready
    return json.loads(process.stdout.readline())


@pytest.fixture
def database(tmp_path: Path) -> str:
    """In a folder that is not there yet."""
    return f"sqlite:///{tmp_path / 'new' / 'backend.db'}"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_in_order_when_told_to(database: str, number: signal.Signals) -> None:
    with running("--database", database) as process:
        url = first_line(process)["url"]
        with requests.Session() as idle:  # a kept connection does not hold it up
            assert idle.get(f"{url}/health", timeout=10).status_code == 200
            process.send_signal(number)
            assert process.wait(20) == 0


def test_it_ends_with_its_parent_when_asked_to(database: str) -> None:
    with running("--database", database, "--with-parent", stdin=subprocess.PIPE) as process:
        first_line(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(20) == 0


def test_the_ready_file_is_whole_and_private(database: str, tmp_path: Path) -> None:
    """It is watched for: who sees it can connect at once."""
    file = tmp_path / "ready.json"
    with running("--database", database, "--ready-file", str(file)) as process:
        wait_for(file, process)
        ready = json.loads(file.read_text())
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        client = BackendClient(ready["url"], ready["terminal_id"], ready["token"])
        assert isinstance(client.items("S"), r.ItemList)
        client.close()
    assert [each.name for each in tmp_path.glob("ready.json*")] == ["ready.json"]


def wait_for(file: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the folder tells of the file: asked anew each time the process could have made it."""
    for _ in range(600):
        if file.exists():
            return
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.05)
    raise AssertionError("no ready file")


def test_terminals_come_from_a_file_and_no_token_is_printed_then(database: str, tmp_path: Path) -> None:
    tokens = tmp_path / "tokens"
    tokens.write_text("T1 one\n\nT2   two\n")
    with running("--database", database, "--terminal-token-file", str(tokens)) as process:
        ready = first_line(process)
        assert list(ready) == ["url"]
        answers = []
        for terminal, token in (("T1", "one"), ("T2", "two"), ("T1", "two")):
            client = BackendClient(ready["url"], terminal, token)
            answers.append(client.items("S"))
            client.close()
    assert [isinstance(answer, r.ItemList) for answer in answers] == [True, True, False]
    assert answers[2] == Away("server")


@pytest.mark.parametrize(
    ("content", "words"),
    [("T1 one two\n", "line 1"), ("\nT1\n", "line 2"), ("\n", "no terminal"), (None, "No such file")],
)
def test_a_token_file_that_cannot_be_used_is_said(
    database: str, tmp_path: Path, content: str | None, words: str
) -> None:
    tokens = tmp_path / "tokens"
    if content is not None:
        tokens.write_text(content)
    result = ended("--database", database, "--terminal-token-file", str(tokens))
    assert (result.returncode, words in result.stderr) == (2, True)
    assert "one" not in result.stderr.replace("no terminal", "")


def test_the_fault_door_is_never_opened_to_the_network(database: str) -> None:
    result = ended("--database", database, "--host", "0.0.0.0", "--faults")
    assert (result.returncode, "loopback" in result.stderr) == (2, True)


def test_without_the_option_there_is_no_fault_door(database: str) -> None:
    with BackendProcess("--database", database, cwd=ROOT) as backend, pytest.raises(ValueError, match="fault"):
        backend.fault("down")


def test_a_database_that_is_not_there_is_said_without_its_password() -> None:
    result = ended("--database", "postgresql://bianmin:hidden-word@127.0.0.1:1/x")
    assert (result.returncode, "cannot be opened" in result.stderr) == (3, True)
    assert "hidden-word" not in result.stdout + result.stderr


def test_a_backend_that_does_not_start_is_an_error_for_its_starter() -> None:
    with pytest.raises(RuntimeError, match="status 2"):
        BackendProcess("--port", "many", cwd=ROOT)


def test_the_witness_sees_what_is_not_in_the_contract(backend: Any, connect: Any, witness: Any) -> None:
    """The tests' own eye: it must be able to find something."""
    client = connect(backend)
    session = client.transport.session
    session.get(f"{backend.url}/nothing", timeout=10)
    session.get(f"{backend.url}/items?site=S&name=x", timeout=10)
    session.post(f"{backend.url}/eligibility", json={"session_id": "x"}, timeout=10)
    found, witness.problems = witness.problems, []
    assert found[0] == "GET /nothing is not in the contract"
    assert "listItems 200 query has name" in found
    assert "checkEligibility 422 comes without its proof" in found
    assert any("request $.session_id: pattern" in each for each in found)
    assert any("request $: required" in each for each in found)


def test_the_process_says_nothing_of_a_person(database: str, card: Any, tmp_path: Path) -> None:
    """Also when its database breaks under it: statements and their values stay out of the traceback."""
    said = tmp_path / "stderr"
    with said.open("wb") as stderr, BackendProcess("--database", database, cwd=ROOT, stderr=stderr) as backend:
        client = BackendClient(backend.url, backend.terminal_id, backend.token)
        assert isinstance(client.open_session(card("li_sample")), r.SessionOpened)
        with contextlib.closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as connection:
            connection.execute("DROP TABLE session")
        assert client.open_session(card("li_sample")) == Away("server")
        client.close()
    words = said.read_text("utf-8")
    assert "no such table" in words
    for secret in (card("li_sample").name.reveal(), card("li_sample").number.reveal(), backend.token):
        assert secret not in words

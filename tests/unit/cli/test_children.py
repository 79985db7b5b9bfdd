"""Children are ready, die with a story, and never outlive the command."""

import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli.children import Children
from kiosk.cli.report import CommandFailed, Exit

ROOT = Path(__file__).parents[3]
READY = """
import json, os, sys
path = sys.argv[1]
open(path + ".new", "w").write(json.dumps({"url": "http://127.0.0.1:9", "pid": os.getpid()}))
os.replace(path + ".new", path)
sys.stdin.read()
"""
ENDS_WITH = """
import os, sys
number = int(sys.argv[1])
if number < 0:
    os.kill(os.getpid(), -number)
sys.exit(number)
"""


@pytest.fixture
def modules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Small programs that `python -m` finds: ready, dies, ends_with."""
    (tmp_path / "ready.py").write_text(READY)
    (tmp_path / "dies.py").write_text("import sys; print('the port is taken'); sys.exit(7)")
    (tmp_path / "ends_with.py").write_text(ENDS_WITH)
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}{os.pathsep}{ROOT}")
    return tmp_path


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_what_a_child_says_when_it_is_ready(modules: Path) -> None:
    file = modules / "ready.json"
    with Children(modules / "logs") as children:
        said = children.wait_for_file(children.start("backend", "ready", str(file)), file, 30)
        assert said["url"] == "http://127.0.0.1:9"
        assert not gone(said["pid"])
    assert gone(said["pid"])


def test_children_end_when_the_command_fails(modules: Path) -> None:
    file = modules / "ready.json"

    def fail() -> None:
        with Children(modules / "logs") as children:
            children.wait_for_file(children.start("backend", "ready", str(file)), file, 30)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert gone(json.loads(file.read_text())["pid"])


def test_a_child_that_dies_is_told_with_its_last_words(modules: Path) -> None:
    with Children(modules / "logs") as children, pytest.raises(CommandFailed) as failed:
        children.wait_for_file(children.start("backend", "dies"), modules / "never.json", 30)
    assert failed.value.code == Exit.ABSENT
    assert str(failed.value) == "backend ended with status 7.\nthe port is taken"


def test_a_child_that_is_never_ready(modules: Path) -> None:
    with Children(modules / "logs") as children, pytest.raises(CommandFailed, match="not ready") as failed:
        children.wait_for_file(children.start("backend", "ready", str(modules / "x")), modules / "never.json", 0.0)
    assert failed.value.code == Exit.UNKNOWN


def test_a_half_written_file_is_not_taken(modules: Path) -> None:
    file = modules / "ready.json"
    file.write_text('{"url": ')
    with Children(modules / "logs") as children:
        said = children.wait_for_file(children.start("backend", "ready", str(file)), file, 30)
    assert "pid" in said


@pytest.mark.parametrize(("number", "status"), [(0, 0), (5, 5), (-signal.SIGKILL, 128 + signal.SIGKILL)])
def test_the_foreground_child_gives_the_status(modules: Path, number: int, status: int) -> None:
    with Children(modules / "logs") as children:
        assert children.run_to_end(["ends_with", str(int(number))], dict(os.environ)) == status


def test_children_notice_that_the_command_was_killed(modules: Path) -> None:
    file = modules / "ready.json"
    program = (
        "import os, signal, sys; from pathlib import Path; from kiosk.cli.children import Children\n"
        "children = Children(Path(sys.argv[1]) / 'logs').__enter__(); file = Path(sys.argv[1]) / 'ready.json'\n"
        "child = children.start('backend', 'ready', str(file)); children.wait_for_file(child, file, 30)\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(modules)], timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    pid = json.loads(file.read_text())["pid"]
    # our child's child: its end is seen through a handle, not by asking again and again
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    assert select.select([handle], [], [], 30)[0] == [handle]
    os.close(handle)

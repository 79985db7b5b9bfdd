"""The child process: nothing left behind, nothing leaked in, nobody orphaned."""

import os
import resource
import select
import subprocess
import sys
from pathlib import Path

import pytest

from drivers.api.errors import DeviceAbsent, DeviceError, DeviceFault
from drivers.host import compare_faces
from drivers.host.child import no_traces
from drivers.host.codec import Message
from drivers.host.frames import FrameRing
from drivers.host.process import ChildProcess, Died, RespawnBudget, child_environment, error_named

ROOT = Path(__file__).parents[3]
PORTRAITS = ROOT / "assets" / "samples" / "portraits"
SERVICE = "drivers.families.face.service:FaceService"


@pytest.fixture
def ring():
    made = FrameRing.create()
    yield made
    made.close()


@pytest.fixture
def child(ring: FrameRing):
    made = ChildProcess(SERVICE, ring, {"address": "file:nowhere.avi"})
    yield made
    made.kill()


def reply(child: ChildProcess) -> Message:
    item = child.inbox.get(timeout=20)
    assert isinstance(item, Message)
    return item


def python(code: str) -> str:
    environment = child_environment()
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True, timeout=60
    ).stdout.strip()


def test_the_terminal_s_process_never_loads_cv2_or_numpy():
    code = f"""
import sys
from pathlib import Path
from drivers.host import compare_faces
from drivers.host.face import FaceCaptureHost
import drivers.emulators.camera
folder = Path({str(PORTRAITS)!r})
assert compare_faces(folder / "sample_a.jpg", folder / "sample_a.jpg")["decision"] == "match"
FaceCaptureHost("file:nowhere").status()
print([name for name in ("cv2", "numpy") if name in sys.modules])
"""
    assert python(code) == "[]"


def test_the_child_inherits_no_qt_variables(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", "elsewhere")
    assert not [name for name in child_environment() if name.startswith("QT_QPA_")]


def test_a_child_standing_by_is_ready_without_cv2(child: ChildProcess):
    assert reply(child).body == {"reply": "ready"}
    assert "cv2" not in Path(f"/proc/{child.pid}/maps").read_text()


def test_the_child_leaves_no_core(child: ChildProcess):
    reply(child)
    assert resource.prlimit(child.pid, resource.RLIMIT_CORE) == (1, 1)


def test_no_traces_lowers_the_limit_of_the_process_itself():
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        no_traces()
        os.write(writer, repr(resource.getrlimit(resource.RLIMIT_CORE)).encode())
        os._exit(0)
    os.waitpid(pid, 0)
    assert os.read(reader, 100) == b"(1, 1)"
    os.close(reader)
    os.close(writer)


def test_death_is_told_at_once(child: ChildProcess):
    reply(child)
    os.kill(child.pid, 9)
    assert child.inbox.get(timeout=20) == Died()
    assert not child.alive
    child.send({"do": "stop"})  # to nobody; told by the inbox, not raised


def test_a_child_ends_with_the_terminal(ring: FrameRing):
    """The parent of the child is killed outright; the child, watched by its pidfd, ends by itself."""
    code = """
import time
from drivers.host.frames import FrameRing
from drivers.host.process import ChildProcess
ring = FrameRing.create()
child = ChildProcess("drivers.families.face.service:FaceService", ring, {})
child.inbox.get(timeout=20)
print(child.pid, flush=True)
child.inbox.get(timeout=60)
"""
    parent = subprocess.Popen([sys.executable, "-c", code], env=child_environment(), stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    descriptor = os.pidfd_open(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    readable, _, _ = select.select([descriptor], [], [], 20)
    os.close(descriptor)
    assert readable


def test_nonsense_from_the_terminal_ends_the_child(child: ChildProcess):
    reply(child)
    child._wire.sendall(b"\xff" * 64)
    assert child.inbox.get(timeout=20) == Died()


def test_a_service_that_does_not_exist_is_a_death(ring: FrameRing):
    child = ChildProcess("drivers.families.face.service:NoSuchService", ring, {})
    assert child.inbox.get(timeout=20) == Died()
    child.kill()


def test_a_stop_without_a_start_is_answered(child: ChildProcess):
    reply(child)
    child.send({"do": "stop"})
    assert reply(child).body == {"reply": "stopped"}


def test_the_budget_of_new_children_is_by_time():
    budget = RespawnBudget(times=2, within=60)
    assert budget.spend(0)
    assert budget.spend(1)
    assert not budget.spend(59)
    assert budget.spend(61)


def test_errors_keep_their_kind_across_the_wire():
    assert type(error_named("device.absent", "gone")) is DeviceAbsent
    assert isinstance(error_named("device.fault", "model"), DeviceFault | DeviceError)
    assert str(error_named("something.else", "text")) == "text"


def test_comparing_two_files():
    result = compare_faces(PORTRAITS / "sample_a.jpg", PORTRAITS / "sample_b.jpg")
    assert set(result) == {"distance", "decision", "faces", "ms"}
    assert result["decision"] == "no_match"


def test_comparing_a_file_that_is_not_there(tmp_path: Path):
    with pytest.raises(FileNotFoundError):
        compare_faces(tmp_path / "none.jpg", PORTRAITS / "sample_b.jpg")

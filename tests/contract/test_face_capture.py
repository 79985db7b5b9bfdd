"""Face capture as the terminal sees it: real child, real networks, the emulator's clips."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from drivers.api.errors import DeviceAbsent, DriverCrashed
from drivers.api.face import (
    ActionAsked,
    ActionSeen,
    CameraBack,
    CameraLost,
    FaceCapture,
    FaceCompared,
    FaceEvent,
    FaceRejected,
    FaceRequest,
    HintChanged,
    LivenessAction,
)
from drivers.emulators.camera import CameraEmulator
from drivers.host.face import FaceCaptureHost

PORTRAITS = Path(__file__).parents[2] / "assets" / "samples" / "portraits"
PATIENCE = 60.0


class Rig:
    """A camera with people, and the driver on it."""

    def __init__(self, run_dir: Path, **profile: float) -> None:
        self.camera = CameraEmulator(run_dir)
        self.address = self.camera.start()
        self.driver = FaceCaptureHost(self.address, {"lost_after": 0.3, "hang_after": 1.0} | profile)
        self.driver.open()
        self.seen: list[FaceEvent] = []

    def start(self, portrait: str, *actions: LivenessAction) -> None:
        reference = (PORTRAITS / f"{portrait}.jpg").read_bytes()
        self.driver.start(FaceRequest(actions, reference))

    def until(self, wanted: Callable[[FaceEvent], bool], *, obey: bool = True) -> FaceEvent:
        """Poll until the wanted event; meanwhile the person does what is asked."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            event = self.driver.poll(4.0)
            if event is not None:
                self.seen.append(event)
            if obey and (event is None or isinstance(event, ActionAsked)):
                self._obey()
            if event is not None and wanted(event):
                return event
        raise AssertionError(f"not in time; seen {self.seen}")

    def _obey(self) -> None:
        """Do what was asked last, once more when a slow machine did not see it."""
        asked = [event for event in self.seen if isinstance(event, ActionAsked)]
        if asked and self.camera.state()["person"]:
            self.camera.do("perform", action=asked[-1].action)

    def until_kind(self, kind: type[FaceEvent], *, obey: bool = True) -> FaceEvent:
        return self.until(lambda event: isinstance(event, kind), obey=obey)

    def until_hint(self, hint: str) -> None:
        self.until(lambda event: event == HintChanged(hint), obey=False)  # pyright: ignore[reportArgumentType]

    @property
    def pid(self) -> int:
        pid = self.driver.child_pid
        assert pid is not None
        return pid


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    made = Rig(tmp_path)
    yield made
    made.driver.close()
    made.camera.stop()


def test_is_the_contract(rig: Rig):
    capture: FaceCapture = rig.driver
    assert capture.status().ready


@pytest.mark.parametrize("actions", [("blink", "turn_left"), ("open_mouth", "turn_right")])
def test_two_actions_and_the_right_person_match(rig: Rig, actions: tuple[LivenessAction, LivenessAction]):
    rig.camera.do("person", name="sample_a")
    rig.start("sample_a", *actions)
    event = rig.until_kind(FaceCompared)
    assert isinstance(event, FaceCompared)
    assert event.decision == "match"
    steps = [event for event in rig.seen if isinstance(event, ActionAsked | ActionSeen)]
    assert steps == [
        ActionAsked(actions[0], 0, 2),
        ActionSeen(actions[0]),
        ActionAsked(actions[1], 1, 2),
        ActionSeen(actions[1]),
    ]


def test_another_person_does_not_match(rig: Rig):
    rig.camera.do("person", name="sample_b")
    rig.start("sample_a", "turn_right", "blink")
    event = rig.until_kind(FaceCompared)
    assert isinstance(event, FaceCompared)
    assert event.decision == "no_match"
    assert event.distance > 0.60


def test_the_second_person_matches_the_own_portrait_with_the_other_actions(rig: Rig):
    rig.camera.do("person", name="sample_b")
    rig.start("sample_b", "turn_left", "open_mouth")
    event = rig.until_kind(FaceCompared)
    assert isinstance(event, FaceCompared)
    assert event.decision == "match"


def test_nothing_passes_while_nobody_moves(rig: Rig):
    rig.camera.do("person", name="sample_a")
    rig.start("sample_a", "blink")
    rig.until_kind(ActionAsked, obey=False)
    newest = rig.driver.frames.latest()
    assert newest is not None
    deadline = time.monotonic() + PATIENCE
    while (frame := rig.driver.frames.latest()) and frame.sequence < newest.sequence + 45:  # more than the whole clip
        assert not isinstance(rig.driver.poll(0.1), ActionSeen | FaceCompared)
        assert time.monotonic() < deadline


def test_changing_places_is_noticed(rig: Rig):
    rig.camera.do("person", name="sample_a")
    rig.start("sample_a", "blink", "turn_left")
    rig.until(lambda event: event == ActionSeen("blink"))
    rig.camera.do("person", name="sample_b")
    assert rig.until_kind(FaceRejected, obey=False) == FaceRejected("face.face_changed")


@pytest.mark.parametrize(("scene", "hint"), [("dark", "too_dark"), ("nobody", "no_face"), ("two_people", "two_faces")])
def test_hints_say_what_is_wrong_and_when_it_is_right_again(rig: Rig, scene: str, hint: str):
    rig.camera.do(scene)
    rig.start("sample_a", "blink")
    rig.until_hint(hint)
    rig.camera.do("person", name="sample_a")
    rig.until_hint("good")


def test_a_portrait_without_a_face_is_unusable(rig: Rig):
    rig.driver.start(FaceRequest(("blink",), b"not a picture"))
    assert rig.until_kind(FaceRejected) == FaceRejected("face.reference_unusable")


def test_killing_the_child_costs_a_moment_not_the_visit(rig: Rig):
    rig.camera.do("person", name="sample_a")
    rig.start("sample_a", "blink", "turn_left")
    rig.until(lambda event: event == ActionSeen("blink"))
    first = rig.pid
    os.kill(first, signal.SIGKILL)
    assert rig.until_kind(CameraLost) == CameraLost(recovering=True)
    rig.until_kind(CameraBack)
    assert rig.until_kind(ActionAsked) == ActionAsked("turn_left", 1, 2)
    event = rig.until_kind(FaceCompared)
    assert isinstance(event, FaceCompared)
    assert event.decision == "match"
    assert rig.pid != first
    assert rig.seen.count(ActionSeen("blink")) == 1


def test_nobody_takes_over_while_the_child_is_replaced(rig: Rig):
    rig.camera.do("person", name="sample_a")
    rig.start("sample_b", "blink", "turn_left")
    rig.until(lambda event: event == ActionSeen("blink"))
    rig.camera.do("person", name="sample_b")
    os.kill(rig.pid, signal.SIGKILL)
    assert rig.until_kind(FaceRejected) == FaceRejected("face.face_changed")


def test_a_hanging_child_is_replaced(rig: Rig):
    rig.camera.do("person", name="sample_a")
    rig.start("sample_a", "blink")
    rig.until_kind(ActionAsked, obey=False)
    os.kill(rig.pid, signal.SIGSTOP)
    assert rig.until_kind(CameraLost) == CameraLost(recovering=True)
    rig.until_kind(CameraBack)
    assert isinstance(rig.until_kind(FaceCompared), FaceCompared)


def test_a_child_that_only_dies_is_given_up(tmp_path: Path):
    rig = Rig(tmp_path, respawns=1)
    rig.camera.do("person", name="sample_a")
    rig.start("sample_a", "blink")
    os.kill(rig.pid, signal.SIGKILL)
    rig.until_kind(CameraLost)
    os.kill(rig.pid, signal.SIGKILL)
    with pytest.raises(DriverCrashed):
        rig.until_kind(FaceCompared)
    rig.driver.close()
    rig.camera.stop()


def test_unplugged_and_plugged_again_in_mid_capture(rig: Rig):
    rig.camera.do("person", name="sample_a")
    rig.start("sample_a", "turn_right")
    rig.until_kind(ActionAsked, obey=False)
    rig.camera.do("unplug")
    assert rig.until_kind(CameraLost) == CameraLost(recovering=False)
    assert rig.driver.status().connection == "offline"
    rig.camera.do("plug")
    rig.until_kind(CameraBack)
    rig.camera.do("perform", action="turn_right")
    rig.until(lambda event: event == ActionSeen("turn_right"))


def test_without_a_camera_it_does_not_open(tmp_path: Path):
    driver = FaceCaptureHost(f"file:{tmp_path / 'none.avi'}")
    assert not driver.status().ready
    with pytest.raises(DeviceAbsent):
        driver.open()


def test_no_frames_before_the_person_agreed_and_none_after(rig: Rig):
    rig.camera.do("person", name="sample_a")
    assert rig.driver.poll(0.0) is None
    assert rig.driver.frames.latest() is None
    rig.start("sample_a", "blink")
    rig.until_kind(HintChanged)
    frame = rig.driver.frames.latest()
    assert frame is not None
    assert len(frame.pixels) == frame.width * frame.height * 3
    assert rig.driver.frames.latest(frame.sequence + 1000) is None
    rig.driver.stop()
    assert rig.driver.frames.latest() is None
    assert rig.driver.poll(0.0) is None


def test_the_preview_is_a_mirror(rig: Rig):
    """Half of the emulator's picture is told from the other by the face: raw it is right of the middle."""
    cv2, np = pytest.importorskip("cv2"), pytest.importorskip("numpy")
    rig.camera.do("person", name="sample_a")
    rig.start("sample_a", "blink")
    rig.until_kind(HintChanged)
    frame = rig.driver.frames.latest()
    assert frame is not None
    shown = np.frombuffer(frame.pixels, np.uint8).reshape(frame.height, frame.width, 3).astype(np.float32)
    raw = cv2.VideoCapture(rig.address.removeprefix("file:")).read()[1].astype(np.float32)
    assert np.abs(shown - raw[:, ::-1]).mean() < np.abs(shown - raw).mean() / 2


def test_forgetting_replaces_the_process(rig: Rig):
    rig.camera.do("person", name="sample_a")
    rig.start("sample_a", "blink")
    rig.until_kind(HintChanged)
    before = rig.pid
    rig.driver.stop()
    rig.driver.forget()
    assert rig.pid != before
    assert rig.driver.status().ready
    rig.start("sample_a", "blink")
    assert isinstance(rig.until_kind(FaceCompared), FaceCompared)


def test_open_and_close_may_be_repeated(rig: Rig):
    first = rig.pid
    rig.driver.open()
    assert rig.pid == first
    rig.driver.close()
    rig.driver.close()
    assert rig.driver.child_pid is None
    assert rig.driver.frames.latest() is None
    rig.driver.forget()
    rig.driver.stop()


def test_a_new_start_replaces_the_running_request(rig: Rig):
    rig.camera.do("person", name="sample_b")
    rig.start("sample_a", "blink")
    rig.until_kind(ActionAsked, obey=False)
    rig.start("sample_b", "turn_left")
    event = rig.until_kind(FaceCompared)
    assert isinstance(event, FaceCompared)
    assert event.decision == "match"

"""One request on pictures drawn here, without a process or a clock: the steps, and that nothing of the face stays."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from drivers.api.face import (
    ActionAsked,
    ActionSeen,
    FaceCompared,
    FaceEvent,
    FaceRejected,
    FaceRequest,
    HintChanged,
    LivenessAction,
)
from drivers.emulators.camera_clips import pose
from drivers.emulators.camera_names import PersonName
from drivers.emulators.camera_people import person
from drivers.families.face.detect import Detector, Picture
from drivers.families.face.embed import Embedder
from drivers.families.face.session import Session

PORTRAITS = Path(__file__).parents[3] / "assets" / "samples" / "portraits"
NETWORKS = Detector(), Embedder()


@cache
def drawn(name: PersonName, action: str, amount: float) -> Picture:
    who = person(name)
    return who.draw_cut_out(pose(who, action, amount) if amount else who.rest)[0]


class Stage:
    """A session and somebody before it, twenty pictures a second."""

    def __init__(self) -> None:
        self.session = Session(*NETWORKS)
        self.at = 0.0

    def start(self, portrait: PersonName, *actions: LivenessAction, done: int = 0) -> None:
        reference = (PORTRAITS / f"{portrait}.jpg").read_bytes()
        assert self.session.start(FaceRequest(actions, reference), done) == []

    def show(self, picture: Picture, times: int = 1) -> list[FaceEvent]:
        events: list[FaceEvent] = []
        for _ in range(times):
            self.at += 0.05
            events += self.session.see(picture, self.at)
        return events

    def rest(self, name: PersonName, times: int = 8) -> list[FaceEvent]:
        return self.show(drawn(name, "neutral", 0.0), times)

    def act(self, name: PersonName, action: LivenessAction) -> list[FaceEvent]:
        return self.show(drawn(name, action, 1.0), 4) + self.rest(name)


@pytest.fixture
def stage() -> Iterator[Stage]:
    made = Stage()
    yield made
    made.session.wipe()


def test_from_the_first_picture_to_the_comparison(stage: Stage):
    stage.start("sample_a", "turn_right", "blink")
    events = stage.rest("sample_a") + stage.act("sample_a", "turn_right") + stage.act("sample_a", "blink")
    assert events[:-1] == [
        HintChanged("good"),
        ActionAsked("turn_right", 0, 2),
        ActionSeen("turn_right"),
        ActionAsked("blink", 1, 2),
        ActionSeen("blink"),
    ]
    end = events[-1]
    assert isinstance(end, FaceCompared)
    assert (end.decision, end.distance < 0.45) == ("match", True)
    assert not stage.session.running
    assert stage.rest("sample_a") == []


def test_the_other_person_is_told_apart(stage: Stage):
    stage.start("sample_a", "turn_left")
    events = stage.rest("sample_b") + stage.act("sample_b", "turn_left")
    end = events[-1]
    assert isinstance(end, FaceCompared)
    assert (end.decision, end.distance > 0.60) == ("no_match", True)


def test_another_face_between_two_actions_ends_it(stage: Stage):
    stage.start("sample_a", "turn_left", "blink")
    stage.rest("sample_a")
    stage.show(drawn("sample_a", "turn_left", 1.0), 3)
    assert FaceRejected("face.face_changed") in stage.rest("sample_b")
    assert not stage.session.running


def test_another_face_after_the_last_action_is_not_compared(stage: Stage):
    stage.start("sample_b", "turn_left")
    stage.rest("sample_a")
    stage.show(drawn("sample_a", "turn_left", 1.0), 3)
    assert stage.rest("sample_b")[-1] == FaceRejected("face.face_changed")


def test_after_a_crash_it_goes_on_only_with_the_same_face(stage: Stage):
    stage.start("sample_a", "blink", "turn_left")
    stage.rest("sample_a")
    assert stage.session.anchor is not None
    anchor = stage.session.anchor.copy()
    reference = (PORTRAITS / "sample_a.jpg").read_bytes()
    request = FaceRequest(("blink", "turn_left"), reference)
    stage.session.start(request, 1, anchor.copy())
    assert ActionAsked("turn_left", 1, 2) in stage.rest("sample_a")
    stage.session.start(request, 1, anchor.copy())
    assert FaceRejected("face.face_changed") in stage.rest("sample_b")


def test_a_portrait_nobody_can_be_compared_with(stage: Stage):
    grey = (PORTRAITS.parent / "residents.yaml").read_bytes()
    assert stage.session.start(FaceRequest(("blink",), grey)) == [FaceRejected("face.reference_unusable")]
    assert not stage.session.running


def test_one_thing_to_change_at_a_time(stage: Stage):
    stage.start("sample_a", "blink")
    wall = np.full((480, 640, 3), 180, np.uint8)
    assert stage.show(wall, 20) == [HintChanged("no_face")]
    assert stage.show((wall * 0.1).astype(np.uint8), 20) == [HintChanged("too_dark")]
    assert HintChanged("good") in stage.rest("sample_a")


def test_a_turned_face_is_asked_to_look_straight_and_nothing_else(stage: Stage):
    stage.start("sample_a", "blink")
    events = stage.show(drawn("sample_a", "turn_left", 1.0), 30)
    assert events == [HintChanged("look_straight")]


def test_wiping_zeroes_what_was_kept(stage: Stage):
    stage.start("sample_a", "blink")
    stage.rest("sample_a")
    kept = [stage.session.anchor, stage.session._reference]
    assert all(numbers is not None and numbers.any() for numbers in kept)
    stage.session.wipe()
    assert not any(numbers is None or numbers.any() for numbers in kept)
    assert stage.session.anchor is None
    assert stage.session.see(drawn("sample_a", "neutral", 0.0), 99.0) == []

"""The camera emulator itself: what stands before it, and what it refuses."""

from pathlib import Path
from typing import Any

import pytest

from drivers.emulators.camera import CameraEmulator, clips
from drivers.emulators.camera_names import ACTIONS, ALL_CLIPS, PEOPLE, SCENES


@pytest.fixture
def camera(tmp_path: Path):
    made = CameraEmulator(tmp_path)
    assert made.start() == f"file:{tmp_path / 'camera.avi'}"
    yield made
    made.stop()


def shown(tmp_path: Path) -> str:
    return (tmp_path / "camera.avi").resolve().stem


def test_begins_with_nobody(camera: CameraEmulator, tmp_path: Path):
    assert shown(tmp_path) == "nobody"
    assert camera.state() == {"plugged": True, "person": None, "clip": "nobody", "violations": []}


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_steps_before_it(camera: CameraEmulator, tmp_path: Path, name: str):
    camera.do("person", name=name)
    assert shown(tmp_path) == f"{name}_neutral"
    assert camera.state()["person"] == name


@pytest.mark.parametrize("action", ACTIONS)
def test_a_person_performs_and_rests_again(camera: CameraEmulator, tmp_path: Path, action: str):
    camera.do("person", name="sample_b")
    camera.do("perform", action=action)
    assert shown(tmp_path) == f"sample_b_{action}"
    assert camera._timer is not None
    camera._timer.join(timeout=20)
    assert shown(tmp_path) == "sample_b_neutral"


@pytest.mark.parametrize("scene", SCENES)
def test_scenes_have_no_person(camera: CameraEmulator, tmp_path: Path, scene: str):
    camera.do(scene)
    assert shown(tmp_path) == scene
    assert camera.state()["person"] is None


def test_unplugged_there_is_nothing_and_plugged_what_was_there(camera: CameraEmulator, tmp_path: Path):
    camera.do("person", name="sample_a")
    camera.do("unplug")
    assert not (tmp_path / "camera.avi").exists()
    assert camera.state()["plugged"] is False
    camera.do("person", name="sample_b")
    assert not (tmp_path / "camera.avi").exists()
    camera.do("plug")
    assert shown(tmp_path) == "sample_b_neutral"


@pytest.mark.parametrize(
    ("action", "params"),
    [
        ("dance", {}),
        ("person", {}),
        ("person", {"name": "sample_z"}),
        ("perform", {"action": "dance"}),
        ("perform", {"action": "blink", "more": 1}),
        ("plug", {"name": "sample_a"}),
    ],
)
def test_what_it_does_not_know_it_refuses_in_words(camera: CameraEmulator, action: str, params: dict[str, Any]):
    with pytest.raises(ValueError, match=r"knows|must be one of"):
        camera.do(action, **params)


def test_nobody_cannot_perform(camera: CameraEmulator):
    with pytest.raises(ValueError, match="person first"):
        camera.do("perform", action="blink")


def test_stopping_takes_the_camera_away(camera: CameraEmulator, tmp_path: Path):
    camera.do("person", name="sample_a")
    camera.do("perform", action="blink")
    camera.stop()
    assert not (tmp_path / "camera.avi").is_symlink()


def test_clips_are_made_once(tmp_path: Path):
    folder = clips(tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == sorted(ALL_CLIPS)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert clips(tmp_path) == folder
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == before

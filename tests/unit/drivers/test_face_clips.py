"""The people of the camera emulator: a face that moves as a face does, drawn the same every time."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.emulators import camera_clips, camera_face, camera_portraits
from drivers.emulators.camera_names import ACTIONS, ALL_CLIPS, PEOPLE, PersonName
from drivers.emulators.camera_people import person
from drivers.emulators.camera_warp import Portrait, redraw

NOSE, CHIN, UPPER_LID, LOWER_LID, UPPER_LIP, LOWER_LIP = 1, 152, 159, 145, 13, 14


def test_points_that_stay_leave_the_picture_as_it_is():
    who = person("sample_a")
    drawn = redraw(who.portrait, who.portrait.points)
    assert np.abs(drawn.astype(int) - who.portrait.picture.astype(int)).mean() < 1.0


def test_moving_the_points_moves_the_picture():
    who = person("sample_a")
    moved = redraw(who.portrait, who.rest + (12, 0, 0)).astype(int)
    there = redraw(who.portrait, who.rest).astype(int)
    middle = (slice(150, 320), slice(260, 380))
    shifted = np.roll(there, 12, axis=1)
    assert np.abs(moved[middle] - shifted[middle]).mean() < np.abs(moved[middle] - there[middle]).mean() / 3


def test_near_skin_hides_far_skin():
    """Two triangles on one place: the one with the smaller z is seen."""
    picture = np.zeros((40, 80, 3), np.uint8)
    picture[:, :40], picture[:, 40:] = 50, 200
    points = np.array([(2, 2, 0), (36, 2, 0), (2, 36, 0), (42, 2, 9), (76, 2, 9), (42, 36, 9)], float)
    triangles = np.array([(0, 1, 2), (3, 4, 5)], np.int32)
    over = points.copy()
    over[3:, :2] = points[:3, :2]
    near_left = redraw(Portrait(picture, points, triangles), over)
    over[:3, 2] = 20
    near_right = redraw(Portrait(picture, points, triangles), over)
    assert (int(near_left[10, 10, 0]), int(near_right[10, 10, 0])) == (50, 200)


def test_a_blink_brings_the_lids_together_and_nothing_else_far():
    rest = person("sample_a").rest
    shut = camera_face.blink(rest, 1.0)
    assert abs(shut[UPPER_LID, 1] - shut[LOWER_LID, 1]) < 0.1
    assert (shut[CHIN] == rest[CHIN]).all()
    assert np.allclose(camera_face.blink(rest, 0.0), rest)


def test_an_open_mouth_moves_the_lower_lip_and_the_chin_down():
    rest = person("sample_a").rest
    wide = camera_face.open_mouth(rest, 0.5)
    assert wide[LOWER_LIP, 1] - rest[LOWER_LIP, 1] > 10
    assert wide[CHIN, 1] > rest[CHIN, 1]
    assert (wide[UPPER_LIP] == rest[UPPER_LIP]).all()


@pytest.mark.parametrize("degrees", [20.0, -20.0])
def test_a_turn_moves_the_nose_and_not_the_border(degrees: float):
    rest = person("sample_a").rest
    turned = camera_face.turn(rest, degrees)
    assert np.sign(turned[NOSE, 0] - rest[NOSE, 0]) == np.sign(degrees)
    assert (turned[-4:] == rest[-4:]).all()
    assert np.allclose(turned[:, 1], rest[:, 1])


@pytest.mark.parametrize("name", PEOPLE)
def test_the_own_left_is_right_in_the_picture_for_everybody(name: PersonName):
    """A mirrored person is drawn mirrored, so the turn asked of the points is the opposite one."""
    who = person(name)
    nose = camera_clips.pose(who, "turn_left", 1.0)[NOSE, 0] - who.rest[NOSE, 0]
    assert (nose > 0) != who.mirrored


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_begins_and_ends_at_rest(action: str):
    amounts = camera_clips.amounts(action)
    assert amounts[:5] == [0.0] * 5
    assert amounts[-3:] == [0.0] * 3
    assert max(amounts) == 1.0


def test_the_second_person_has_other_bones_and_other_colours():
    one, other = person("sample_a"), person("sample_b")
    assert np.abs(one.rest - other.rest).max() > 10
    assert other.mirrored
    hair = (slice(60, 110), slice(280, 380))
    colours = [who.portrait.picture[hair][..., :3].astype(int) for who in (one, other)]
    spread = [float((picture.max(axis=2) - picture.min(axis=2)).mean()) for picture in colours]
    assert spread[1] < spread[0] / 2  # grey


def test_the_same_input_gives_the_same_frames():
    first, again = (list(camera_clips.nobody())[:3] for _ in range(2))
    assert all((one == other).all() for one, other in zip(first, again, strict=True))


def test_two_people_stand_side_by_side_and_dark_is_dark():
    assert next(camera_clips.dark()).mean() < 25
    assert 60 < next(camera_clips.two_people()).mean() < 220


def test_a_clip_is_whole_or_not_there(tmp_path: Path):
    def broken():
        yield np.zeros((480, 640, 3), np.uint8)
        raise RuntimeError("pulled the plug")

    with pytest.raises(RuntimeError):
        camera_clips.write(tmp_path / "clip.avi", broken())
    assert not (tmp_path / "clip.avi").exists()
    camera_clips.write(tmp_path / "clip.avi", camera_clips.nobody())
    video = cv2.VideoCapture(str(tmp_path / "clip.avi"))
    assert (video.get(cv2.CAP_PROP_FPS), video.get(cv2.CAP_PROP_FRAME_WIDTH)) == (20.0, 640.0)


def test_every_person_has_every_clip():
    assert len(ALL_CLIPS) == len(set(ALL_CLIPS)) == len(PEOPLE) * (1 + len(ACTIONS)) + 3


@pytest.mark.parametrize("name", PEOPLE)
def test_the_portraits_in_the_house_are_the_ones_made_here(name: PersonName):
    folder = Path(__file__).parents[3] / "assets" / "samples" / "portraits"
    kept = cv2.imread(str(folder / f"{name}.jpg"), cv2.IMREAD_COLOR)
    assert kept is not None
    made = camera_portraits.make(name)
    assert made.shape == kept.shape == (441, 358, 3)
    assert np.abs(made.astype(int) - kept.astype(int)).mean() < 3.0

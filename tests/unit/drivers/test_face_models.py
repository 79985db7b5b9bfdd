"""Networks on real pictures: found, measured, compared; and refused when the file is not the right one."""

import os
import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.api.errors import DeviceFault
from drivers.emulators.camera_clips import pose
from drivers.emulators.camera_names import PEOPLE, PersonName
from drivers.emulators.camera_people import person
from drivers.families.face import embed, models
from drivers.families.face.compare import compare_files
from drivers.families.face.detect import Detector, Picture

PORTRAITS = Path(__file__).parents[3] / "assets" / "samples" / "portraits"


def portrait(name: str) -> bytes:
    return (PORTRAITS / f"{name}.jpg").read_bytes()


def live(name: PersonName, action: str = "neutral", amount: float = 0.0) -> Picture:
    who = person(name)
    return who.draw_cut_out(pose(who, action, amount) if amount else who.rest)[0]


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


@pytest.mark.parametrize("name", [models.YUNET, models.MESH, models.EMBEDDING])
def test_the_models_shipped_are_the_ones_listed(name: str):
    assert models.checked(name).name == name


def test_a_changed_model_is_refused(tmp_path: Path):
    shutil.copy(models.FOLDER / "SHA256SUMS", tmp_path)
    (tmp_path / models.YUNET).write_bytes(b"other weights")
    with pytest.raises(DeviceFault, match="not the one"):
        models.checked(models.YUNET, tmp_path)


def test_a_model_without_a_checksum_is_refused(tmp_path: Path):
    (tmp_path / "SHA256SUMS").write_text("")
    shutil.copy(models.FOLDER / models.YUNET, tmp_path)
    with pytest.raises(DeviceFault, match="not the one"):
        models.checked(models.YUNET, tmp_path)


def test_a_missing_model_says_which(tmp_path: Path):
    with pytest.raises(DeviceFault, match=models.MESH):
        models.checked(models.MESH, tmp_path)


def test_no_qt_variable_survives_the_import_of_cv2(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("QT_QPA_PLATFORM_PLUGIN_PATH", "somewhere")
    models.forget_qt_of_cv2()
    assert not [name for name in os.environ if name.startswith("QT_QPA_")]


@pytest.mark.parametrize("name", PEOPLE)
def test_turning_left_is_positive_and_right_negative(detector: Detector, name: PersonName):
    def yaw(action: str, amount: float) -> float:
        picture = live(name, action, amount)
        return detector.shape(picture, detector.faces(picture)[0], eyes_closely=False).yaw

    straight = yaw("neutral", 0.0)
    assert abs(straight) < 0.05
    assert yaw("turn_left", 1.0) - straight > 0.14
    assert yaw("turn_right", 1.0) - straight < -0.14


def test_a_turn_to_the_own_left_moves_the_nose_to_the_right_of_the_picture(detector: Detector):
    """The convention everything rests on: the picture analysed is not mirrored."""
    straight, left = (detector.faces(live("sample_a", "turn_left", amount))[0] for amount in (0.0, 1.0))
    nose = [float(face.points[2, 0] - face.points[:2, 0].mean()) for face in (straight, left)]
    assert nose[1] > nose[0] + 5


@pytest.mark.parametrize("name", PEOPLE)
def test_shut_eyes_and_an_open_mouth_show(detector: Detector, name: PersonName):
    rest, shut, wide = (live(name), live(name, "blink", 1.0), live(name, "open_mouth", 1.0))
    shapes = [detector.shape(one, detector.faces(one)[0], eyes_closely=True) for one in (rest, shut, wide)]
    assert shapes[1].ear < 0.75 * shapes[0].ear
    assert shapes[2].mar > shapes[0].mar + 0.1


def test_two_faces_the_larger_first(detector: Detector):
    small = cv2.resize(live("sample_b"), (320, 240))
    picture = live("sample_a")
    picture[:240, 420:] = small[:, 50:270]
    faces = detector.faces(picture)
    assert len(faces) == 2
    assert faces[0].box[2] > faces[1].box[2]


def test_no_face_on_a_wall(detector: Detector):
    assert detector.faces(np.full((480, 640, 3), 128, np.uint8)) == []


@pytest.mark.parametrize(
    ("distance", "decision"), [(0.0, "match"), (0.5, "match"), (0.51, "retry"), (0.6, "retry"), (0.61, "no_match")]
)
def test_three_outcomes(distance: float, decision: str):
    assert embed.decide(distance) == decision


@pytest.mark.parametrize("one", PEOPLE)
@pytest.mark.parametrize("other", PEOPLE)
def test_live_against_portrait(detector: Detector, one: PersonName, other: PersonName):
    embedder = embed.Embedder()
    picture = live(one)
    seen = embedder.embedding(picture, detector.faces(picture)[0])
    reference, count = embedder.of_portrait(portrait(other), detector)
    assert count == 1
    assert reference is not None
    found = embed.distance(seen, reference)
    assert found < 0.45 if one == other else found > 0.65


def test_a_portrait_as_small_as_a_card_s_is_enlarged_and_compared():
    picture = embed.read_portrait(portrait("sample_a"))
    assert picture is not None
    small = cv2.imencode(".jpg", cv2.resize(picture, (102, 126), interpolation=cv2.INTER_AREA))[1].tobytes()
    result = compare_files(small, portrait("sample_a"))
    assert result["decision"] == "match"
    assert result["faces"] == [1, 1]


def test_two_people_do_not_match():
    result = compare_files(portrait("sample_a"), portrait("sample_b"))
    assert result["decision"] == "no_match"
    assert result["distance"] > 0.65


@pytest.mark.parametrize("nothing", [b"", b"not a picture"])
def test_something_that_is_no_picture_has_no_face(nothing: bytes):
    result = compare_files(nothing, portrait("sample_a"))
    assert (result["decision"], result["distance"], result["faces"]) == ("no_face", None, [0, 1])


def test_wiping_zeroes_the_arrays_themselves():
    numbers, picture = np.ones(128, np.float32), np.ones((4, 4, 3), np.uint8)
    embed.wipe(numbers, None, picture)
    assert not numbers.any()
    assert not picture.any()

"""Pictures from a file: at its own pace, round and round, following the link; and gone when it is gone."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.api.errors import DeviceAbsent
from drivers.families.face.capture import Capture


def clip(path: Path, *shades: int, size: tuple[int, int] = (640, 480), fps: float = 10.0) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), fps, size)
    for shade in shades:
        writer.write(np.full((size[1], size[0], 3), shade, np.uint8))
    writer.release()
    return path


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def shades(capture: Capture, count: int) -> list[int]:
    return [round(float(capture.read().mean()), -1) for _ in range(count)]  # pyright: ignore[reportReturnType]


def test_loops_for_ever(tmp_path: Path):
    capture = Capture(f"file:{clip(tmp_path / 'a.avi', 50, 200)}")
    capture.open()
    assert shades(capture, 5) == [50, 200, 50, 200, 50]
    capture.close()


def test_keeps_the_clip_s_own_pace(tmp_path: Path):
    clock = Clock()
    capture = Capture(f"file:{clip(tmp_path / 'a.avi', 50, 200, fps=10)}", clock)
    capture.open()
    capture.read()
    assert capture.due == pytest.approx(100.1)
    clock.now = 100.1
    capture.read()
    assert capture.due == pytest.approx(100.2)


def test_after_a_pause_it_does_not_hurry_through_what_was_missed(tmp_path: Path):
    clock = Clock()
    capture = Capture(f"file:{clip(tmp_path / 'a.avi', 50, 200, fps=10)}", clock)
    capture.open()
    clock.now = 160.0
    capture.read()
    assert capture.due == pytest.approx(159.9)


def test_follows_the_link_to_another_clip(tmp_path: Path):
    link = tmp_path / "camera.avi"
    link.symlink_to(clip(tmp_path / "a.avi", 50))
    capture = Capture(f"file:{link}")
    capture.open()
    assert shades(capture, 1) == [50]
    following = tmp_path / "next"
    following.symlink_to(clip(tmp_path / "b.avi", 200))
    following.replace(link)
    assert shades(capture, 2) == [200, 200]


def test_gone_and_back(tmp_path: Path):
    link = tmp_path / "camera.avi"
    target = clip(tmp_path / "a.avi", 50)
    link.symlink_to(target)
    capture = Capture(f"file:{link}")
    capture.open()
    link.unlink()
    with pytest.raises(DeviceAbsent):
        capture.read()
    with pytest.raises(DeviceAbsent):
        capture.open()
    link.symlink_to(target)
    assert shades(capture, 1) == [50]


def test_a_file_that_is_no_video_is_no_camera(tmp_path: Path):
    (tmp_path / "a.avi").write_bytes(b"nothing to see")
    with pytest.raises(DeviceAbsent, match="no video"):
        Capture(f"file:{tmp_path / 'a.avi'}").open()


def test_a_device_that_is_not_there_is_no_camera(tmp_path: Path):
    capture = Capture(str(tmp_path / "by-id" / "usb-camera"))
    with pytest.raises(DeviceAbsent, match="no camera"):
        capture.open()
    with pytest.raises(DeviceAbsent, match="not open"):
        capture.read()


@pytest.mark.parametrize("size", [(320, 240), (1280, 720), (480, 640)])
def test_whatever_the_camera_gives_it_becomes_640x480(tmp_path: Path, size: tuple[int, int]):
    capture = Capture(f"file:{clip(tmp_path / 'a.avi', 120, size=size)}")
    capture.open()
    assert capture.read().shape == (480, 640, 3)

"""Pictures from `file:PATH` (a clip that loops at its own speed) or from a V4L2 device (`/dev/v4l/by-id/...`)."""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from drivers.api.errors import DeviceAbsent
from drivers.families.face.detect import Picture

WIDTH, HEIGHT = 640, 480
_SANE_FPS = (1.0, 60.0)


@dataclass
class Capture:
    """An open source of pictures. `clock` is injected by tests."""

    address: str
    clock: Callable[[], float] = time.monotonic
    _video: cv2.VideoCapture | None = None
    _content: tuple[int, int] | None = None
    _interval: float = 0.0
    due: float = field(default=0.0)

    def open(self) -> None:
        """Raises DeviceAbsent when there is nothing to open."""
        self.close()
        if self.address.startswith("file:"):
            self._open_file(Path(self.address.removeprefix("file:")))
        else:
            self._open_camera()
        self.due = self.clock()

    def _open_file(self, path: Path) -> cv2.VideoCapture:
        content = _identity(path)
        video = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG) if content else None
        if video is None or not video.isOpened():
            raise DeviceAbsent(f"no video behind {path.name}")
        slowest, fastest = _SANE_FPS
        self._interval = 1.0 / min(max(video.get(cv2.CAP_PROP_FPS), slowest), fastest)
        self._video, self._content = video, content
        return video

    def _open_camera(self) -> None:
        device = os.path.realpath(self.address)
        video = cv2.VideoCapture(device, cv2.CAP_V4L2)
        if not video.isOpened():
            raise DeviceAbsent(f"no camera behind {self.address}")
        for setting, value in (
            (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),
            (cv2.CAP_PROP_FRAME_WIDTH, WIDTH),
            (cv2.CAP_PROP_FRAME_HEIGHT, HEIGHT),
            (cv2.CAP_PROP_BUFFERSIZE, 1),
        ):
            video.set(setting, value)
        self._video, self._interval = video, 0.0  # the camera itself sets the pace

    def read(self) -> Picture:
        """The next picture, 640x480 BGR, not mirrored. Raises DeviceAbsent when the source is gone.

        For a file call it at `due`; a camera blocks until its next picture (a hang ends with the child's death).
        """
        if self.address.startswith("file:"):
            self._follow_file()
        picture = self._next()
        self.due = max(self.due + self._interval, self.clock() - self._interval)
        return _fitted(picture)

    def _follow_file(self) -> None:
        """Open again when the file behind the path became another one."""
        path = Path(self.address.removeprefix("file:"))
        content = _identity(path)
        if content is None:
            raise DeviceAbsent(f"no video behind {path.name}")
        if content != self._content:
            self.open()

    def _next(self) -> Picture:
        if self._video is None:
            raise DeviceAbsent("the camera is not open")
        good, picture = self._video.read()
        if not good and self.address.startswith("file:"):
            good, picture = self._again().read()
        if not good:
            raise DeviceAbsent("the camera gives no pictures")
        return picture.astype(np.uint8, copy=False)

    def _again(self) -> cv2.VideoCapture:
        """The clip from its beginning. Seeking to 0 fails for some short files, opening does not."""
        return self._open_file(Path(self.address.removeprefix("file:")))

    def close(self) -> None:
        if self._video is not None:
            self._video.release()
        self._video, self._content = None, None


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _fitted(picture: Picture) -> Picture:
    """Cut to 4:3 and scaled to 640x480, whatever the camera gave."""
    height, width = picture.shape[:2]
    if (width, height) == (WIDTH, HEIGHT):
        return picture
    keep_width = min(width, height * WIDTH // HEIGHT)
    keep_height = min(height, width * HEIGHT // WIDTH)
    left, top = (width - keep_width) // 2, (height - keep_height) // 2
    part = picture[top : top + keep_height, left : left + keep_width]
    return cv2.resize(part, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA).astype(np.uint8)

"""Finding faces and measuring one: YuNet on a 320-wide copy, then the 468-point mesh."""

from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.families.face import models

Picture = NDArray[np.uint8]
Floats = NDArray[np.float32]

_DETECT_WIDTH = 320
# Crops for the mesh, in lengths of the face box. Wide is how the net was trained; in the tight one a shut eye shows
# (measured on the emulator's clips: 0.60 of the open eye against 0.70), but a wide open mouth leaves the crop.
_WIDE, _TIGHT = 1.5, 1.25
# Indices of the MediaPipe face mesh.
_EYES = ((33, 160, 158, 133, 153, 144), (362, 385, 387, 263, 373, 380))
_LIPS, _MOUTH_CORNERS = (13, 14), (78, 308)
_NOSE, _OUTER_EYE_CORNERS = 1, (33, 263)


@dataclass(frozen=True)
class Face:
    """A face found: box (x, y, width, height) and five points (eyes, nose, mouth corners), pixels of the picture."""

    box: tuple[float, float, float, float]
    points: Floats
    score: float


@dataclass(frozen=True)
class Shape:
    """What the mesh says. `ear`: height of the eyes by their width; `mar`: opening of the mouth by its width;
    `yaw`: -1..1, positive when the person turns to the own left (unmirrored picture)."""

    ear: float
    mar: float
    yaw: float


class Detector:
    """Faces and their shape. Networks are loaded at first use."""

    def __init__(self) -> None:
        self._size = (0, 0)

    @cached_property
    def _yunet(self) -> cv2.FaceDetectorYN:
        path = models.checked(models.YUNET)
        return cv2.FaceDetectorYN.create(str(path), "", (_DETECT_WIDTH, 240), 0.7, 0.3, 50)

    @cached_property
    def _mesh(self) -> cv2.dnn.Net:
        return models.network(models.MESH)

    def faces(self, picture: Picture) -> list[Face]:
        """Faces in a BGR picture, largest first."""
        scale = min(1.0, _DETECT_WIDTH / picture.shape[1])
        small = picture if scale == 1.0 else cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        size = (small.shape[1], small.shape[0])
        if size != self._size:
            self._yunet.setInputSize(size)
            self._size = size
        rows = self._yunet.detect(small)[1]
        if rows is None:
            return []
        found = [self._face(row, scale) for row in np.asarray(rows, np.float32)]
        return sorted(found, key=lambda face: -face.box[2])

    @staticmethod
    def _face(row: Floats, scale: float) -> Face:
        x, y, width, height = (float(value) / scale for value in row[:4])
        return Face((x, y, width, height), row[4:14].reshape(5, 2) / scale, float(row[14]))

    def shape(self, picture: Picture, face: Face, *, eyes_closely: bool) -> Shape:
        """Measure a face; `eyes_closely` takes a second, tighter look for the eyes (about 2 ms more)."""
        wide = self._landmarks(picture, face, _WIDE)
        eyes = self._landmarks(picture, face, _TIGHT) if eyes_closely else wide
        return Shape(_eye_opening(eyes), _between(wide, *_LIPS) / _between(wide, *_MOUTH_CORNERS), _yaw(wide))

    def _landmarks(self, picture: Picture, face: Face, crop: float) -> Floats:
        x, y, width, height = face.box
        across = face.points[1] - face.points[0]
        angle, scale = np.arctan2(across[1], across[0]), crop * max(width, height) / 192
        cos, sin = np.cos(angle) * scale, np.sin(angle) * scale
        centre_x, centre_y = x + width / 2, y + height / 2
        matrix = np.array([[cos, -sin, centre_x - 96 * (cos - sin)], [sin, cos, centre_y - 96 * (sin + cos)]])
        chip = cv2.warpAffine(picture, matrix, (192, 192), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
        self._mesh.setInput(chip[None, :, :, ::-1].astype(np.float32) / 255)
        outputs = self._mesh.forward(self._mesh.getUnconnectedOutLayersNames())
        points = next(np.asarray(output) for output in outputs if np.asarray(output).size == 468 * 3)
        return points.reshape(468, 3)[:, :2].astype(np.float32)


def _between(points: Floats, one: int, other: int) -> float:
    return float(np.linalg.norm(points[one] - points[other]))


def _eye_opening(points: Floats) -> float:
    """Eye aspect ratio (Soukupova and Cech 2016), both eyes' mean."""
    ratios = [
        (_between(points, top1, low1) + _between(points, top2, low2)) / 2 / _between(points, outer, inner)
        for outer, top1, top2, inner, low2, low1 in _EYES
    ]
    return sum(ratios) / len(ratios)


def _yaw(points: Floats) -> float:
    """The nose comes nearer to the eye corner on the side to which the head turns."""
    right, left = (_between(points, _NOSE, corner) for corner in _OUTER_EYE_CORNERS)
    return (right - left) / (right + left)

"""Embeddings and what their distance means. Every picture and embedding made here is zeroed by `wipe`."""

from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.api.face import FaceDecision
from drivers.families.face import models
from drivers.families.face.detect import Detector, Face, Floats, Picture

MATCH_UP_TO = 0.50
RETRY_UP_TO = 0.60
# Places of YuNet's five points in the 150x150 chip, and the mean colour (RGB) the net was trained with.
_PLACES = np.array([(47.0, 44.0), (100.4, 43.8), (74.6, 74.9), (50.2, 98.1), (98.8, 97.5)], np.float32)
_MEAN = np.array([122.782, 117.001, 104.298], np.float32)
# Portraits of identity cards are 102x126 pixels: too small for the detector as they are.
_SMALL_PORTRAIT, _ENLARGE = 200, 3.0


def decide(distance: float) -> FaceDecision:
    """Three outcomes; why there are three is in assets/models/README.md."""
    if distance <= MATCH_UP_TO:
        return "match"
    return "retry" if distance <= RETRY_UP_TO else "no_match"


def distance(one: Floats, other: Floats) -> float:
    """Euclidean, 0 (the same picture) .. 2."""
    return float(np.linalg.norm(one - other))


def wipe(*arrays: NDArray[np.float32] | NDArray[np.uint8] | None) -> None:
    """Overwrite with zeros."""
    for array in arrays:
        if array is not None:
            array.fill(0)


def read_portrait(data: bytes | bytearray) -> Picture | None:
    """Decode a JPEG, PNG or BMP and enlarge a small one; None when it is no picture."""
    if not data:
        return None
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        return None
    if picture.shape[1] < _SMALL_PORTRAIT:
        picture = cv2.resize(picture, None, fx=_ENLARGE, fy=_ENLARGE, interpolation=cv2.INTER_CUBIC)
    return picture.astype(np.uint8)


class Embedder:
    """Face to 128 numbers. The network is loaded at first use."""

    @cached_property
    def _network(self) -> cv2.dnn.Net:
        return models.network(models.EMBEDDING)

    def embedding(self, picture: Picture, face: Face) -> Floats:
        """128 numbers for the face."""
        matrix, _ = cv2.estimateAffinePartial2D(face.points, _PLACES, method=cv2.LMEDS)
        chip = cv2.warpAffine(picture, matrix, (150, 150), flags=cv2.INTER_AREA)
        blob = np.ascontiguousarray(((chip[:, :, ::-1] - _MEAN) / 255).transpose(2, 0, 1)[None], np.float32)
        self._network.setInput(blob)
        result = np.array(self._network.forward(), np.float32).reshape(-1)
        wipe(chip.astype(np.uint8, copy=False), blob)
        return result

    def of_portrait(self, data: bytes | bytearray, detector: Detector) -> tuple[Floats | None, int]:
        """Embedding of the largest face of a portrait and how many faces there are."""
        picture = read_portrait(data)
        if picture is None:
            return None, 0
        faces = detector.faces(picture)
        result = self.embedding(picture, faces[0]) if faces else None
        wipe(picture)
        return result, len(faces)

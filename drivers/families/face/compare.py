"""Comparing the faces of two picture files, for technicians and tests."""

import time
from typing import Any

from drivers.families.face import embed
from drivers.families.face.detect import Detector


def compare_files(one: bytes, other: bytes) -> dict[str, Any]:
    """`{"distance", "decision": "match|retry|no_match|no_face", "faces": [n, n], "ms"}` of two JPEG, PNG or BMP files.

    The largest face of each counts. `distance` is None without two faces.
    """
    begun = time.perf_counter()
    detector, embedder = Detector(), embed.Embedder()
    first, first_faces = embedder.of_portrait(one, detector)
    second, second_faces = embedder.of_portrait(other, detector)
    distance = embed.distance(first, second) if first is not None and second is not None else None
    embed.wipe(first, second)
    return {
        "distance": None if distance is None else round(distance, 4),
        "decision": "no_face" if distance is None else embed.decide(distance),
        "faces": [first_faces, second_faces],
        "ms": round((time.perf_counter() - begun) * 1000, 1),
    }

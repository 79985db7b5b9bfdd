"""One request from the first picture to the comparison: detector, hints, liveness and embeddings put together."""

from statistics import median

import numpy as np

from drivers.api.face import (
    ActionAsked,
    ActionSeen,
    FaceCompared,
    FaceEvent,
    FaceRejected,
    FaceRequest,
    HintChanged,
)
from drivers.families.face import embed
from drivers.families.face.detect import Detector, Face, Floats, Picture, Shape
from drivers.families.face.hints import HintChooser, Quality
from drivers.families.face.liveness import SAME_FACE_UP_TO, AllSeen, Asked, FaceChanged, Liveness, Measurement, Seen

_COMPARED_PICTURES = 3
_JUMP = 0.8


class Session:
    """Feed it pictures; it answers with the events of drivers.api.face. `wipe` ends it."""

    def __init__(self, detector: Detector, embedder: embed.Embedder) -> None:
        self._detector, self._embedder = detector, embedder
        self._hints = HintChooser()
        self._reference: Floats | None = None
        self.anchor: Floats | None = None
        self._liveness = Liveness(())
        self._blink_asked = False
        self._distances: list[float] = []
        self._before: Face | None = None
        self.running = False

    def start(self, request: FaceRequest, done: int = 0, anchor: Floats | None = None) -> list[FaceEvent]:
        """Begin; `done` actions were seen before a crash, of the face with embedding `anchor`."""
        self.wipe()
        self._reference, _ = self._embedder.of_portrait(request.reference, self._detector)
        if self._reference is None:
            return [FaceRejected("face.reference_unusable")]
        self._liveness = Liveness(request.actions, done)
        self._blink_asked = "blink" in request.actions
        self._hints, self._before, self._distances = HintChooser(), None, []
        self.anchor, self.running = anchor, True
        return []

    def see(self, picture: Picture, at: float) -> list[FaceEvent]:
        """Look at one picture (BGR, not mirrored) taken `at` seconds."""
        if not self.running:
            return []
        faces = self._detector.faces(picture)
        shape = self._detector.shape(picture, faces[0], eyes_closely=self._blink_asked) if faces else None
        quality = self._quality(picture, faces, shape)
        hint = self._hints.see(quality, at)
        events: list[FaceEvent] = [HintChanged(hint)] if hint else []
        jumped = quality.moved > _JUMP
        self._before = faces[0] if faces else None
        if shape is None or self._hints.shown not in ("good", "hold_still", "look_straight"):
            self._liveness.lost()
            return events
        return events + self._judge(picture, faces[0], shape, jumped, at)

    def _quality(self, picture: Picture, faces: list[Face], shape: Shape | None) -> Quality:
        width = picture.shape[1]
        moved = 0.0
        if faces and self._before is not None:
            moved = (
                float(np.linalg.norm(faces[0].points[:2].mean(0) - self._before.points[:2].mean(0))) / faces[0].box[2]
            )
        return Quality(
            light=_light(picture, faces[0] if faces else None),
            faces=tuple(face.box[2] / width for face in faces),
            yaw=shape.yaw if shape else 0.0,
            moved=moved,
            frontal=self._liveness.phase != "asking",
        )

    def _judge(self, picture: Picture, face: Face, shape: Shape, jumped: bool, at: float) -> list[FaceEvent]:
        seen = Measurement(at, shape.ear, shape.mar, shape.yaw, jumped=jumped)
        comparing = self._liveness.phase == "done"
        if (self._liveness.identity_wanted or comparing) and self._liveness.frontal(seen):
            embedding = self._embedder.embedding(picture, face)
            if self.anchor is None:
                self.anchor = embedding.copy()
            identity = embed.distance(embedding, self.anchor)
            events = self._compare(embedding, identity) if comparing else []
            embed.wipe(embedding)
            if comparing:
                return events
            seen = Measurement(at, shape.ear, shape.mar, shape.yaw, identity, jumped)
        return [self._event(step) for step in self._liveness.see(seen) if not isinstance(step, AllSeen)]

    def _event(self, step: Asked | Seen | FaceChanged) -> FaceEvent:
        if isinstance(step, Asked):
            return ActionAsked(step.action, step.index, step.total)
        if isinstance(step, Seen):
            return ActionSeen(step.action)
        self.wipe()
        return FaceRejected("face.face_changed")

    def _compare(self, embedding: Floats, identity: float) -> list[FaceEvent]:
        """The middle one of three pictures decides: one blurred picture neither makes nor breaks it."""
        if self._reference is None or identity > SAME_FACE_UP_TO:
            return [self._event(FaceChanged())]
        self._distances.append(embed.distance(embedding, self._reference))
        if len(self._distances) < _COMPARED_PICTURES:
            return []
        result = median(self._distances)
        self.wipe()
        return [FaceCompared(embed.decide(result), round(result, 4))]

    def wipe(self) -> None:
        """Zero the embeddings and stop looking."""
        embed.wipe(self._reference, self.anchor)
        self._reference, self.anchor, self._before = None, None, None
        self._distances.clear()
        self.running = False


def _light(picture: Picture, face: Face | None) -> float:
    """Mean brightness of the face, or of the whole picture; every fourth pixel is enough."""
    if face is None:
        return float(picture[::4, ::4].mean())
    x, y, width, height = (max(0, round(value)) for value in face.box)
    part = picture[y : y + height : 4, x : x + width : 4]
    return float(part.mean()) if part.size else float(picture[::4, ::4].mean())

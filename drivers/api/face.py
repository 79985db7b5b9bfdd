"""Seeing a face: preview, hints, action liveness, 1:1 comparison.

Action liveness asks for movements; it is no certified attack detection. A certified camera module
implements the same contract and answers with its own verdict (docs/adr/0007).
"""

from dataclasses import dataclass, field
from typing import Literal, Protocol

from drivers.api.status import Device

LivenessAction = Literal["blink", "turn_left", "turn_right", "open_mouth"]
FaceHint = Literal[
    "no_face", "two_faces", "too_dark", "too_bright", "come_closer", "step_back", "look_straight", "hold_still", "good"
]
FaceDecision = Literal["match", "retry", "no_match"]

ACTIONS: tuple[LivenessAction, ...] = ("blink", "turn_left", "turn_right", "open_mouth")


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of the preview: `pixels` is BGR, `width * height * 3` bytes, mirrored as in a mirror."""

    width: int
    height: int
    sequence: int
    pixels: bytes = field(repr=False)


class FrameSource(Protocol):
    """Latest picture of the preview; asked from the GUI thread, never blocks."""

    def latest(self, newer_than: int = -1) -> Frame | None:
        """The newest frame, or None when there is none newer than that sequence number."""
        ...


@dataclass(frozen=True, slots=True)
class FaceRequest:
    """What to do: the actions to ask for, in order, and the portrait to compare with (JPEG, PNG or BMP bytes)."""

    actions: tuple[LivenessAction, ...]
    reference: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class HintChanged:
    """The one thing the person should change now; "good" when there is none."""

    hint: FaceHint


@dataclass(frozen=True, slots=True)
class ActionAsked:
    """The person should do this now. `index` counts from 0."""

    action: LivenessAction
    index: int
    total: int


@dataclass(frozen=True, slots=True)
class ActionSeen:
    """The action was done."""

    action: LivenessAction


@dataclass(frozen=True, slots=True)
class FaceCompared:
    """The end of a request. `distance` is Euclidean between the two embeddings (0 same .. 2)."""

    decision: FaceDecision
    distance: float


@dataclass(frozen=True, slots=True)
class FaceRejected:
    """The request ended without comparison: `reason` is a key of the error catalogue
    (face.reference_unusable, face.face_changed)."""

    reason: str


@dataclass(frozen=True, slots=True)
class CameraLost:
    """No fresh frame, or the child that hosts the camera died. `recovering` when a new one is on its way;
    then the request goes on by itself where it stopped."""

    recovering: bool


@dataclass(frozen=True, slots=True)
class CameraBack:
    """Frames come again."""


FaceEvent = HintChanged | ActionAsked | ActionSeen | FaceCompared | FaceRejected | CameraLost | CameraBack


class FaceCapture(Device, Protocol):
    """A camera with face analysis. `open` readies it without opening the camera: the camera is
    open only between `start` and `stop`, after the person agreed."""

    def start(self, request: FaceRequest) -> None:
        """Open the camera and begin; replaces a request that is running."""
        ...

    def poll(self, timeout: float) -> FaceEvent | None:
        """Next event within `timeout` seconds, or None."""
        ...

    def stop(self) -> None:
        """Close the camera; zero frames, chips and embeddings."""
        ...

    @property
    def frames(self) -> FrameSource: ...

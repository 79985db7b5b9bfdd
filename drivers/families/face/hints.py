"""Which one thing the person should change: from the quality of each picture to a hint that does not flicker. Pure."""

from dataclasses import dataclass

from drivers.api.face import FaceHint

_DARK, _BRIGHT = 50.0, 225.0
_FAR, _NEAR = 0.15, 0.52
_TURNED = 0.13
_MOVING = 0.10
# How far back over its threshold a value must come before its hint goes away.
_BACK = 0.12
_BYSTANDER = 0.45


@dataclass(frozen=True, slots=True)
class Quality:
    """One picture. `light`: mean of the face, or of the picture without one, 0..255; `faces`: widths of the faces as
    parts of the picture's width, largest first; `yaw`: -1..1; `moved`: how far the face moved since the picture
    before, in widths of itself; `frontal`: the person is asked to look straight now."""

    light: float
    faces: tuple[float, ...] = ()
    yaw: float = 0.0
    moved: float = 0.0
    frontal: bool = True


def wanted(quality: Quality, current: FaceHint) -> FaceHint:
    """The most urgent hint for this picture alone; `current` only widens its own threshold."""

    def over(hint: FaceHint, value: float, limit: float) -> bool:
        return value > limit * (1 - _BACK if current == hint else 1)

    def under(hint: FaceHint, value: float, limit: float) -> bool:
        return value < limit * (1 + _BACK if current == hint else 1)

    if under("too_dark", quality.light, _DARK):
        return "too_dark"
    if not quality.faces:
        return "no_face"
    width = quality.faces[0]
    if len(quality.faces) > 1 and over("two_faces", quality.faces[1] / width, _BYSTANDER):
        return "two_faces"
    if over("too_bright", quality.light, _BRIGHT):
        return "too_bright"
    if under("come_closer", width, _FAR):
        return "come_closer"
    if over("step_back", width, _NEAR):
        return "step_back"
    if not quality.frontal:
        return "good"
    if over("look_straight", abs(quality.yaw), _TURNED):
        return "look_straight"
    return "hold_still" if over("hold_still", quality.moved, _MOVING) else "good"


class HintChooser:
    """Lets a hint through when it lasted; the first one at once, "good" sooner than the others."""

    def __init__(self, lasting: float = 0.5, good_after: float = 0.2) -> None:
        self._lasting, self._good_after = lasting, good_after
        self._shown: FaceHint | None = None
        self._next: FaceHint | None = None
        self._since = 0.0

    @property
    def shown(self) -> FaceHint | None:
        return self._shown

    def see(self, quality: Quality, at: float) -> FaceHint | None:
        """Add one picture taken `at` (seconds); the new hint when it changes, else None."""
        hint = wanted(quality, self._shown or "good")
        if hint == self._shown:
            self._next = None
            return None
        if hint != self._next:
            self._next, self._since = hint, at
        needed = 0.0 if self._shown is None else self._good_after if hint == "good" else self._lasting
        if at - self._since < needed:
            return None
        self._shown, self._next = hint, None
        return hint

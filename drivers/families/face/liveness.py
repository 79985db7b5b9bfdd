"""Action liveness as a pure state machine: measurements in, steps out. No picture, no clock, no network.

It proves that the one face before the camera moved as it was asked to, in the order asked. It is no certified attack
detection: a good film of the right person would pass.
"""

from collections import deque
from dataclasses import dataclass
from statistics import median
from typing import Literal

from drivers.api.face import LivenessAction

# Relative to the person's own face: eyes, smiles and camera angles differ too much for fixed limits.
# Measured on the emulator's clips: shut eyes 0.58-0.68 of the open ones; a turn moves yaw by 0.18-0.24.
BLINK_RATIO, OPEN_RATIO = 0.75, 0.87
TURN, FRONTAL = 0.14, 0.08
MOUTH, CLOSED_MOUTH = 0.15, 0.08
BASELINE_FRAMES, NEUTRAL_KEPT = 5, 30
LONGEST_BLINK = 2.0
# Two embeddings of one person in one visit were 0.1-0.3 apart; of two people 0.6 and more.
SAME_FACE_UP_TO = 0.55
LONGEST_ABSENCE = 1.0

Phase = Literal["settling", "asking", "done", "changed"]


@dataclass(frozen=True, slots=True)
class Measurement:
    """One picture with one usable face. `at` in seconds; `identity` is the distance to the face seen first, when it
    was computed for this picture; `jumped`: the face is where the one before could not have moved to."""

    at: float
    ear: float
    mar: float
    yaw: float
    identity: float | None = None
    jumped: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """Ask the person for this action now."""

    action: LivenessAction
    index: int
    total: int


@dataclass(frozen=True, slots=True)
class Seen:
    """The action was done."""

    action: LivenessAction


@dataclass(frozen=True, slots=True)
class AllSeen:
    """Every action was done by the same face."""


@dataclass(frozen=True, slots=True)
class FaceChanged:
    """Another face stands there now; the end."""


Step = Asked | Seen | AllSeen | FaceChanged


class Liveness:
    """Feed it measurements; it says what to ask and what was seen."""

    def __init__(self, actions: tuple[LivenessAction, ...], done: int = 0) -> None:
        self._actions, self._index = actions, done
        self._neutral: deque[Measurement] = deque(maxlen=NEUTRAL_KEPT)
        self._armed, self._shut_since = False, -1.0
        self._last: float | None = None
        self._proof_needed = True
        self.phase: Phase = "settling"

    @property
    def action(self) -> LivenessAction | None:
        """The action waited for."""
        return self._actions[self._index] if self.phase == "asking" else None

    @property
    def identity_wanted(self) -> bool:
        """True when nothing goes on until a frontal picture came with its identity: at the beginning, after every
        action, and when the face was away or jumped."""
        return self._proof_needed and self.phase in ("settling", "asking")

    def lost(self) -> None:
        """No single usable face in this picture: an action under way is not counted."""
        self._armed, self._shut_since = False, -1.0

    def frontal(self, seen: Measurement) -> bool:
        """The face at rest: straight, eyes open, mouth shut, as far as this person's own is known."""
        if len(self._neutral) < BASELINE_FRAMES:
            return abs(seen.yaw) < 2 * FRONTAL
        own = self._own()
        turned, gaping = abs(seen.yaw - own.yaw), seen.mar - own.mar
        return turned < FRONTAL and gaping < CLOSED_MOUTH and seen.ear > OPEN_RATIO * own.ear

    def see(self, seen: Measurement) -> list[Step]:
        """Take one measurement; the steps it leads to, mostly none."""
        if self.phase in ("done", "changed"):
            return []
        if seen.identity is not None and seen.identity > SAME_FACE_UP_TO:
            self.phase = "changed"
            return [FaceChanged()]
        absent = self._last is not None and seen.at - self._last > LONGEST_ABSENCE
        self._last = seen.at
        if absent or seen.jumped:
            self._proof_needed = True
            self.lost()
        frontal = self.frontal(seen)
        if seen.identity is not None and frontal:
            self._proof_needed = False
        if frontal:
            self._neutral.append(seen)
        if self._proof_needed or len(self._neutral) < BASELINE_FRAMES:
            return []
        return self._begin() if self.phase == "settling" else self._judge(seen, frontal)

    def _begin(self) -> list[Step]:
        if self._index >= len(self._actions):
            self.phase = "done"
            return [AllSeen()]
        self.phase = "asking"
        self._armed, self._shut_since = True, -1.0  # the picture that leads here shows the face at rest
        return [Asked(self._actions[self._index], self._index, len(self._actions))]

    def _judge(self, seen: Measurement, frontal: bool) -> list[Step]:
        action = self._actions[self._index]
        done = self._armed and self._done(action, seen, frontal)
        self._armed = self._armed or frontal
        if not done:
            return []
        self._index += 1
        self._proof_needed, self.phase = True, "settling"
        return [Seen(action)]

    def _done(self, action: LivenessAction, seen: Measurement, frontal: bool) -> bool:
        own = self._own()
        if action == "blink":
            return self._blinked(seen, own, frontal)
        if action == "open_mouth":
            return seen.mar - own.mar > MOUTH
        turned = seen.yaw - own.yaw
        return turned > TURN if action == "turn_left" else turned < -TURN

    def _blinked(self, seen: Measurement, own: Measurement, frontal: bool) -> bool:
        """Eyes shut and open again; shut for too long means somebody looks down."""
        if seen.ear < BLINK_RATIO * own.ear and abs(seen.yaw - own.yaw) < FRONTAL:
            self._shut_since = seen.at if self._shut_since < 0 else self._shut_since
            return False
        blinked = frontal and self._shut_since >= 0 and seen.at - self._shut_since <= LONGEST_BLINK
        if frontal:
            self._shut_since = -1.0
        return blinked

    def _own(self) -> Measurement:
        """This person at rest."""
        ear, mar, yaw = (median(getattr(one, name) for one in self._neutral) for name in ("ear", "mar", "yaw"))
        return Measurement(0.0, ear, mar, yaw)

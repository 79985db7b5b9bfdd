"""Makes the portraits of the sample residents (assets/samples/portraits) from the emulator's people.

`python -m drivers.emulators.camera_portraits --out DIR`. Other light, another expression and a white background than
in the clips, as a photograph taken years ago would have.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from drivers.emulators import camera_face
from drivers.emulators.camera_names import PEOPLE, PersonName
from drivers.emulators.camera_people import Person, person
from drivers.emulators.camera_warp import Picture, Points

WIDTH, HEIGHT = 358, 441
_CUT, _TOP, _QUALITY = 330, 8, 90


@dataclass(frozen=True)
class Light:
    """How the photographer's lamp differs: brightness, gamma, warmth, and how much more falls on the right."""

    gain: float
    gamma: float
    warmth: float
    side: float

    def on(self, picture: Picture) -> Picture:
        across = np.linspace(-1, 1, picture.shape[1])[None, :, None]
        lit = 255 * (picture / 255.0) ** self.gamma * self.gain * (1 + self.side * across)
        return np.clip(lit * (1 - self.warmth, 1, 1 + self.warmth), 0, 255).astype(np.uint8)


_LIGHTS: dict[PersonName, Light] = {
    "sample_a": Light(gain=1.02, gamma=0.9, warmth=-0.02, side=0.1),
    "sample_b": Light(gain=1.1, gamma=0.85, warmth=0.02, side=-0.1),
}


def _expression(who: Person) -> Points:
    """Half the smile of the original, or the head turned a little."""
    if who.name == "sample_a":
        return who.rest + 0.55 * (who.portrait.points - who.rest)
    return camera_face.turn(who.rest, 3.0)


def make(name: PersonName) -> Picture:
    """The portrait, 358x441 BGR."""
    who = person(name)
    picture, outline = who.draw_cut_out(_expression(who))
    lit = _LIGHTS[name].on(picture) * outline[..., None] + 250.0 * (1 - outline[..., None])
    centre = 640 - 322 if who.mirrored else 322
    left, tall = centre - _CUT // 2, _CUT * HEIGHT // WIDTH
    part = np.clip(lit, 0, 255).astype(np.uint8)[_TOP : _TOP + tall, left : left + _CUT]
    return cv2.resize(part, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC).astype(np.uint8)


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the portraits of the sample residents")
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for name in PEOPLE:
        cv2.imwrite(str(out / f"{name}.jpg"), make(name), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

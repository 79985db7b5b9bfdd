"""Makes the clips the emulated camera shows: 640x480, 20 frames a second, Motion JPEG in AVI, about two seconds each.

`python -m drivers.emulators.camera_clips --out DIR` writes all of them; the emulator runs this in a process of its
own, so that the process with the emulators stays small. The same input always gives the same frames.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.emulators import camera_face
from drivers.emulators.camera_names import ACTIONS, PEOPLE, SCENES, clip_name
from drivers.emulators.camera_people import MEDIA, Person, person
from drivers.emulators.camera_warp import Picture, Points

WIDTH, HEIGHT, FPS = 640, 480, 20
_NEUTRAL_FRAMES, _ACTION_FRAMES, _SCENE_FRAMES = 40, 32, 20
_TURN_DEGREES = 46.0
_INSIDE_OF_MOUTH = (28, 22, 48)

Layer = tuple[Picture, NDArray[np.float32]]


def amounts(action: str) -> list[float]:
    """How far an action has gone in each frame, 0..1: rest, out, held, back, rest."""
    held = 3 if action == "blink" else 10
    out = [0.5] if action == "blink" else list(np.linspace(0.2, 0.9, 4))
    shape = [0.0] * 6 + out + [1.0] * held + out[::-1]
    return shape + [0.0] * (_ACTION_FRAMES - len(shape))


def pose(who: Person, action: str, amount: float) -> Points:
    """The person's points in the middle of an action."""
    if action == "blink":
        return camera_face.blink(who.rest, amount)
    if action == "open_mouth":
        return camera_face.open_mouth(who.rest, 0.5 * amount)
    to_own_left = (action == "turn_left") != who.mirrored
    return camera_face.turn(who.rest, _TURN_DEGREES * amount * (1 if to_own_left else -1))


def _layer(who: Person, action: str, amount: float) -> Layer:
    """The person cut out: picture and how much each pixel belongs to the person (0..1)."""
    points = pose(who, action, amount) if amount else who.rest
    picture, outline = who.draw_cut_out(points)
    if action == "open_mouth" and amount:
        ring = points[list(camera_face.MOUTH_RING), :2].copy()
        if who.mirrored:
            ring[:, 0] = WIDTH - 1 - ring[:, 0]
        dark = picture.copy()
        cv2.fillPoly(dark, [np.round(ring * 16).astype(np.int32)], _INSIDE_OF_MOUTH, cv2.LINE_AA, shift=4)
        picture = cv2.addWeighted(dark, 0.9, picture, 0.1, 0).astype(np.uint8)
    return picture, outline


def _wall() -> NDArray[np.float32]:
    """A plain hall behind the person: light above, panelling below."""
    down = np.linspace(0, 1, HEIGHT, dtype=np.float32)[:, None, None]
    wall = (206, 212, 214) * (1 - 0.22 * down) + (-6, -2, 4) * down
    wall = np.repeat(wall, WIDTH, axis=1)
    wall[330:] *= (0.86, 0.84, 0.80)
    return cv2.GaussianBlur(wall.astype(np.float32), (0, 0), 3).astype(np.float32)


def _sway(frame: int, size: float = 1.0, shift: float = 0.0) -> NDArray[np.float64]:
    """Where a living head is in this frame: it never stands quite still."""
    roll = 0.6 * np.sin(frame / 9.0)
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT), roll, size * (1 + 0.004 * np.sin(frame / 7.0)))
    matrix = matrix.astype(np.float64)
    matrix[:, 2] += (shift + 2.5 * np.sin(frame / 11.0), 1.5 * np.sin(frame / 8.0 + 1))
    return matrix


def _compose(scene: NDArray[np.float32], layer: Layer, place: NDArray[np.float64]) -> NDArray[np.float32]:
    picture = cv2.warpAffine(layer[0], place, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    outline = cv2.warpAffine(layer[1], place, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)[..., None]
    return scene * (1 - outline) + picture.astype(np.float32) * outline


def _as_seen(scene: NDArray[np.float32], frame: int, light: float = 1.0) -> Picture:
    """What a cheap sensor makes of it: the lamp's flicker and noise."""
    noise = np.random.default_rng(frame).normal(0, 2.5, (HEIGHT, WIDTH, 1))
    flicker = light * (1 + 0.012 * np.sin(frame * 1.7))
    return np.clip(scene * flicker + noise, 0, 255).astype(np.uint8)


def neutral(who: Person) -> Iterator[Picture]:
    still, wall = _layer(who, "neutral", 0.0), _wall()
    for frame in range(_NEUTRAL_FRAMES):
        yield _as_seen(_compose(wall, still, _sway(frame)), frame)


def acting(who: Person, action: str) -> Iterator[Picture]:
    wall, drawn = _wall(), dict[float, Layer]()
    for frame, amount in enumerate(amounts(action)):
        if amount not in drawn:
            drawn[amount] = _layer(who, action, amount)
        yield _as_seen(_compose(wall, drawn[amount], _sway(frame)), frame)


def nobody() -> Iterator[Picture]:
    wall = _wall()
    for frame in range(_SCENE_FRAMES):
        yield _as_seen(wall, frame)


def dark() -> Iterator[Picture]:
    still, wall = _layer(person("sample_a"), "neutral", 0.0), _wall()
    for frame in range(_SCENE_FRAMES):
        yield _as_seen(_compose(wall, still, _sway(frame)), frame, light=0.07)


def two_people() -> Iterator[Picture]:
    left, right = (_layer(person(name), "neutral", 0.0) for name in PEOPLE)
    wall = _wall()
    for frame in range(_SCENE_FRAMES):
        scene = _compose(wall, left, _sway(frame, 0.75, -140))
        yield _as_seen(_compose(scene, right, _sway(frame + 5, 0.75, 140)), frame)


def write(path: Path, frames: Iterator[Picture]) -> None:
    """Write a clip beside `path`, then put it in place: a reader never sees half a clip."""
    part = path.with_name(f".{path.name}")
    writer = cv2.VideoWriter(str(part), cv2.VideoWriter.fourcc(*"MJPG"), FPS, (WIDTH, HEIGHT))
    for frame in frames:
        writer.write(frame)
    writer.release()
    part.replace(path)


def make_all(out: Path) -> None:
    """Write every clip into `out`."""
    cv2.setNumThreads(1)
    scenes: dict[str, Callable[[], Iterator[Picture]]] = {"nobody": nobody, "dark": dark, "two_people": two_people}
    for name in PEOPLE:
        who = person(name)
        write(out / clip_name(name, "neutral"), neutral(who))
        for action in ACTIONS:
            write(out / clip_name(name, action), acting(who, action))
    for scene in SCENES:
        write(out / clip_name(scene), scenes[scene]())


def main() -> int:
    parser = argparse.ArgumentParser(description=f"Make the camera emulator's clips from {MEDIA.name}/")
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    make_all(out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

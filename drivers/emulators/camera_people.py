"""The two people before the emulated camera: the portrait's own face, and an invented one with other bones.

`sample_b` is the same picture mirrored, with jaw, eyes, nose, brows and mouth moved until the embedding calls it
somebody else, and with other colours of skin and hair. No second real person is used.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.emulators import camera_face
from drivers.emulators.camera_names import PersonName
from drivers.emulators.camera_warp import OVAL, Picture, Points, Portrait, portrait, redraw

MEDIA = Path(__file__).with_name("media")
_DEEPEST = 45.0
_NECK_AND_EARS = ((216, 232), (424, 240), (424, 268), (384, 330), (384, 372), (246, 372), (240, 330), (214, 262))
_UPPER_LIDS = (246, 161, 160, 159, 158, 157, 173, 466, 388, 387, 386, 385, 384, 398)


@dataclass(frozen=True)
class Person:
    """A face that can be moved: the portrait, and where its points are when it does nothing.

    A mirrored person is drawn from the unmirrored portrait and flipped at the end, so that the mesh keeps its
    numbering; a turn to the left is then asked of the points as one to the right.
    """

    name: PersonName
    portrait: Portrait
    rest: Points
    mirrored: bool = False

    def draw_cut_out(self, points: Points) -> tuple[Picture, NDArray[np.float32]]:
        """The person with the points moved there, and how much each pixel belongs to the person (0..1)."""
        drawn = redraw(self.portrait, points)
        if self.mirrored:
            drawn = drawn[:, ::-1]
        return np.ascontiguousarray(drawn[..., :3]), drawn[..., 3].astype(np.float32) / np.float32(255)


@cache
def person(name: PersonName) -> Person:
    """Load the portrait (640x480) and give it the person's bones and colours."""
    picture = cv2.imread(str(MEDIA / "portrait.png"), cv2.IMREAD_COLOR)
    outline = cv2.imread(str(MEDIA / "portrait_outline.png"), cv2.IMREAD_GRAYSCALE)
    if picture is None or outline is None:
        raise FileNotFoundError(MEDIA)
    picture = cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC).astype(np.uint8)
    mesh = np.loadtxt(MEDIA / "portrait_mesh.csv", delimiter=",")
    # The net places lids below the lashes and ears far too deep; both show when the face moves.
    mesh[list(_UPPER_LIDS), 1] -= 2.5
    mesh[:, 2] = np.where(mesh[:, 2] > 0, _DEEPEST * np.tanh(mesh[:, 2] / _DEEPEST), mesh[:, 2])
    base = portrait(np.dstack([picture, outline]).astype(np.uint8), mesh)
    rest = camera_face.close_lips(base.points)
    if name == "sample_a":
        return Person(name, base, rest)
    grey = np.dstack([_other_colours(picture, mesh), outline]).astype(np.uint8)
    other = Portrait(grey, base.points, base.triangles)
    return Person(name, other, camera_face.other_bones(rest), mirrored=True)


def _other_colours(picture: Picture, mesh: Points) -> Picture:
    """Darker, warmer skin and grey hair."""
    lab = cv2.cvtColor(picture, cv2.COLOR_BGR2LAB).astype(np.float32)
    skin = np.zeros(picture.shape[:2], np.float32)
    cv2.fillConvexPoly(skin, np.round(mesh[list(OVAL), :2]).astype(np.int32), 1.0)
    cv2.fillPoly(skin, [np.array(_NECK_AND_EARS, np.int32)], 1.0)
    skin *= np.clip((np.arange(len(skin)) - 152) / 14, 0, 1)[:, None]
    skin = cv2.GaussianBlur(skin, (0, 0), 3)[..., None]
    darker = 255 * (lab / 255) ** (1.4, 1.0, 1.0) + (0.0, 4.0, 6.0)
    grey = lab * (0.9, 0.0, 0.0) + (12.0, 128.0, 129.0)
    mixed = np.clip(darker * skin + grey * (1 - skin), 0, 255).astype(np.uint8)
    return cv2.cvtColor(mixed, cv2.COLOR_LAB2BGR).astype(np.uint8)

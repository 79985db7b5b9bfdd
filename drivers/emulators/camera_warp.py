"""Redraws a portrait with the points of its face mesh somewhere else.

The mesh is cut into triangles once (Delaunay on the portrait); a new picture is painted triangle by triangle
from far to near, so that a turned head hides its own far cheek. Only the emulator uses this.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Picture = NDArray[np.uint8]

# MediaPipe's face oval, clockwise from the forehead.
OVAL = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
    *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
_RINGS = (1.18, 1.5)


@dataclass(frozen=True)
class Portrait:
    """A picture to redraw: BGR, or BGR and outline.

    `points`: 468 mesh points, then rings of hair and neck, then the border; pixels, z towards the back of the head.
    `triangles`: three indices into the points each.
    """

    picture: Picture
    points: Points
    triangles: NDArray[np.int32]


def portrait(picture: Picture, mesh: Points) -> Portrait:
    """Complete a mesh of 468 points with rings around the face and the picture's border, and cut it into triangles."""
    height, width = picture.shape[:2]
    oval = mesh[list(OVAL)]
    centre = oval.mean(axis=0)
    rings = [centre + (oval - centre) * (scale, scale, 1.0) for scale in _RINGS]
    xs, ys = np.linspace(0, width - 1, 7), np.linspace(0, height - 1, 6)
    border = [(x, y, 90.0) for x in xs for y in ys if x in (xs[0], xs[-1]) or y in (ys[0], ys[-1])]
    points = np.concatenate([mesh, *rings, np.array(border)])
    points[:, 0] = np.clip(points[:, 0], 0, width - 1)
    points[:, 1] = np.clip(points[:, 1], 0, height - 1)
    return Portrait(picture, points, _delaunay(points[:, :2], width, height))


def _delaunay(xy: Points, width: int, height: int) -> NDArray[np.int32]:
    plane = cv2.Subdiv2D((0, 0, width, height))
    rounded = [(round(float(x), 1), round(float(y), 1)) for x, y in xy]
    index = {point: number for number, point in enumerate(rounded)}
    for point in index:
        plane.insert(point)
    found = []
    for x1, y1, x2, y2, x3, y3 in plane.getTriangleList():
        corners = [index.get((round(float(x), 1), round(float(y), 1))) for x, y in ((x1, y1), (x2, y2), (x3, y3))]
        if None not in corners:
            found.append(corners)
    return np.array(found, np.int32)


def redraw(source: Portrait, points: Points) -> Picture:
    """The portrait with every point moved to `points` (same count and order as the portrait's)."""
    height, width = source.picture.shape[:2]
    there, here = points[source.triangles], source.points[source.triangles]
    order = np.argsort(-there[:, :, 2].mean(axis=1), kind="stable")
    owner = np.full((height, width), -1, np.int32)
    for number in order:
        cv2.fillConvexPoly(owner, np.round(there[number, :, :2] * 16).astype(np.int32), int(number), shift=4)
    inverse = _affine_back(there[:, :, :2], here[:, :, :2])
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    pick = inverse[np.maximum(owner, 0)]
    map_x = pick[..., 0, 0] * xs + pick[..., 0, 1] * ys + pick[..., 0, 2]
    map_y = pick[..., 1, 0] * xs + pick[..., 1, 1] * ys + pick[..., 1, 2]
    map_x[owner < 0], map_y[owner < 0] = xs[owner < 0], ys[owner < 0]
    return cv2.remap(source.picture, map_x, map_y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT).astype(np.uint8)


def _affine_back(there: Points, here: Points) -> NDArray[np.float32]:
    """Per triangle the 2x3 matrix from the new picture's pixels to the portrait's."""
    ones = np.ones((*there.shape[:2], 1))
    square = np.concatenate([there, ones], axis=2)
    flat = np.abs(np.linalg.det(square)) < 1e-3
    square[flat] = np.eye(3)
    return np.transpose(np.linalg.solve(square, here), (0, 2, 1)).astype(np.float32)

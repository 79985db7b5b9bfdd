"""What a face can do, as movements of mesh points: close eyes, turn, open the mouth; and another person's bones.

Pure arithmetic on points. x grows to the right of the picture, y down, z to the back of the head, all in pixels.
Indices are those of the MediaPipe face mesh.
"""

import numpy as np

from drivers.emulators.camera_warp import OVAL, Points

# Upper lid and the lower lid point that it meets, both eyes.
_LIDS = (
    *((246, 7), (161, 163), (160, 144), (159, 145), (158, 153), (157, 154), (173, 155)),
    *((466, 249), (388, 390), (387, 373), (386, 374), (385, 380), (384, 381), (398, 382)),
)
# Skin between lid and brow, which covers the eye when the lid comes down.
_CREASE = (247, 30, 29, 27, 28, 56, 190, 467, 260, 259, 257, 258, 286, 414)
_UPPER_INNER = (191, 80, 81, 82, 13, 312, 311, 310, 415)
_LOWER_INNER = (95, 88, 178, 87, 14, 317, 402, 318, 324)
_LOWER_LIP = (
    *_LOWER_INNER,
    *(96, 89, 179, 86, 15, 316, 403, 319, 325),
    *(77, 90, 180, 85, 16, 315, 404, 320, 307),
    *(146, 91, 181, 84, 17, 314, 405, 321, 375),
)
_UPPER_LIP = (
    *_UPPER_INNER,
    *(183, 42, 41, 38, 12, 268, 271, 272, 407),
    *(184, 74, 73, 72, 11, 302, 303, 304, 408),
    *(185, 40, 39, 37, 0, 267, 269, 270, 409),
)
_LEFT_CORNER, _RIGHT_CORNER, _CHIN, _NOSE = 78, 308, 152, 1
_PIVOT_DEPTH = 50.0
MOUTH_RING = (_LEFT_CORNER, *_UPPER_INNER, _RIGHT_CORNER, *reversed(_LOWER_INNER))


def blink(points: Points, amount: float) -> Points:
    """Upper lids down to the lower ones; 1 is shut."""
    moved = points.copy()
    for upper, lower in _LIDS:
        meet = points[lower] * 0.85 + points[upper] * 0.15
        moved[upper] += (meet - points[upper]) * amount
        moved[lower] += (meet - points[lower]) * amount
    for crease, (upper, lower) in zip(_CREASE, _LIDS, strict=True):
        moved[crease] += (points[lower] - points[upper]) * 0.75 * amount
    return moved


def close_lips(points: Points) -> Points:
    """A smile that showed teeth, with the lips together."""
    moved = points.copy()
    gap = points[list(_LOWER_INNER)] - points[list(_UPPER_INNER)]
    for row in range(0, len(_UPPER_LIP), len(_UPPER_INNER)):
        moved[list(_UPPER_LIP[row : row + len(gap)])] += gap * 0.45
    for row in range(0, len(_LOWER_LIP), len(_LOWER_INNER)):
        moved[list(_LOWER_LIP[row : row + len(gap)])] -= gap * 0.53
    return moved


def open_mouth(points: Points, amount: float) -> Points:
    """Jaw down; 1 opens the lips by about two thirds of the mouth's width."""
    moved = points.copy()
    left, right = points[_LEFT_CORNER], points[_RIGHT_CORNER]
    middle, half = (left[0] + right[0]) / 2, (right[0] - left[0]) / 2
    drop = 0.66 * 2 * half * amount
    across = np.clip(np.abs(points[:, 0] - middle) / half, 0, 1)
    lips = np.cos(across * np.pi / 2) ** 0.7
    lip_floor = points[17, 1]
    below = np.clip((points[:, 1] - left[1]) / (lip_floor - left[1]), 0, 1)
    aside = 1 - 0.55 * np.clip(np.abs(points[:, 0] - middle) / (2.4 * half), 0, 1)
    weight = below * aside
    weight[list(_UPPER_LIP)] = 0.0
    weight[[_LEFT_CORNER, _RIGHT_CORNER]] = 0.0
    weight[list(_LOWER_LIP)] = lips[list(_LOWER_LIP)]
    weight[468 : 468 + len(OVAL)] *= 0.5
    weight[468 + len(OVAL) :] = 0.0
    moved[:, 1] += weight * drop
    return moved


def turn(points: Points, degrees: float) -> Points:
    """Head about its own upright axis; positive is to the person's own left, which an unmirrored camera
    sees as to the right of the picture."""
    moved = points.copy()
    angle, centre = np.radians(degrees), points[_NOSE, 0]
    ahead, aside = _PIVOT_DEPTH - points[:, 2], points[:, 0] - centre
    share = _head_share(len(points))
    moved[:, 0] += share * (centre + aside * np.cos(angle) + ahead * np.sin(angle) - points[:, 0])
    moved[:, 2] += share * (_PIVOT_DEPTH - (ahead * np.cos(angle) - aside * np.sin(angle)) - points[:, 2])
    return moved


def _head_share(count: int) -> Points:
    """How much each point follows the skull: the face and the inner ring wholly, hair half, the border not."""
    share = np.zeros(count)
    share[: 468 + len(OVAL)], share[468 + len(OVAL) : 468 + 2 * len(OVAL)] = 1.0, 0.5
    return share


def other_bones(points: Points) -> Points:
    """Another person's face: eyes close together and narrow, brows low, nose and mouth wide, jaw square and short.

    The amounts were found by trying some 1,500 faces with the embedding and keeping a distant one.
    """
    nose, mouth = points[_NOSE], (points[13] + points[14]) / 2
    move = np.zeros((len(points), 2))
    for eye, side in ((points[159], -1), (points[386], 1)):
        near = _near(points, eye, 38, 24)
        move += near * (side * -9.0, -8.0)
        move += near * (points[:, :2] - eye[:2]) * (0.17, -0.2)
        move += _near(points, eye - (0, 24, 0), 40, 12) * (0, 6.0)
    near = _near(points, nose + (0, 5, 0), 32, 30)
    move += near * ((points[:, :2] - nose[:2]) * (0.75, 0.0) + (0, 8.0))
    move += _near(points, mouth, 55, 22) * ((points[:, :2] - mouth[:2]) * (0.25, 0.7) - (0, 6.0))
    move += _skull(points, nose)
    move[468 + 2 * len(OVAL) :] = 0.0
    moved = points.copy()
    moved[:, :2] += move
    return moved


def _near(points: Points, centre: Points, width: float, height: float) -> Points:
    away = (points[:, :2] - centre[:2]) / (width, height)
    return np.exp(-(away**2).sum(axis=1))[:, None]


def _skull(points: Points, nose: Points) -> Points:
    aside, down = points[:, 0] - nose[0], points[:, 1] - nose[1]
    near = np.exp(-(np.maximum(0, np.hypot(aside / 130, down / 140) - 1) ** 2) * 8)
    jaw, top = np.clip(down / 90, 0, 1.2), np.clip(-down / 110, 0, 1.2)
    return np.stack([near * (jaw * 0.22 + top * -0.08) * aside, near * jaw**2 * -8.5], axis=1)

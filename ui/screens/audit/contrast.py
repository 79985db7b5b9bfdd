"""Contrast as WCAG 2.2 defines it, measured on drawn pixels."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage

KNEE = 0.04045  # of the sRGB curve; WCAG's 0.03928 gives the same result for 8 bits
COMMON_SHARE = 0.002  # rarer colours are specks of a neighbour, not the text

Pixels = NDArray[np.uint8]


def pixels_of(picture: QImage, box: QRectF) -> Pixels:
    """RGB rows of the part of the picture inside the box; possibly empty."""
    inside = box.toAlignedRect().intersected(QRect(0, 0, picture.width(), picture.height()))
    part = picture.copy(inside).convertToFormat(QImage.Format.Format_RGB888)
    if part.isNull():
        return np.zeros((0, 0, 3), np.uint8)
    rows = np.frombuffer(part.constBits(), np.uint8).reshape(part.height(), part.bytesPerLine())
    return rows[:, : part.width() * 3].reshape(part.height(), part.width(), 3)


def luminance(colours: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Relative luminance 0..1 of RGB triples in the last axis."""
    share = colours.astype(np.float64) / 255
    linear = np.where(share <= KNEE, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return linear @ np.array([0.2126, 0.7152, 0.0722])


def ratio(one: NDArray[np.float64] | float, other: float) -> NDArray[np.float64]:
    light, dark = np.maximum(one, other), np.minimum(one, other)
    return (light + 0.05) / (dark + 0.05)


def _counted(drawn: Pixels) -> tuple[Pixels, NDArray[np.intp]]:
    """Different colours and how often each is there; packed into one number a pixel, ten times faster."""
    packed, counts = np.unique(drawn.astype(np.uint32) @ np.array([65536, 256, 1], np.uint32), return_counts=True)
    return np.stack([packed >> 16, packed >> 8 & 255, packed & 255], axis=1).astype(np.uint8), counts


def text_contrast(picture: QImage, box: QRectF, colour: QColor) -> float:
    """Ratio of a text to its ground. The ground is the most common colour in the box, so gradients and pictures
    under text count with what they are; the text is the drawn pixels nearest to its declared colour, because
    edges are antialiased and a veil may lie over it. 1.0 when nothing of the text can be seen."""
    drawn = pixels_of(picture, box).reshape(-1, 3)
    if not len(drawn):
        return 1.0
    colours, counts = _counted(drawn)
    ground = colours[int(np.argmax(counts))]
    common = colours[counts >= max(2, COMMON_SHARE * len(drawn))]
    declared = np.array([colour.red(), colour.green(), colour.blue()], np.float64)
    nearest = common[np.argsort(((common - declared) ** 2).sum(axis=1))[:1]] if len(common) else ground[None]
    return float(ratio(luminance(nearest), float(luminance(ground)))[0])

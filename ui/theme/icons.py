"""Image providers of the shell: icons recoloured at load, illustrations filled from the palette.

`image://icon/NAME?color=%23rrggbb&size=PX` draws assets/icons/NAME.svg (Material Symbols Rounded 500).
`image://art/NAME[?layer=still|moving]` draws assets/illustrations/NAME.svg into the asked size; the words in
braces in those files are names of the palette. `moving` is the part that goes into the device, `still` the rest.
"""

import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs, unquote

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

ASSETS = Path(__file__).resolve().parents[2] / "assets"
PALETTE = {
    "ink": "#1B2529", "accent": "#0E4D62", "deep": "#093646", "paper": "#F5F0E6", "white": "#FFFEFB",
    "tint": "#DCE8E8", "tint2": "#BCD3D6", "teal": "#3E7F8F", "sand": "#E3D6BC", "sand2": "#CDBB98",
    "clay": "#C08552", "hair": "#D9D0BE", "warn": "#6E3A08", "warnT": "#F8E7CB",
}  # fmt: skip
_MOVING = re.compile(r'<g transform="rotate.*?</g>', re.DOTALL)


@lru_cache(maxsize=256)
def _source(folder: str, name: str) -> str:
    if not re.fullmatch(r"[a-z0-9_]+", name):
        return ""
    path = ASSETS / folder / f"{name}.svg"
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _parts(address: str) -> tuple[str, dict[str, str]]:
    name, _, query = unquote(address).partition("?")
    return name, {key: values[0] for key, values in parse_qs(query.replace("#", "%23")).items()}


def _draw(svg: str, size: QSize) -> QImage:
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    natural = renderer.defaultSize()
    if size.width() > 0 and size.height() > 0:
        natural.scale(size, Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(natural, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, natural.width(), natural.height()))
    painter.end()
    return image


def draw_icon(address: str) -> QImage:
    """The icon of an address as in the module's docstring; a null image when there is none of that name."""
    name, query = _parts(address)
    svg = _source("icons", name)
    edge = int(float(query.get("size", "48")))
    if not svg or edge <= 0:
        return QImage()
    return _draw(svg.replace("<path", f'<path fill="{query.get("color", PALETTE["ink"])}"'), QSize(edge, edge))


def draw_art(address: str, size: QSize) -> QImage:
    """The illustration, as large as fits into `size`; a null image when there is none of that name."""
    name, query = _parts(address)
    svg = _source("illustrations", name)
    if not svg:
        return QImage()
    layer = query.get("layer", "")
    moving = _MOVING.search(svg)
    if layer == "still" and moving:
        svg = svg.replace(moving.group(), "")
    elif layer == "moving":
        head = svg[: svg.index(">") + 1]
        svg = head + (moving.group() if moving else "") + "</svg>"
    return _draw(re.sub(r"\{(\w+)\}", lambda found: PALETTE[found[1]], svg), size)


class IconProvider(QQuickImageProvider):
    """image://icon"""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        return draw_icon(id)


class ArtProvider(QQuickImageProvider):
    """image://art"""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:
        return draw_art(id, requestedSize)


def register(engine: QQmlEngine) -> None:
    """Give `engine` both providers. Call before loading any page."""
    engine.addImageProvider("icon", IconProvider())
    engine.addImageProvider("art", ArtProvider())

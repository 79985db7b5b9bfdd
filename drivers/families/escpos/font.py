"""Lines drawn as dots, for characters that the printer's ROM does not have. Same grid as its own characters."""

import glob
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from drivers.api.errors import DeviceFault
from drivers.families.escpos import text

FONT_PATTERN = "/usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc"
MONO_NAME = "Noto Sans Mono CJK SC"  # Latin exactly half as wide as Chinese
MOST_FACES = 64
PAPER_LEVEL = 135  # of 255, lighter is white: thin strokes at 24 dots must not break on paper


def find_font(configured: str = "", *, bold: bool = False, pattern: str = FONT_PATTERN) -> str:
    """Path of the font file: the configured one, else Noto Sans CJK as Debian installs it. DeviceFault in plain
    words when there is none."""
    if configured:
        if Path(configured).is_file():
            return configured
        raise DeviceFault(f"the font {configured} of the printer's profile is not there")
    found = sorted(glob.glob(pattern))
    weight = "Bold" if bold else "Regular"
    chosen = [path for path in found if weight in Path(path).name] or found
    if not chosen:
        raise DeviceFault(f"no font for Chinese at {pattern}: install the package fonts-noto-cjk")
    return chosen[0]


@lru_cache(maxsize=16)
def load_font(path: str, size: int) -> ImageFont.FreeTypeFont:
    """The monospaced simplified Chinese face of a collection, its first face when it has no such. DeviceFault when
    the file is no font."""
    faces = list(_faces(path, size))
    if not faces:
        raise DeviceFault(f"the font {path} cannot be read")
    return next((face for face in faces if face.getname()[0] == MONO_NAME), faces[0])


def _faces(path: str, size: int) -> Iterator[ImageFont.FreeTypeFont]:
    for index in range(MOST_FACES):
        try:
            yield ImageFont.truetype(path, size, index=index)
        except OSError:
            return  # past the last face, or no font at all


def draw_line(line: str, size: int, *, bold: bool = False, font: str = "") -> Image.Image:
    """One line, black (0) on white, mode "1", `size` dots high and half as wide per cell. Every character is kept
    inside its own cells, whatever its glyph."""
    face = load_font(find_font(font, bold=bold), size)
    canvas = Image.new("L", (max(1, text.width(line)) * size // 2, size), 255)
    x = 0
    for cluster in text.clusters(line):
        wide = text.cells(cluster) * size // 2
        canvas.paste(_glyph(cluster, face, wide, size), (x, 0))
        x += wide
    return canvas.point([0] * PAPER_LEVEL + [255] * (256 - PAPER_LEVEL), mode="1")


def _glyph(cluster: str, face: ImageFont.FreeTypeFont, wide: int, high: int) -> Image.Image:
    cell = Image.new("L", (wide, high), 255)
    left = max(0.0, (wide - face.getlength(cluster)) / 2)
    # 0.88 em above the baseline is the top of the square every Chinese glyph of Noto is drawn in
    ImageDraw.Draw(cell).text((left, high * 0.88), cluster, font=face, fill=0, anchor="ls")
    return cell

"""The paper in the emulated printer: dots on a strip, cut into pieces, drawn as pictures of real receipts."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FONT = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")
FONT_BOLD = FONT.with_name("NotoSansCJK-Bold.ttc")
MONO_CHINESE = 7  # Noto Sans Mono CJK SC in the collection
DOTS_PER_MM = 8
INK_LEVEL = 140
BLADE_ROWS = 12 * DOTS_PER_MM  # the blade sits 12 mm after the head
SIDE_DOTS = {576: 32, 384: 36}  # unprintable edges of 80 mm and 57 mm paper
TABLE, SHEET, INK = (226, 227, 224), (253, 253, 250), (38, 38, 44)


@dataclass(slots=True)
class Piece:
    """Paper since the last cut. `lines` are the texts that were printed as characters, `codes` those of QR codes."""

    lines: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    images: int = 0
    held_over: bool = False
    strips: list[tuple[int, int, Image.Image]] = field(default_factory=list)
    rows: int = 0
    last_ink: int = 0

    def add(self, strip: Image.Image, left: int, rows: int) -> None:
        """Print a strip (0 is ink) and move the paper by `rows`."""
        self.strips.append((left, self.rows, strip))
        if strip.getbbox() is not None and ImageChops.invert(strip.convert("L")).getbbox():
            self.last_ink = self.rows + strip.height
        self.rows += rows

    def summary(self) -> dict[str, Any]:
        return {
            "lines": list(self.lines),
            "codes": list(self.codes),
            "images": self.images,
            "length_mm": round(self.rows / DOTS_PER_MM, 1),
            "held_over": self.held_over,
        }


def draw_text(text: str, wide: int, high: int, *, bold: bool) -> Image.Image:
    """One character in its cell of `wide` x `high` dots, black on white, mode "1"."""
    base = 24
    cell = Image.new("L", (base if wide * 24 > high * 12 else base // 2, base), 255)
    scale = high // base
    cell = cell.resize((cell.width * scale, base * scale))
    face = _face(str(FONT_BOLD if bold else FONT), base * scale)
    left = max(0.0, (cell.width - face.getlength(text)) / 2)
    ImageDraw.Draw(cell).text((left, 0.88 * cell.height), text, font=face, fill=0, anchor="ls")
    return cell.resize((wide, high)).point([0] * INK_LEVEL + [255] * (256 - INK_LEVEL), mode="1")


@lru_cache(maxsize=8)
def _face(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, index=MONO_CHINESE)


def picture(piece: Piece, width_dots: int) -> Image.Image:
    """A cut piece lying on a table: 8 dots a millimetre, edges and a soft shadow."""
    side = SIDE_DOTS.get(width_dots, 32)
    sheet = Image.new("RGB", (width_dots + 2 * side, max(1, piece.rows)), SHEET)
    for left, top, strip in piece.strips:
        # what was fed past the head but not past the blade stays in the printer, so the piece begins BLADE_ROWS above
        sheet.paste(INK, (side + left, top + BLADE_ROWS), ImageChops.invert(strip.convert("L")))
    return _on_table(sheet.filter(ImageFilter.GaussianBlur(0.4)))


def _on_table(sheet: Image.Image) -> Image.Image:
    margin = 40
    outline = _torn_edges(sheet.width, sheet.height)
    size = (sheet.width + 2 * margin, sheet.height + 2 * margin)
    shade = Image.new("L", size, 0)
    shade.paste(110, (margin, margin + 8), outline)
    table = Image.new("RGB", size, TABLE)
    table.paste((120, 120, 116), (0, 0), shade.filter(ImageFilter.GaussianBlur(10)))
    table.paste(sheet, (margin, margin), outline)
    return table


def _torn_edges(width: int, height: int) -> Image.Image:
    """The serrated edge a blade leaves, above and below."""
    outline = Image.new("L", (width, height), 255)
    draw = ImageDraw.Draw(outline)
    for x in range(0, width, 8):
        draw.polygon([(x, 0), (x + 8, 0), (x + 4, 4)], fill=0)
        draw.polygon([(x, height), (x + 8, height), (x + 4, height - 4)], fill=0)
    return outline

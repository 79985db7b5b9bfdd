"""Laid-out pieces to ESC/POS bytes, in chunks that end between two commands. Pure apart from reading the font.

python-escpos builds the commands it builds right (Dummy records them); text and images are made here, see README.md.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import segno
from PIL import Image

from drivers.api.printer import Feed, QrBlock, Rule, Ticket
from drivers.families.escpos import font, text
from drivers.families.escpos.layout import Line, Piece, lay_out
from drivers.families.escpos.profile import Profile

if TYPE_CHECKING:
    from escpos.printer import Dummy

INIT = b"\x1b@"
GB_ON, GB_OFF = b"\x1c&", b"\x1c."
LEADING = {1: 12, 2: 16}  # dots between lines
PITCH = {1: 24 + LEADING[1], 2: 48 + LEADING[2]}  # dots from line to line of ROM characters
ALIGN = {"left": 0, "center": 1, "right": 2}
BAND_ROWS = 24
CUT_FEED_LINES = 4  # from the head to the blade
MODULE_DOTS = range(3, 17)  # what GS ( k takes
# Printers look for these inside images too, and would answer or drop their buffer in the middle of one.
REAL_TIME = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


def compose(ticket: Ticket, profile: Profile) -> list[bytes]:
    """The whole job as chunks, each complete in itself, so that status may be asked between any two of them.
    Raises DeviceFault when a line must be drawn and no font is there, ValueError for a QR text that is too long."""
    chunks = [INIT]
    for piece in lay_out(ticket, profile.columns(1)):
        chunks += _piece(piece, profile)
    return [*chunks, cut(profile)]


def _recorder() -> "Dummy":
    """python-escpos, loaded with the first job: its printer profiles take longer to read than the home page to draw."""
    from escpos.printer import Dummy

    return Dummy()


def cut(profile: Profile) -> bytes:
    """Feed past the blade and cut."""
    # python-escpos 3.1 cuts with GS V 0, which few kiosk printers do not know
    feed = b"\x1b3" + bytes([PITCH[1]]) + b"\x1bd" + bytes([CUT_FEED_LINES])
    return feed + (b"\x1dV\x01" if profile.partial_cut else b"\x1dV\x00")


def _piece(piece: Piece, profile: Profile) -> list[bytes]:
    match piece:
        case Line():
            return _line(piece, profile)
        case Rule():
            return [b"\x1bJ\x0c" + _band(_rule(profile.width_dots)) + b"\x1bJ\x10"]
        case Feed(lines):
            return [b"\x1b3" + bytes([PITCH[1]]) + b"\x1bd" + bytes([max(0, min(255, lines))])]
        case QrBlock():
            return _qr(piece, profile)


def _line(line: Line, profile: Profile) -> list[bytes]:
    encoded = text.encode(line.text, profile.charset)
    if encoded is None:
        return list(_bands(_drawn(line, profile)))
    pitch = _recorder()
    pitch.line_spacing(PITCH[line.scale])
    size = b"\x1d!" + (b"\x11" if line.scale == 2 else b"\x00")
    style = pitch.output + b"\x1ba" + bytes([ALIGN[line.align]]) + size + b"\x1bE" + bytes([line.bold])
    gb = (GB_ON, GB_OFF) if not line.text.isascii() else (b"", b"")
    return [style + gb[0] + encoded + b"\n" + gb[1]]


def _drawn(line: Line, profile: Profile) -> Image.Image:
    """The line on a strip as high as the pitch, where its alignment puts it."""
    size = profile.body_dots * line.scale
    drawn = font.draw_line(line.text, size, bold=line.bold, font=profile.font)
    room = profile.width_dots - drawn.width
    left = {"left": 0, "center": room // 2, "right": room}[line.align]
    strip = Image.new("1", (left + drawn.width, size + LEADING[line.scale]), 1)
    strip.paste(drawn, (left, 0))
    return strip


def _rule(width_dots: int) -> Image.Image:
    dashes = Image.new("1", (width_dots, 2), 1)
    for x in range(0, width_dots, 12):
        dashes.paste(0, (x, 0, x + 7, 2))
    return dashes


def _qr(block: QrBlock, profile: Profile) -> list[bytes]:
    code = segno.make(block.text, error="m", micro=False, boost_error=False)
    modules = len(code.matrix)
    limit = (profile.width_dots - 2 * 4) // (modules + 8)
    module = max(MODULE_DOTS[0], min(MODULE_DOTS[-1], limit, round(block.width_mm * profile.dots_per_mm / modules)))
    if module > limit:
        raise ValueError(f"a QR code of {modules} modules does not fit {profile.width_dots} dots")
    quiet = b"\x1bJ" + bytes([4 * module])  # white above and below, as the standard asks for
    if profile.qr == "native" and block.text.isascii():
        symbol = _recorder()
        symbol.qr(block.text, ec=1, size=module, model=2, native=True)
        native = b"\x1ba\x01" + symbol.output + b"\x1ba\x00"
        return [quiet + native + quiet]
    return [quiet, *_bands(_qr_image(code, module, profile.width_dots)), quiet]


def _qr_image(code: segno.QRCode, module: int, width_dots: int) -> Image.Image:
    rows = [bytes(0 if dark else 255 for dark in row) for row in code.matrix]
    small = Image.frombytes("L", (len(rows[0]), len(rows)), b"".join(rows)).convert("1")
    symbol = small.resize((small.width * module, small.height * module), Image.Resampling.NEAREST)
    left = (width_dots - symbol.width) // 2
    canvas = Image.new("1", (left + symbol.width, symbol.height), 1)
    canvas.paste(symbol, (left, 0))
    return canvas


def _bands(image: Image.Image) -> Iterator[bytes]:
    for top in range(0, image.height, BAND_ROWS):
        yield _band(image.crop((0, top, image.width, min(image.height, top + BAND_ROWS))))


def _band(image: Image.Image) -> bytes:
    """GS v 0 of a black-on-white image of at most 255 rows."""
    across = -(-image.width // 8)
    padded = Image.new("1", (across * 8, image.height), 1)
    padded.paste(image, (0, 0))
    inverted = bytes(byte ^ 0xFF for byte in padded.tobytes())
    return b"\x1ba\x00\x1dv0\x00" + bytes([across, 0, image.height, 0]) + defuse(inverted)


def defuse(raster: bytes) -> bytes:
    """The same picture without the bytes of a real-time command: one dot more, at most, for each."""
    for sequence in REAL_TIME:
        raster = raster.replace(sequence, bytes([sequence[0], sequence[1] | 0x08]))
    return raster

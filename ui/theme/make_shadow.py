"""Makes shadow.png, the nine-patch under raised keys: `python ui/theme/make_shadow.py`.

The software renderer has no effects, so the soft shadow is a picture. 96 x 96 px, corners of 40 px stay as they
are; the key covers the picture except for a rim of REACH px and a bit more below.
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

INK_BROWN = (0x4A, 0x3A, 0x1E)
EDGE = 96
REACH = 16
RADIUS = 24
STRENGTH = 62


def make() -> Image.Image:
    """The shadow alone: ink-brown, alpha from a blurred rounded square."""
    alpha = Image.new("L", (EDGE, EDGE), 0)
    ImageDraw.Draw(alpha).rounded_rectangle((REACH, REACH, EDGE - REACH - 1, EDGE - REACH - 1), RADIUS, fill=STRENGTH)
    alpha = alpha.filter(ImageFilter.GaussianBlur(7))
    picture = Image.new("RGBA", (EDGE, EDGE), (*INK_BROWN, 0))
    picture.putalpha(alpha)
    return picture


if __name__ == "__main__":
    make().save(Path(__file__).with_name("shadow.png"), optimize=True)

"""The panel: how many pixels, how large they are. Sizes on screen are millimetres, so this is measured once
at installation (the diagonal; EDID sizes are often wrong or 0) and given as `--panel`."""

import math
import re
from dataclasses import dataclass

MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Panel:
    """`diagonal` in inches, as sold."""

    width_px: int
    height_px: int
    diagonal: float

    @property
    def px_per_mm(self) -> float:
        return math.hypot(self.width_px, self.height_px) / (self.diagonal * MM_PER_INCH)

    def as_map(self) -> dict[str, float]:
        """`bridge.panel` in QML."""
        return {"widthPx": self.width_px, "heightPx": self.height_px, "pxPerMm": self.px_per_mm}

    def fitted(self, width_px: int, height_px: int) -> "Panel":
        """The same panel drawn small enough for a developer's screen; millimetres shrink with it."""
        factor = min(1.0, width_px / self.width_px, height_px / self.height_px)
        return Panel(round(self.width_px * factor), round(self.height_px * factor), self.diagonal)


PANELS = {
    "ref": Panel(1080, 1920, 32.0),
    "landscape21": Panel(1920, 1080, 21.5),
    "kiosk43": Panel(1080, 1920, 43.0),
    "desk10": Panel(1280, 800, 10.1),
    "portrait4k": Panel(2160, 3840, 32.0),
}
_MEASURED = re.compile(r"(\d{3,5})x(\d{3,5})@(\d{1,3}(?:\.\d+)?)")


def parse_panel(text: str) -> Panel:
    """A name of PANELS, or `WIDTHxHEIGHT@INCHES` as in 1080x1920@32. Raises ValueError in words for a technician."""
    if text in PANELS:
        return PANELS[text]
    match = _MEASURED.fullmatch(text)
    if match is None or not 5 <= float(match[3]) <= 120:
        raise ValueError(f"panel {text!r}: use one of {', '.join(PANELS)} or WIDTHxHEIGHT@INCHES, as in 1080x1920@32")
    return Panel(int(match[1]), int(match[2]), float(match[3]))

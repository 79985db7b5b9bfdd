"""What the rules look at: texts and targets of one drawn page, in pixels of the window."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage

from ui.bridge.panel import Panel


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken by one item. Sizes in mm, contrast as a ratio."""

    page: str
    item: str
    rule: str
    measured: float | str
    required: float | str


@dataclass(frozen=True, slots=True)
class Text:
    """A visible text. `em_px` is the size really used; `box` is where it is, `needed` what its words need;
    `lines` are paragraphs, each as the lines it was broken into."""

    name: str
    words: str
    role: str
    em_px: float
    box: QRectF
    needed: QRectF
    clip: QRectF
    truncated: bool
    colour: QColor
    lines: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be tapped. `label` is the visible text inside, `accessible` what a screen reader says."""

    name: str
    box: QRectF
    secondary: bool
    label: str
    accessible: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """One page as drawn: what rules need and nothing else. `dock` holds the five controls, pressable or not."""

    page: str
    elder: bool
    panel: Panel
    texts: tuple[Text, ...]
    targets: tuple[Target, ...]
    inputs: int
    dock: dict[str, QRectF]
    picture: QImage

    def mm(self, pixels: float) -> float:
        return pixels / self.panel.px_per_mm

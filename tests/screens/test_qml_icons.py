"""Icons and illustrations: recoloured, filled from the palette, layered, and none missing."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from ui.theme import icons

UI = Path(icons.__file__).parents[1]
ICONS = sorted(path.stem for path in (icons.ASSETS / "icons").glob("*.svg"))
ART = sorted(path.stem for path in (icons.ASSETS / "illustrations").glob("*.svg"))


def inked(image: QImage) -> int:
    """How many of every fourth pixels are not transparent."""
    spots = ((x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4))
    return sum(image.pixelColor(x, y).alpha() > 0 for x, y in spots)


def colours(image: QImage) -> set[str]:
    opaque = (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height()))
    return {colour.name() for colour in opaque if colour.alpha() == 255}


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_draws_in_the_asked_size(qapp: QApplication, name: str) -> None:
    image = icons.draw_icon(f"{name}?color=%230E4D62&size=40")
    assert (image.width(), image.height()) == (40, 40)
    assert inked(image) > 3


def test_an_icon_takes_the_asked_colour_and_no_other(qapp: QApplication) -> None:
    assert colours(icons.draw_icon("check?color=%2387281C&size=96")) == {"#87281c"}


def test_the_address_may_come_decoded(qapp: QApplication) -> None:
    assert icons.draw_icon("check?color=#87281C&size=32") == icons.draw_icon("check?color=%2387281C&size=32")


@pytest.mark.parametrize("address", ["nothing_of_that_name?size=40", "../README?size=40", "check?size=0", "?size=8"])
def test_what_is_not_there_is_a_null_image(qapp: QApplication, address: str) -> None:
    assert icons.draw_icon(address).isNull()


@pytest.mark.parametrize("name", ART)
def test_every_illustration_fits_the_asked_box(qapp: QApplication, name: str) -> None:
    image = icons.draw_art(name, QSize(300, 200))
    assert image.width() == 300 or image.height() == 200
    assert image.width() <= 300
    assert image.height() <= 200
    assert inked(image) > 10


def test_an_illustration_without_a_box_has_its_own_size(qapp: QApplication) -> None:
    assert icons.draw_art("card", QSize(-1, -1)).size() == QSize(960, 560)


def test_illustrations_are_filled_from_the_palette(qapp: QApplication) -> None:
    found = colours(icons.draw_art("card", QSize(480, 280)))
    assert {QColor(icons.PALETTE[name]).name() for name in ("sand", "ink", "accent", "tint")} <= found


def test_layers_together_are_the_whole(qapp: QApplication) -> None:
    size = QSize(480, 280)
    whole, still, moving = (icons.draw_art(f"card{layer}", size) for layer in ("", "?layer=still", "?layer=moving"))
    assert inked(still) < inked(whole)
    assert 0 < inked(moving) < inked(whole)
    assert still.size() == moving.size() == whole.size()


def test_a_picture_in_which_nothing_moves_has_an_empty_moving_layer(qapp: QApplication) -> None:
    assert inked(icons.draw_art("town?layer=moving", QSize(270, 160))) == 0
    still = icons.draw_art("town?layer=still", QSize(270, 160))
    assert still == icons.draw_art("town", QSize(270, 160))


def test_no_illustration_of_that_name(qapp: QApplication) -> None:
    assert icons.draw_art("nothing", QSize(10, 10)).isNull()


def test_every_icon_that_a_page_names_is_there() -> None:
    named: set[str] = set()
    for path in UI.rglob("*.qml"):
        named.update(re.findall(r'(?:name|icon|tickIcon|bannerIcon): "([a-z0-9_]+)"', path.read_text(encoding="utf-8")))
    assert named <= {*ICONS, *ART}


def test_the_palette_is_that_of_the_theme() -> None:
    theme = (UI / "theme" / "Theme.qml").read_text(encoding="utf-8")
    for token in ("ink", "accent", "deep", "paper", "tint", "sand", "hair", "warn"):
        stated = re.search(rf'property color {token}: "(#[0-9A-F]{{6}})"', theme)
        assert stated is not None
        assert stated[1] == icons.PALETTE[token]

"""Every icon and illustration a view may name exists: the screen never shows a gap where a sign should be."""

from pathlib import Path

from kiosk.domain.errors import ErrorCatalogue
from tests.flows.walk import ITEM, Walk
from tests.unit.visit.test_presenter import ASSETS, PLACES, texts, view

ICONS = {path.stem for path in (ASSETS / "icons").glob("*.svg")}
PICTURES = {path.stem for path in (ASSETS / "illustrations").glob("*.svg")}


def icons(value: object) -> set[str]:
    """Values of every field called icon or hint_icon, anywhere in a view."""
    if isinstance(value, tuple):
        return {icon for each in value for icon in icons(each)}
    names = getattr(type(value), "__dataclass_fields__", {})
    own = {getattr(value, name) for name in names if name in ("icon", "hint_icon")}
    return own | {icon for name in names for icon in icons(getattr(value, name))}


def test_every_icon_on_every_page_exists() -> None:
    for elder in (False, True):
        for place, walk in PLACES.items():
            assert icons(view(walk(Walk(elder=elder)))) - {""} <= ICONS, place


def test_every_icon_and_picture_of_the_catalogues_exists() -> None:
    catalogue = ErrorCatalogue.load(ASSETS / "errors.yaml")
    assert {action.icon for action in catalogue.actions.values()} - {""} <= ICONS
    assert {entry.picture for entry in catalogue.entries.values()} - {""} <= PICTURES
    assert {ITEM.icon, *(stage.icon for stage in ITEM.stages), *(fact.icon for fact in ITEM.facts)} <= ICONS
    assert ITEM.picture in PICTURES


def test_the_walk_through_texts_sees_them() -> None:
    """The helper of these tests is no blind one."""
    assert "放身份证" in texts(view(PLACES["intro"](Walk())))
    assert isinstance(ASSETS, Path)


def test_every_picture_on_every_page_exists() -> None:
    for elder in (False, True):
        for place, walk in PLACES.items():
            picture = getattr(view(walk(Walk(elder=elder))).body, "picture", "")
            assert picture in PICTURES | {""}, place

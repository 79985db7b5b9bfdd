"""Views as QML sees them: maps, lists, numbers, words and null."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from PySide6.QtQml import QJSValue

from kiosk.visit.views import Body, Choice, Confirm, ExitSheet, HelpSheet, Home, IdleWarning, Sheet, Sign, View

WORD_JOINER = "\u2060"  # takes no room, is not drawn, and no line breaks at it
SHORTEST_LINE = 5  # characters: what is shorter stands in one line everywhere
_LAST_THREE = re.compile(r"(?<=[0-9\u4e00-\u9fff])(?=[\u4e00-\u9fff]{1,2}\W*$)", re.MULTILINE)


def keep_last_together(text: str) -> str:
    """The same words, but the last three characters of every line stay together where it is broken to fit:
    Chinese may be broken anywhere, and one character alone in the last line reads like a mistake."""
    return text if len(text) < SHORTEST_LINE else _LAST_THREE.sub(WORD_JOINER, text)


def to_qml(view: View) -> dict[str, Any]:
    """A View as the map of `bridge.view`: dataclasses to maps, tuples to lists, None to null.

    `body` and `sheet` carry `type`, the name of their class, because their shapes differ.
    """
    shown = _plain(view)
    shown["body"]["type"] = type(view.body).__name__
    if view.sheet is not None:
        shown["sheet"]["type"] = type(view.sheet).__name__
    return shown


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, str):
        return keep_last_together(value)
    # A Python None inside a map would arrive as undefined, and `=== null` would fail in QML.
    return QJSValue(QJSValue.SpecialValue.NullValue) if value is None else value


def pressable(view: View) -> frozenset[str]:
    """Ids that may be pressed on this view now. A sheet covers the page: only its own choices count."""
    if view.sheet is not None:
        return frozenset(_ids(_sheet_choices(view.sheet)))
    return frozenset([*_ids(view.choices), *_body_ids(view.body)])


def _sheet_choices(sheet: Sheet) -> tuple[Choice, ...]:
    match sheet:
        case IdleWarning():
            return (sheet.choice,)
        case HelpSheet() | ExitSheet():
            return sheet.choices


def _body_ids(body: Body) -> Iterator[str]:
    match body:
        case Home():
            yield from (tile.id for tile in body.tiles if tile.enabled)
        case Confirm():
            yield from _ids(body.tools)
            yield from _ids(tuple(row.fix for row in body.rows if row.fix is not None))
        case Sign():
            yield from _ids(body.tools)
        case _:
            return


def _ids(choices: tuple[Choice, ...]) -> Iterator[str]:
    return (choice.id for choice in choices if choice.enabled)

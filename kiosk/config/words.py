"""What is wrong with a setting, in words for whoever wrote the file: which key, what was given, what is allowed."""

import types
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Union, cast, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

TYPES: Mapping[object, str] = {
    str: "text in quotes",
    int: "a whole number",
    float: "a number",
    Path: "a path in quotes",
}
LIMITS = (("ge", "at least"), ("gt", "more than"), ("le", "at most"), ("lt", "less than"))
LONGEST = 60


def problem_words(model: type[BaseModel], found: Mapping[str, Any]) -> str:
    """One sentence for one of pydantic's errors (a mapping with type, loc and input)."""
    place: tuple[int | str, ...] = found["loc"]
    key = ".".join(map(str, place))
    if found["type"] == "missing":
        return f"{key} is missing. Allowed: {_allowed(_at(model, place))}."
    if found["type"] == "extra_forbidden":
        known = ", ".join(_sections(model, place[:-1]))
        return f"{key} is not a setting. Known here: {known}."
    if found["type"] == "value_error":
        return f"{key}: {found['ctx']['error']}."
    return f"{key} is {_given(found['input'])}. Allowed: {_allowed(_at(model, place))}."


def _given(value: object) -> str:
    """The value as it stands in the file, cut when it is long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= LONGEST else f'"{value[:LONGEST]}..."'
    if isinstance(value, int | float):
        return str(value)
    return "a table" if isinstance(value, dict) else "a list" if isinstance(value, list) else "a date or time"


def _allowed(setting: FieldInfo | type[BaseModel] | None) -> str:
    """ "a whole number, at least 600"."""
    if not isinstance(setting, FieldInfo):
        return "a section with keys of its own, such as [panel]"
    if setting.description:
        return setting.description
    limits = [f"{word} {getattr(rule, name)}" for rule in setting.metadata for name, word in LIMITS
              if hasattr(rule, name)]  # fmt: skip
    kind = next(iter(_plain_types(setting.annotation)), None)
    return ", ".join([TYPES.get(kind, "a list of texts"), *limits])


def _plain_types(annotation: object) -> Iterator[object]:
    """The types that are allowed, without the None of an optional setting."""
    if get_origin(annotation) in (types.UnionType, Union):
        yield from (one for one in get_args(annotation) if one is not types.NoneType)
    else:
        yield annotation


def _sections(model: type[BaseModel], place: Sequence[int | str]) -> Sequence[str]:
    inner = _at(model, place) if place else model
    return list(inner.model_fields) if isinstance(inner, type) else []


def _at(model: type[BaseModel], place: Sequence[int | str]) -> FieldInfo | type[BaseModel] | None:
    """The setting at `place` (of an entry of a list: the list), or the model of a section there."""
    here: FieldInfo | type[BaseModel] | None = model
    for step in place:
        if isinstance(here, type):
            here = _inner(here.model_fields.get(str(step)))
        elif isinstance(here, FieldInfo):
            here = _model_of(next(reversed(get_args(here.annotation)), None)) or here
    return here


def _inner(setting: FieldInfo | None) -> FieldInfo | type[BaseModel] | None:
    """A section's model, or the setting itself."""
    return _model_of(setting.annotation) or setting if setting is not None else None


def _model_of(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return cast("type[BaseModel]", annotation)
    return None

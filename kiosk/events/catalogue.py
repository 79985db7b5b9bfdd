"""The log events the terminal knows, read from events.yaml beside this file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

from kiosk.domain import yamltext

Level = Literal["debug", "info", "warning", "error"]

LEVELS: tuple[Level, ...] = ("debug", "info", "warning", "error")
TYPES: Mapping[str, type] = {"str": str, "int": int, "float": float, "bool": bool}
BUILT_IN = Path(__file__).with_name("events.yaml")
UNDECLARED = "log.undeclared"


class EventsFileError(ValueError):
    """The file of events breaks a rule; the message names the event and the rule."""


class UndeclaredEvent(LookupError):
    """The program emits what is not declared. Names and types only, never values."""


@dataclass(frozen=True, slots=True)
class EventField:
    """A field of an event: `type` is a key of TYPES."""

    name: str
    type: str
    optional: bool


@dataclass(frozen=True, slots=True)
class EventKind:
    """One declared event; `fields` by name."""

    id: str
    level: Level
    fields: Mapping[str, EventField]
    meaning: str


@dataclass(frozen=True, slots=True)
class EventCatalogue:
    """All declared events by id."""

    kinds: Mapping[str, EventKind]

    @classmethod
    def load(cls, path: Path = BUILT_IN) -> "EventCatalogue":
        """From a YAML file. Raises OSError or EventsFileError."""
        return cls.parse(path.read_text(encoding="utf-8"))

    @classmethod
    def parse(cls, text: str) -> "EventCatalogue":
        """From YAML text. Raises EventsFileError."""
        data = yamltext.parse(text)
        if not isinstance(data, dict) or UNDECLARED not in data:
            raise EventsFileError(f"the file is a mapping of events and has {UNDECLARED}")
        return cls({str(key): _kind(str(key), value) for key, value in cast("dict[Any, Any]", data).items()})


def events_markdown(catalogue: EventCatalogue) -> str:
    """The events as a Markdown table, for the manual."""
    lines = ["| event | level | fields | meaning |", "|---|---|---|---|"]
    for kind in catalogue.kinds.values():
        fields = ", ".join(f"`{field.name}` {field.type}{'?' * field.optional}" for field in kind.fields.values())
        lines.append(f"| `{kind.id}` | {kind.level} | {fields} | {kind.meaning} |")
    return "\n".join(lines) + "\n"


def _kind(key: str, value: Any) -> EventKind:
    if not isinstance(value, dict) or set(cast("dict[Any, Any]", value)) != {"level", "fields", "meaning"}:
        raise EventsFileError(f"{key}: an event has exactly level, fields and meaning")
    if value["level"] not in LEVELS:
        raise EventsFileError(f"{key}: {value['level']} is no level")
    fields = [_field(key, str(name), type_name) for name, type_name in value["fields"].items()]
    return EventKind(key, value["level"], {field.name: field for field in fields}, str(value["meaning"]))


def _field(key: str, name: str, type_name: Any) -> EventField:
    if type_name not in TYPES:
        raise EventsFileError(f"{key}.{name}: {type_name} is no type of a field")
    plain = name.removesuffix("?")
    if not plain.isidentifier() or plain in ("at", "level", "event"):
        raise EventsFileError(f"{key}.{name}: not usable as a name")
    return EventField(plain, type_name, name.endswith("?"))

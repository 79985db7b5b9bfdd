"""The terminal's log: declared events as JSON lines, rotated, with nothing of a person.

Redaction is by type, not by search: only str, int, float and bool are written, everything else (a Secret, the record
of a card, a payload) comes out as dots. In development and tests an undeclared event or field raises; in production
it becomes the event `log.undeclared`, because a log must not stop a visit.
"""

import json
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from kiosk.events.catalogue import TYPES, UNDECLARED, EventCatalogue, EventKind, UndeclaredEvent

FILE_NAME = "terminal.jsonl"
REDACTED = "•••"
LONGEST_TEXT = 500
MAX_BYTES = 5_000_000
BACKUPS = 8

Value = str | int | float | bool


class EventLog:
    """Writes events to `directory`/terminal.jsonl. Thread-safe; owns its logger and touches no global one."""

    def __init__(
        self,
        catalogue: EventCatalogue,
        directory: Path,
        clock: Callable[[], datetime],
        *,
        strict: bool,
        max_bytes: int = MAX_BYTES,
        backups: int = BACKUPS,
    ) -> None:
        """`strict` raises for what is not declared. The directory is made when missing; OSError when it cannot be."""
        directory.mkdir(parents=True, exist_ok=True)
        self._catalogue = catalogue
        self._clock = clock
        self._strict = strict
        self._logger = logging.Logger("bianmin.events")
        self._handler = RotatingFileHandler(
            directory / FILE_NAME, maxBytes=max_bytes, backupCount=backups, encoding="utf-8"
        )
        self._logger.addHandler(self._handler)

    def emit(self, event_id: str, /, **fields: object) -> None:
        """Write one event. Raises UndeclaredEvent when strict and the event or a field is not declared, a needed
        field is missing or a plain value has another type."""
        kind = self._catalogue.kinds.get(event_id)
        problem = _problem(kind, fields)
        if kind is not None and problem is None:
            self._write(kind, fields)
        elif self._strict:
            raise UndeclaredEvent(f"{event_id}: {problem}")
        else:
            self._write(self._catalogue.kinds[UNDECLARED], {"id": event_id, "problem": problem})

    def close(self) -> None:
        """Flush and close the file. Idempotent."""
        self._handler.close()

    def _write(self, kind: EventKind, fields: Mapping[str, object]) -> None:
        line: dict[str, Value] = {"at": self._clock().astimezone(UTC).isoformat(timespec="milliseconds")}
        line |= {"level": kind.level, "event": kind.id}
        line |= {name: redact(fields[name]) for name in kind.fields if name in fields}
        level = logging.getLevelNamesMapping()[kind.level.upper()]
        self._logger.log(level, "%s", json.dumps(line, ensure_ascii=False))


def redact(value: object) -> Value:
    """The value as it may be written: plain ones as they are (long text cut), everything else as dots."""
    if isinstance(value, str):
        return value[:LONGEST_TEXT]
    return value if isinstance(value, int | float | bool) else REDACTED


def _problem(kind: EventKind | None, fields: Mapping[str, object]) -> str | None:
    if kind is None:
        return "not declared"
    if unknown := sorted(set(fields) - set(kind.fields)):
        return f"undeclared fields {', '.join(unknown)}"
    if missing := sorted(name for name, field in kind.fields.items() if not field.optional and name not in fields):
        return f"missing fields {', '.join(missing)}"
    wrong = sorted(name for name, value in fields.items() if not _fits(value, kind.fields[name].type))
    return f"fields of another type {', '.join(wrong)}" if wrong else None


def _fits(value: object, type_name: str) -> bool:
    """Whether a plain value has the declared type (an int is a float, a bool is no int). What is not plain fits
    anything: it is written as dots."""
    if not isinstance(value, str | int | float | bool):
        return True
    if type_name == "float" and type(value) is int:
        return True
    return isinstance(value, TYPES[type_name]) and (type_name == "bool") == isinstance(value, bool)

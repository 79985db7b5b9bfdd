"""The error catalogue: every trouble a person can meet, with its words. The words are data (assets/errors.yaml).

An entry says, in this order, what happened (`banner`), what to do (`title`), what is safe (`safe`), which ways lead
on (`next_actions`, one of them always a person), and what a technician should look at (`advice`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, cast, get_args

from kiosk.domain import yamltext

Cause = Literal["card", "face", "printer", "code", "staff", "backend", "eligibility", "visit", "device"]
Tone = Literal["calm", "warn", "stop"]

# The first digit of the number a person reads out over the phone.
RANGES: Mapping[Cause, int] = {
    "card": 1, "face": 2, "printer": 3, "code": 4, "staff": 4, "backend": 5, "eligibility": 6, "visit": 7, "device": 8,
}  # fmt: skip
NUMBER = re.compile(r"K-([1-9])[0-9]{2}")
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
FORBIDDEN = ("确定", "取消", "提交", "受理", "认证失败", "不是本人")
LISTS = ("next_actions", "also")
PERSON = "help"
LAST_RESORT = "device.fault"


class CatalogueError(ValueError):
    """The catalogue file breaks a rule; the message names the entry and the rule."""


@dataclass(frozen=True, slots=True)
class ErrorAction:
    """A way on: `label` is verb first, at most 9 characters; `icon` a Material Symbols name."""

    id: str
    label: str
    hint: str
    icon: str


@dataclass(frozen=True, slots=True)
class ErrorEntry:
    """One trouble. `code` is what programs use, `number` ("K-203") what people read out. Texts may hold
    {placeholders}; `fill` replaces them. `picture` names an illustration, or "". `also` are other names of the same
    trouble (the backend's codes)."""

    code: str
    number: str
    cause: Cause
    tone: Tone
    title: str
    banner: str
    safe: str
    spoken: str
    next_actions: tuple[str, ...]
    advice: str
    picture: str = ""
    also: tuple[str, ...] = ()

    @property
    def placeholders(self) -> frozenset[str]:
        """Names that `fill` needs."""
        return frozenset(PLACEHOLDER.findall(" ".join((self.title, self.banner, self.safe, self.spoken))))

    def fill(self, **values: str) -> "ErrorEntry":
        """The entry with its placeholders replaced. Raises KeyError for one that has no value; other values are
        ignored, braces inside values stay what they are."""
        return replace(
            self,
            title=_filled(self.title, values),
            banner=_filled(self.banner, values),
            safe=_filled(self.safe, values),
            spoken=_filled(self.spoken, values),
        )


@dataclass(frozen=True, slots=True)
class ErrorCatalogue:
    """All entries by code, and the actions they offer by id."""

    entries: Mapping[str, ErrorEntry]
    actions: Mapping[str, ErrorAction]
    _by_name: Mapping[str, ErrorEntry] = field(repr=False)

    @classmethod
    def load(cls, path: Path) -> "ErrorCatalogue":
        """From a YAML file. Raises OSError, or CatalogueError with the entry and the rule it breaks."""
        return cls.parse(path.read_text(encoding="utf-8"))

    @classmethod
    def parse(cls, text: str) -> "ErrorCatalogue":
        """From YAML text with `actions` and `errors`."""
        data = yamltext.parse(text)
        if not isinstance(data, dict) or set(cast("dict[str, Any]", data)) != {"actions", "errors"}:
            raise CatalogueError("the catalogue has exactly two parts, actions and errors")
        parts = cast("dict[str, dict[str, Any]]", data)
        actions = {key: _action(key, value) for key, value in parts["actions"].items()}
        entries = {key: _entry(key, value) for key, value in parts["errors"].items()}
        for entry in entries.values():
            _check_entry(entry, actions)
        _check_numbers(entries)
        return cls(entries, actions, _names(entries))

    def __getitem__(self, code: str) -> ErrorEntry:
        """The entry of exactly this code or other name. Raises KeyError."""
        return self._by_name[code]

    def find(self, code: str) -> ErrorEntry:
        """The entry for `code`, or for a code of a plug-in nobody knows here the nearest: its family's ".fault",
        else "device.fault". A person always gets words."""
        family_fault = f"{code.split('.')[0]}.fault"
        return self._by_name.get(code) or self._by_name.get(family_fault) or self._by_name[LAST_RESORT]

    def actions_of(self, entry: ErrorEntry) -> tuple[ErrorAction, ...]:
        """The ways on, in the order they are shown."""
        return tuple(self.actions[action] for action in entry.next_actions)


def _names(entries: Mapping[str, ErrorEntry]) -> dict[str, ErrorEntry]:
    """Every code and other name. Raises CatalogueError when two entries share one or the last resort is missing."""
    names: dict[str, ErrorEntry] = {}
    for entry in entries.values():
        for name in (entry.code, *entry.also):
            if name in names:
                raise CatalogueError(f"{entry.code}: {name} also names {names[name].code}")
            names[name] = entry
    if LAST_RESORT not in names:
        raise CatalogueError(f"{LAST_RESORT} is missing")
    return names


def _check_numbers(entries: Mapping[str, ErrorEntry]) -> None:
    numbers: dict[str, str] = {}
    for entry in entries.values():
        if entry.number in numbers:
            raise CatalogueError(f"{entry.code}: {entry.number} is taken by {numbers[entry.number]}")
        numbers[entry.number] = entry.code


def _filled(text: str, values: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def _texts(code: str, value: Any, needed: frozenset[str], optional: frozenset[str]) -> dict[str, Any]:
    """The fields of one mapping, with exactly the needed keys and at most the optional ones beside them."""
    if not isinstance(value, dict):
        raise CatalogueError(f"{code}: not a mapping")
    fields = cast("dict[str, Any]", value)
    if missing := needed - set(fields):
        raise CatalogueError(f"{code}: {', '.join(sorted(missing))} missing")
    if unknown := set(fields) - needed - optional:
        raise CatalogueError(f"{code}: {', '.join(sorted(unknown))} unknown")
    for name, text in fields.items():
        if name not in LISTS and (not isinstance(text, str) or not (text.strip() or name in optional)):
            raise CatalogueError(f"{code}: {name} is no text")
    return fields


def _action(key: str, value: Any) -> ErrorAction:
    fields = _texts(key, value, frozenset({"label", "icon"}), frozenset({"hint"}))
    action = ErrorAction(key, fields["label"], fields.get("hint", ""), fields["icon"])
    _check_words(key, action.label + action.hint)
    return action


def _entry(code: str, value: Any) -> ErrorEntry:
    needed = {"number", "cause", "tone", "title", "banner", "safe", "spoken", "next_actions", "advice"}
    fields = _texts(code, value, frozenset(needed), frozenset({"picture", "also"}))
    for name in LISTS:
        if not isinstance(fields.get(name, []), list):
            raise CatalogueError(f"{code}: {name} is no list")
    values: dict[str, Any] = {
        name: tuple(map(str, item)) if name in LISTS else " ".join(item.split()) for name, item in fields.items()
    }
    return ErrorEntry(code=code, **values)


def _check_entry(entry: ErrorEntry, actions: Mapping[str, ErrorAction]) -> None:
    if entry.cause not in RANGES or entry.tone not in get_args(Tone):
        raise CatalogueError(f"{entry.code}: unknown cause {entry.cause} or tone {entry.tone}")
    match = NUMBER.fullmatch(entry.number)
    if match is None or int(match[1]) != RANGES[entry.cause]:
        raise CatalogueError(f"{entry.code}: {entry.number} is no number of the range K-{RANGES[entry.cause]}xx")
    if unknown := [action for action in entry.next_actions if action not in actions]:
        raise CatalogueError(f"{entry.code}: unknown actions {unknown}")
    if PERSON not in entry.next_actions:
        raise CatalogueError(f"{entry.code}: no way leads to a person ({PERSON})")
    _check_words(entry.code, entry.title + entry.banner + entry.safe + entry.spoken)


def _check_words(code: str, text: str) -> None:
    if found := [word for word in FORBIDDEN if word in text]:
        raise CatalogueError(f"{code}: never say {', '.join(found)}")

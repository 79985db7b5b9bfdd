"""What a driver family says of itself: `manifest.toml` in its folder under `drivers/families`, or in a vendor's package
named by an entry point of group "bianmin.drivers"."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import metadata, resources
from pathlib import Path
from typing import Any, cast

ENTRY_POINTS = "bianmin.drivers"
FAMILIES = Path(__file__).parents[1] / "families"
# each Protocol of drivers.api and the name its device has in configurations and commands
PROTOCOLS = {"IdCardReader": "idcard", "CodeScanner": "scanner", "ReceiptPrinter": "printer", "FaceCapture": "camera"}
KEYS = {
    "family", "contract", "driver", "title", "protocol", "emulator", "links", "schemes", "quality", "profiles", "match",
    "unsupported",
}  # fmt: skip
# the kinds of address each room of drivers.links opens
LINKS = {"serial": ("path", "socket", "rfc2217"), "tcp": ("tcp",), "v4l2": ("path",), "file": ("file",)}


class RegistryError(ValueError):
    """A manifest, name or address that cannot be used. The message says which and what would be right."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One model, or a group of models that behave alike. `settings` is what the driver gets."""

    name: str
    title: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Rule:
    """Hardware with one of these ids is (or, when not `certain`, may be) of this family and `profile`, the first one
    when not given; among the unsupported rules: is not, and `note` says why."""

    usb: tuple[str, ...] = ()  # "VID:PID", lower-case hexadecimal
    by_id: tuple[str, ...] = ()  # shell patterns over names in /dev/serial/by-id
    usb_class: str = ""  # "cdc_acm": a serial port without ids of its own
    profile: str = ""
    certain: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A driver family. `contract` is a value of PROTOCOLS. `schemes` are the kinds of address it opens: "path" for a
    device file or link, else what stands before the colon ("socket", "tcp", "file"); none given means any.
    `quality` is the family's place on the scale of the README."""

    family: str
    contract: str
    driver: str  # "package.module:Class"
    profiles: tuple[Profile, ...]
    matches: tuple[Rule, ...] = ()
    unsupported: tuple[Rule, ...] = ()
    schemes: tuple[str, ...] = ()
    quality: str = ""
    title: str = ""

    def profile(self, name: str = "") -> Profile:
        """The profile of that name; the first one when no name is given. Raises RegistryError."""
        for profile in self.profiles:
            if name in ("", profile.name):
                return profile
        known = ", ".join(p.name for p in self.profiles)
        raise RegistryError(f"{self.family} has no profile {name!r}; it has: {known}")


def manifests(folder: Path = FAMILIES) -> dict[str, Manifest]:
    """Every family by name: those of `folder`, then those of installed packages. Raises RegistryError for a bad one."""
    found: dict[str, Manifest] = {}
    for path in sorted(folder.glob("*/manifest.toml")):
        _add(found, parse(path.read_text(encoding="utf-8"), path.parent.name))
    for point in metadata.entry_points(group=ENTRY_POINTS):
        text = resources.files(point.value).joinpath("manifest.toml").read_text(encoding="utf-8")
        _add(found, parse(text, point.name))
    return found


def _add(found: dict[str, Manifest], manifest: Manifest) -> None:
    if manifest.family in found:
        raise RegistryError(f"two manifests call themselves {manifest.family!r}")
    found[manifest.family] = manifest


def scheme_of(address: str) -> str:
    """ "socket" of socket://host:port, "file" of file:clip.mp4, "path" of /dev/... and other paths."""
    scheme, colon, _ = address.partition(":")
    return scheme.lower() if colon and scheme.isalnum() else "path"


def parse(text: str, family: str) -> Manifest:
    """The manifest of `family` (the name of its folder) from TOML text. Raises RegistryError naming family and key."""
    try:
        table = tomllib.loads(text)
        _refuse_unknown(table)
        quality = table.get("quality", "")
        return Manifest(
            family=str(table.get("family", family)),
            contract=_contract(str(table["contract"])),
            driver=_class_path(str(table["driver"])),
            profiles=_profiles(table.get("profiles", {})),
            matches=_rules(table.get("match", [])),
            unsupported=_rules(table.get("unsupported", [])),
            schemes=_schemes(table),
            quality=str(quality["scale"] if isinstance(quality, dict) else quality),
            title=str(table.get("title", "")),
        )
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(f"{family}: the manifest is not TOML: {error}") from error
    except KeyError as error:
        raise RegistryError(f"{family}: the manifest lacks {error.args[0]!r}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise RegistryError(f"{family}: {error}") from error


def _refuse_unknown(table: Mapping[str, Any]) -> None:
    """A key nobody reads is a setting somebody relies on."""
    if unknown := sorted(table.keys() - KEYS):
        raise ValueError(f"{', '.join(unknown)}: not known in a manifest; known are {', '.join(sorted(KEYS))}")


def _contract(name: str) -> str:
    short = PROTOCOLS.get(name, name)
    if short not in PROTOCOLS.values():
        raise ValueError(f"there is no contract {name!r}; there are: {', '.join(PROTOCOLS)}")
    return short


def _class_path(path: str) -> str:
    module, colon, name = path.partition(":")
    if not (module and colon and name.isidentifier()):
        raise ValueError(f"driver {path!r} is not of the form package.module:Class")
    return path


def _profiles(tables: Mapping[str, Mapping[str, Any]] | list[Mapping[str, Any]]) -> tuple[Profile, ...]:
    """`[profiles.NAME]` or `[[profiles]]` with a name, in the order of the file; without any, one plain profile."""
    named = [(str(t["name"]), t) for t in tables] if isinstance(tables, list) else list(tables.items())
    profiles = tuple(
        Profile(name, str(table.get("title", "")), {k: v for k, v in table.items() if k not in ("name", "title")})
        for name, table in named
    )
    return profiles or (Profile("default"),)


def _rules(tables: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Rules that speak of hardware; a rule on an address only tells what the family opens."""
    return tuple(_rule(table) for table in tables if table.keys() & {"usb", "by_id", "usb_class"})


def _rule(table: Mapping[str, Any]) -> Rule:
    notes = (table[key] for key in ("note", "why", "reason") if key in table)
    return Rule(
        usb=tuple(pair.lower() for pair in _words(table.get("usb", ()))),
        by_id=_words(table.get("by_id", ())),
        usb_class=str(table.get("usb_class", "")),
        profile=str(table.get("profile", "")),
        certain=bool(table.get("certain", True)),
        note=str(next(notes, "")),
    )


def _schemes(table: Mapping[str, Any]) -> tuple[str, ...]:
    """Those stated, those of the links named, and those of rules like `address = "tcp://"`."""
    of_links = [scheme for link in _words(table.get("links", ())) for scheme in LINKS[link]]
    of_rules = [scheme_of(str(rule["address"])) for rule in table.get("match", []) if "address" in rule]
    return tuple(dict.fromkeys([*_words(table.get("schemes", ())), *of_links, *of_rules]))


def _words(value: object) -> tuple[str, ...]:
    """One word or a list of words."""
    return (value,) if isinstance(value, str) else tuple(str(one) for one in cast(Iterable[object], value))

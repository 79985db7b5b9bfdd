"""Finds driver families by their manifests, makes drivers, and explains in plain words what hardware matches nothing.

A family is a folder with a `manifest.toml`: one under `drivers/families`, or a package named by an entry point of group
"bianmin.drivers" (installed by a vendor). Nothing of a family is imported until a driver of it is made.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib import import_module, metadata, resources
from pathlib import Path
from typing import Any, cast

from serial.tools import list_ports

from drivers.api.status import Device

ENTRY_POINTS = "bianmin.drivers"
FAMILIES = Path(__file__).parent / "families"
# each Protocol of drivers.api and the name its device has in configurations and commands
PROTOCOLS = {"IdCardReader": "idcard", "CodeScanner": "scanner", "ReceiptPrinter": "printer", "FaceCapture": "camera"}


class RegistryError(ValueError):
    """A manifest, name or address that cannot be used. The message says which and what would be right."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One model, or a group of models that behave alike. `settings` is what the driver gets."""

    name: str
    title: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class Match:
    """One rule: hardware with one of these ids is of this family and `profile` (the first one when not given)."""

    usb: tuple[str, ...] = ()  # "VID:PID", lower-case hexadecimal
    by_id: tuple[str, ...] = ()  # shell patterns over names in /dev/serial/by-id
    profile: str = ""
    why: str = ""

    def fits(self, port: "Port") -> bool:
        return port.usb in self.usb or any(port.by_id and fnmatchcase(port.by_id, one) for one in self.by_id)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a family says of itself. `contract` is a value of PROTOCOLS. `schemes` are the kinds of address it opens:
    "path" for a device file or link, else what stands before the colon ("socket", "tcp", "file"); none given means any.
    `quality` is the family's place on the scale of the README."""

    family: str
    contract: str
    driver: str  # "package.module:Class"
    profiles: tuple[Profile, ...]
    matches: tuple[Match, ...] = ()
    schemes: tuple[str, ...] = ()
    quality: str = ""
    title: str = ""

    def profile(self, name: str = "") -> Profile:
        """The profile of that name; the first one when no name is given."""
        for profile in self.profiles:
            if name in ("", profile.name):
                return profile
        known = ", ".join(p.name for p in self.profiles)
        raise RegistryError(f"{self.family} has no profile {name!r}; it has: {known}")


@dataclass(frozen=True, slots=True)
class Port:
    """Something plugged in. `usb` is "VID:PID" or ""; `by_id` the stable name of the link, or ""."""

    address: str
    what: str
    usb: str = ""
    by_id: str = ""
    kind: str = "serial"  # or "video"


@dataclass(frozen=True, slots=True)
class Found:
    """A port and what the registry makes of it; `why` explains a match and a non-match alike."""

    address: str
    what: str
    family: str
    profile: str
    contract: str
    why: str

    @property
    def matched(self) -> bool:
        return bool(self.family)


def parse(text: str, family: str) -> Manifest:
    """The manifest of `family` (the name of its folder) from TOML text. Raises RegistryError naming family and key."""
    try:
        table = tomllib.loads(text)
        rules: list[dict[str, Any]] = table.get("match", [])
        return Manifest(
            family=str(table.get("family", family)),
            contract=_contract(str(table["contract"])),
            driver=_class_path(str(table["driver"])),
            profiles=_profiles(table.get("profiles", {})),
            matches=tuple(_match(rule) for rule in rules if "usb" in rule or "by_id" in rule),
            schemes=_schemes(table.get("schemes", ()), rules),
            quality=str(table.get("quality", "")),
            title=str(table.get("title", "")),
        )
    except tomllib.TOMLDecodeError as error:
        raise RegistryError(f"{family}: the manifest is not TOML: {error}") from error
    except KeyError as error:
        raise RegistryError(f"{family}: the manifest lacks {error.args[0]!r}") from error
    except (TypeError, ValueError, AttributeError) as error:
        raise RegistryError(f"{family}: {error}") from error


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


def _match(rule: Mapping[str, Any]) -> Match:
    return Match(
        usb=tuple(pair.lower() for pair in _words(rule.get("usb", ()))),
        by_id=_words(rule.get("by_id", ())),
        profile=str(rule.get("profile", "")),
        why=str(rule.get("why", "")),
    )


def _schemes(stated: object, rules: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The schemes stated, and those of rules like `address = "tcp://"`."""
    of_rules = [scheme_of(str(rule["address"])) for rule in rules if "address" in rule]
    return tuple(_unique([*_words(stated), *of_rules]))


def _words(value: object) -> tuple[str, ...]:
    """One word or a list of words."""
    return (value,) if isinstance(value, str) else tuple(str(one) for one in cast(Iterable[object], value))


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


def choose(name: str, address: str, known: Mapping[str, Manifest]) -> Manifest:
    """The family called `name`, or the one of contract `name` that opens such an address."""
    contract = PROTOCOLS.get(name, name)
    fitting = [m for m in known.values() if m.family == name or m.contract == contract]
    if not fitting:
        raise RegistryError(f"no driver family or contract is called {name!r}; there are: {_list(known)}")
    scheme = scheme_of(address)
    opening = [m for m in fitting if scheme in m.schemes] or [m for m in fitting if not m.schemes]
    if not opening:
        ways = ", ".join(sorted({s for m in fitting for s in m.schemes}))
        raise RegistryError(f"{name} cannot open {address!r} ({scheme}); it opens: {ways}")
    if len(opening) > 1:
        raise RegistryError(f"{' and '.join(m.family for m in opening)} all open {address!r}: name the family")
    return opening[0]


def create(name: str, address: str, profile: str = "") -> Device:
    """A driver of family or contract `name` for `address`, not opened yet. Raises RegistryError."""
    manifest = choose(name, address, manifests())
    module, _, class_name = manifest.driver.partition(":")
    try:
        driver = getattr(import_module(module), class_name)
    except (ImportError, AttributeError) as error:
        raise RegistryError(f"{manifest.family}: {manifest.driver} cannot be loaded: {error}") from error
    return cast(Device, driver(address, manifest.profile(profile).settings))


def scan(dev: Path = Path("/dev"), sys: Path = Path("/sys")) -> list[Found]:
    """Everything that is plugged in now, each with its family or with the reason why there is none."""
    known = manifests()
    return [explain(port, known) for port in [*serial_ports(dev), *video_ports(dev, sys)]]


def serial_ports(dev: Path) -> list[Port]:
    """Serial ports the system knows, by their stable name where they have one."""
    links = {link.resolve(): link for link in sorted((dev / "serial" / "by-id").glob("*"))}
    ports: list[Port] = []
    for info in list_ports.comports():
        link = links.get(Path(info.device).resolve())
        usb = f"{info.vid:04x}:{info.pid:04x}" if info.vid is not None and info.pid is not None else ""
        what = info.description if info.description not in ("", "n/a") else info.name
        ports.append(Port(str(link or info.device), what, usb, link.name if link else ""))
    return ports


def video_ports(dev: Path, sys: Path) -> list[Port]:
    """Cameras (V4L2). A camera shows several files; only the one with index 0 gives pictures."""
    ports: list[Port] = []
    for device in sorted(dev.glob("video[0-9]*")):
        about = sys / "class" / "video4linux" / device.name
        if _line(about / "index") in ("", "0"):
            ports.append(Port(str(device), _line(about / "name") or device.name, kind="video"))
    return ports


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""


def explain(port: Port, known: Mapping[str, Manifest]) -> Found:
    """What `port` is, from its ids alone: nothing is sent to it."""
    fitting = [(manifest, rule) for manifest in known.values() for rule in manifest.matches if rule.fits(port)]
    families = _unique(manifest.family for manifest, _ in fitting)
    if len(families) != 1:
        return Found(port.address, port.what, "", "", "", _why_not(port, families, known))
    manifest, rule = fitting[0]
    profile = manifest.profile(rule.profile)
    why = rule.why or f"{port.usb or port.by_id} is {profile.title or manifest.title or manifest.family}"
    return Found(port.address, port.what, manifest.family, profile.name, manifest.contract, why)


def _why_not(port: Port, families: list[str], known: Mapping[str, Manifest]) -> str:
    if families:
        return f"Could be {' or '.join(families)}: they share this adapter. Name the family in the configuration."
    if port.kind == "video":
        cameras = [m.family for m in known.values() if m.contract == "camera"]
        return f"A camera has no ids to go by. To use it, set devices.camera to this address ({_or(cameras)})."
    if not port.usb:
        return "A built-in port says nothing of what is on it. Name address and family in the configuration."
    return f"No manifest names USB {port.usb}. If you know the device, name the family in the configuration."


def _list(names: Iterable[str]) -> str:
    return ", ".join(names) or "none"


def _or(names: list[str]) -> str:
    return " or ".join(names) or "no family installed"


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))

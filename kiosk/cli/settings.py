"""The few settings the commands need from a terminal's configuration file."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.cli.report import CommandFailed, Exit


@dataclass(frozen=True, slots=True)
class DeviceSetting:
    """One `[devices.NAME]` table."""

    name: str
    family: str
    address: str
    profile: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What stands in the file, without the rules of the whole configuration."""

    state_dir: Path
    backend_url: str
    devices: tuple[DeviceSetting, ...]


def load(path: Path) -> Settings:
    """Raises CommandFailed (usage) with the file and the key that is wrong."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return Settings(
            state_dir=Path(table["terminal"]["state_dir"]),
            backend_url=str(table["backend"]["url"]),
            devices=tuple(_device(name, entry) for name, entry in table.get("devices", {}).items()),
        )
    except OSError as error:
        raise CommandFailed(Exit.USAGE, f"{path}: cannot be read ({error.strerror}).") from error
    except tomllib.TOMLDecodeError as error:
        raise CommandFailed(Exit.USAGE, f"{path}: {error}.") from error
    except KeyError as error:
        raise CommandFailed(Exit.USAGE, f"{path}: {error.args[0]!r} is missing.") from error


def _device(name: str, entry: dict[str, Any]) -> DeviceSetting:
    return DeviceSetting(name, str(entry["family"]), str(entry["address"]), str(entry.get("profile", "")))

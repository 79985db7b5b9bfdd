"""Typed settings of a terminal: built-in values < site profile < machine file.

Files are TOML. Messages name file, key and remedy, in words a technician understands.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from kiosk.config.words import problem_words

DEVICES = ("idcard", "scanner", "printer", "camera")


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class TerminalSettings(_Section):
    """Who this terminal is. `token_file` holds the backend's bearer token, readable by the kiosk user only."""

    id: str = Field(
        default="SAMPLE-01",
        pattern=r"^[A-Za-z0-9-]{1,32}$",
        description="1 to 32 letters, digits or hyphens, in quotes",
    )
    site: str = Field(default="QSQ", pattern=r"^[A-Za-z0-9]{1,12}$", description="1 to 12 letters or digits, in quotes")
    site_name: str = "青石桥社区便民服务站"
    station_phone: str = "12345"
    staff_hours: str = "8:30–17:30"
    state_dir: Path = Path("/var/lib/bianmin")
    log_dir: Path | None = None
    token_file: Path = Path("/etc/bianmin/token")
    portrait_decoder: tuple[str, ...] = ()  # a program that decodes WLT portraits; none is shipped
    assets_dir: Path = Path(__file__).resolve().parents[2] / "assets"


class BackendSettings(_Section):
    url: str = "http://127.0.0.1:8000"
    health_every: float = Field(default=10.0, ge=0.2, le=600)


class PanelSettings(_Section):
    """The panel as the technician measured it: EDID sizes are often wrong."""

    width_px: int = Field(default=1080, ge=600)
    height_px: int = Field(default=1920, ge=600)
    diagonal_inch: float = Field(default=32.0, gt=5, lt=120)


class DeviceSettings(_Section):
    """One device: its family (drivers/families), its address, a profile of its manifest."""

    family: str
    address: str
    profile: str = ""


class TimingSettings(_Section):
    """Seconds without a touch before 您还在吗, and how long that warning stays (never under 20)."""

    idle: float = Field(default=60.0, ge=20)
    idle_elder: float = Field(default=180.0, ge=20)
    warning: float = Field(default=30.0, ge=20)
    warning_elder: float = Field(default=60.0, ge=20)
    submit_wait: float = Field(default=8.0, gt=0, le=30)


class Settings(_Section):
    """Everything `kiosk.assembly` builds a terminal from."""

    terminal: TerminalSettings = TerminalSettings()
    backend: BackendSettings = BackendSettings()
    panel: PanelSettings = PanelSettings()
    timing: TimingSettings = TimingSettings()
    devices: Mapping[str, DeviceSettings] = Field(default_factory=dict)

    @field_validator("devices")
    @classmethod
    def _known(cls, devices: Mapping[str, DeviceSettings]) -> Mapping[str, DeviceSettings]:
        if unknown := [name for name in devices if name not in DEVICES]:
            raise ValueError(f"no terminal has a device called {unknown[0]}; there are: {', '.join(DEVICES)}")
        return devices


class SettingsError(Exception):
    """The configuration cannot be used; the message says which file and key, and what is allowed."""


def load(*paths: Path) -> Settings:
    """Merge files, later ones over earlier ones. Raises SettingsError."""
    merged: dict[str, Any] = {}
    for path in paths:
        merged = _merge(merged, _read(path))
    try:
        return Settings.model_validate(merged)
    except ValidationError as error:
        names = ", ".join(str(path) for path in paths)
        lines = [f"{names}: {problem_words(Settings, found)}" for found in error.errors()]
        raise SettingsError("\n".join(lines)) from None


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise SettingsError(f"{path}: is no text in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is no TOML: {error}.") from None


def _merge(under: dict[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        known = merged.get(key)
        merged[key] = _merge(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return merged

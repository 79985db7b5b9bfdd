"""What differs between printers, as data: the profiles of manifest.toml and what a site adds to them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal

from drivers.families.escpos.status import QUERIES, StatusBits
from drivers.families.escpos.text import CHARSETS, Charset

MANIFEST = Path(__file__).with_name("manifest.toml")
DEFAULT_PROFILE = "generic-80mm"
ROM_DOTS = 24


@dataclass(frozen=True, slots=True)
class Profile:
    """One model of printer.

    `width_dots`: printable dots of a line; `dots_per_mm`: 8 at 203 dpi. `charset`: which characters its ROM draws,
    "none" for everything as image. `body_dots`: size of a Chinese character at scale 1; other than the ROM's 24 it
    needs charset "none" (28 is 3.5 mm). `qr`: native command or image. `queries`: which DLE EOT n it answers.
    `partial_cut`: leave a bridge of paper. `answer_seconds`: patience for a status byte; `job_seconds`: longest time
    without progress. `font`: file for drawn lines, "" for Noto Sans CJK. `status`: where the model reports what.
    """

    width_dots: int = 576
    dots_per_mm: float = 8.0
    charset: Charset = "gbk"
    body_dots: int = 24
    qr: Literal["native", "raster"] = "native"
    queries: tuple[int, ...] = QUERIES
    partial_cut: bool = True
    answer_seconds: float = 0.5
    job_seconds: float = 10.0
    font: str = ""
    status: StatusBits = field(default_factory=StatusBits)

    def columns(self, scale: int) -> int:
        """Cells that fit on a line at this scale."""
        return self.width_dots // (self.body_dots // 2 * scale)


def load(settings: Mapping[str, Any]) -> Profile:
    """`{"profile": NAME, ...}`: a named profile of manifest.toml (generic-80mm when none is named) with the given
    keys over it. ValueError says in plain words which key is wrong."""
    given = dict(settings)
    name = str(given.pop("profile", DEFAULT_PROFILE))
    named = _profiles().get(name)
    if named is None:
        raise ValueError(f"no printer profile {name!r}; known are {', '.join(sorted(_profiles()))}")
    values = {**named, **given}
    known = {each.name for each in fields(Profile)}
    if unknown := sorted(set(values) - known):
        raise ValueError(f"printer profile: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
    values["status"] = StatusBits.from_profile(values.get("status", {}))
    if "queries" in values:
        values["queries"] = tuple(int(n) for n in values["queries"])
    return _checked(Profile(**values))


def _profiles() -> dict[str, dict[str, Any]]:
    profiles = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))["profiles"]
    return {
        name: {key: value for key, value in profile.items() if key != "title"} for name, profile in profiles.items()
    }


def _checked(profile: Profile) -> Profile:
    rules = {
        "width_dots must be a multiple of 8 from 192 to 1280": profile.width_dots in range(192, 1281, 8),
        f"charset must be one of {', '.join(CHARSETS)}": profile.charset in CHARSETS,
        "body_dots must be even, from 24 to 40": profile.body_dots in range(24, 41, 2),
        "body_dots other than 24 needs charset none": profile.body_dots == ROM_DOTS or profile.charset == "none",
        "qr must be native or raster": profile.qr in ("native", "raster"),
        "queries must name DLE EOT 1 to 4, 1 among them": 1 in profile.queries and set(profile.queries) <= set(QUERIES),
        "answer_seconds and job_seconds must be more than 0": min(profile.answer_seconds, profile.job_seconds) > 0,
    }
    for rule, kept in rules.items():
        if not kept:
            raise ValueError(f"printer profile: {rule}")
    return profile

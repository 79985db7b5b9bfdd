"""`kiosk check`: is this terminal ready for work? A line per thing that must be right."""

import argparse
import importlib.metadata
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.cli import device
from kiosk.cli.configured import settings_of
from kiosk.cli.report import CommandFailed, Exit, put, put_json
from kiosk.config.settings import DeviceSettings

FREE_MB = 500  # some weeks of cases, logs and a staged update
PACKAGES = ("PySide6-Essentials", "pyserial", "python-escpos", "opencv-python", "zxing-cpp", "cryptography")
FONT = "Noto Sans CJK SC"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `words` say what is there, or what to do."""

    name: str
    ok: bool
    words: str


def check(options: argparse.Namespace) -> Exit:
    """Looks at everything; 3 when something is not ready, 2 when there is no usable configuration."""
    findings = [packages(), font()]
    try:
        configured = settings_of(options.config)
    except CommandFailed as failure:
        findings.append(Finding("configuration", False, str(failure)))
        return report(findings, options.json, Exit.USAGE)
    findings += [disk(configured.terminal.state_dir), backend(configured.backend.url), *devices(configured.devices)]
    return report(findings, options.json, Exit.ABSENT)


def report(findings: list[Finding], as_json: bool, bad: Exit) -> Exit:
    ready = all(finding.ok for finding in findings)
    if as_json:
        put_json({"ready": ready, "checks": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            put(f"{'good' if finding.ok else 'NOT '}  {finding.name}: {finding.words}")
    return Exit.DONE if ready else bad


def packages(names: Iterable[str] = PACKAGES) -> Finding:
    """The Python packages a terminal cannot do without."""
    missing: list[str] = []
    for name in names:
        try:
            importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    return Finding("packages", not missing, f"missing: {', '.join(missing)}" if missing else "installed")


def font(family: str = FONT) -> Finding:
    """Chinese text in the regional forms of the mainland needs exactly this family."""
    listing = _output("fc-list", family, "family")
    advice = f"{family} is not installed (Debian: fonts-noto-cjk)"
    return Finding("font", family in listing, family if family in listing else advice)


def _output(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=10, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def disk(state_dir: Path) -> Finding:
    """Room for cases where the store lies, or will lie."""
    place = next(folder for folder in (state_dir, *state_dir.parents) if folder.is_dir())
    free = shutil.disk_usage(place).free // 1_000_000
    return Finding("disk", free >= FREE_MB, f"{free} MB free at {place}, {FREE_MB} needed")


def backend(url: str) -> Finding:
    """Can a connection to the region's platform be made?"""
    return _try("backend", url, lambda: _connect(url))


def _connect(url: str) -> None:
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    socket.create_connection((parts.hostname or "", port), timeout=3).close()


def _try(name: str, what: str, action: Callable[[], None]) -> Finding:
    try:
        action()
    except OSError as error:
        return Finding(name, False, f"{what}: {error.strerror or error}")
    return Finding(name, True, what)


def devices(configured: Mapping[str, DeviceSettings]) -> list[Finding]:
    """Every configured device, asked for its status."""
    findings: list[Finding] = []
    for name, setting in configured.items():
        answer = device.ask(setting)
        words = "ready" if answer["ready"] else answer["words"]
        findings.append(Finding(f"device {name}", answer["ready"], f"{setting.address}: {words}"))
    return findings

"""`kiosk check`: is this terminal ready for work? A line per thing that must be right."""

import argparse
import importlib.metadata
import shutil
import socket
import stat
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.cli.configured import settings_of
from kiosk.cli.device import ask, worst
from kiosk.cli.report import CommandFailed, Exit, put, put_json
from kiosk.config.settings import Settings

FREE_MB = 500  # some weeks of cases, logs and a staged update
PACKAGES = ("PySide6-Essentials", "pyserial", "python-escpos", "opencv-python", "zxing-cpp", "cryptography")
FONT = "Noto Sans CJK SC"
VOICE = "espeak-ng"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `words` say what is there, or what to do."""

    name: str
    ok: bool
    words: str
    code: Exit = Exit.ABSENT  # what the command ends with when this is not ok


def check(options: argparse.Namespace) -> Exit:
    """Looks at everything. Ends with the code of what must be mended first: 2 configuration, 3 not there, 4 a device
    that says it cannot work."""
    findings = [packages(), font(), voice()]
    try:
        settings = settings_of(options.config)
    except CommandFailed as failure:
        findings.append(Finding("configuration", False, str(failure), failure.code))
        return report(findings, options.json)
    terminal = settings.terminal
    findings += [disk(terminal.state_dir), token(terminal.token_file), backend(settings.backend.url)]
    return report([*findings, *devices(settings)], options.json)


def report(findings: list[Finding], as_json: bool) -> Exit:
    ready = all(finding.ok for finding in findings)
    if as_json:
        shown = [{"name": finding.name, "ok": finding.ok, "words": finding.words} for finding in findings]
        put_json({"ready": ready, "checks": shown})
    else:
        for finding in findings:
            put(f"{'good' if finding.ok else 'NOT '}  {finding.name}: {finding.words}")
    return worst(finding.code for finding in findings if not finding.ok)


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


def voice(program: str = VOICE) -> Finding:
    """Without it 朗读 stays silent; the terminal works, but not for whoever cannot read."""
    found = shutil.which(program) is not None
    return Finding("voice", found, program if found else f"{program} is not installed (Debian: {program})")


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


def token(path: Path) -> Finding:
    """Whoever has the token is this terminal to the backend: it must be there and be only its owner's."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        empty = not path.read_bytes().strip()
    except OSError as error:
        return Finding("token", False, f"{path}: cannot be read ({error.strerror}).", Exit.USAGE)
    if mode & 0o077:
        words = f"{path}: other users may use it (mode {mode:04o}). Do: chmod 600 {path}"
        return Finding("token", False, words, Exit.USAGE)
    return Finding("token", not empty, f"{path}: is empty" if empty else str(path), Exit.USAGE)


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


def devices(settings: Settings) -> list[Finding]:
    """Every configured device, each asked on its own."""
    findings: list[Finding] = []
    for name, device in settings.devices.items():
        answer = ask(device, settings.terminal)
        findings.append(Finding(f"device {name}", answer.ready, f"{device.address}: {answer.words}", answer.code))
    return findings

"""What a scripted visit proves, as numbers."""

import os
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

PROC = Path("/proc")


class Books(Protocol):
    """What the terminal's own records say after the visit."""

    def wiped(self) -> bool:
        """Every visit that began has its wipe, and the last wipe's audit row says that all parts were emptied."""
        ...

    def outbox_pending(self) -> int: ...


@dataclass(slots=True)
class Report:
    """`report.json`. `outcome` is accepted, kept, or the page where it got stuck; times in seconds
    (see ui.demo.ledger); memory at the fullest moment, while the face is analysed, this script included."""

    item: str
    outcome: str = "stuck"
    case_number: str = ""
    stuck: str = ""
    screens: int = 0
    machine_seconds: float = 0.0
    wall_seconds: float = 0.0
    printed: bool = False
    wiped: bool = False
    outbox_pending: int = -1
    rss_mb: dict[str, float] = field(default_factory=dict)
    pss_mb: dict[str, float] = field(default_factory=dict)
    stretches: list[tuple[str, float]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return self.outcome == "accepted" and bool(self.case_number) and self.printed and self.wiped

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def memory_mb(kind: str) -> dict[str, float]:
    """This process and all below it, in MB by name; `kind` is "Rss" or "Pss"."""
    sizes: dict[str, float] = {}
    for pid in [os.getpid(), *descendants(os.getpid())]:
        name = "terminal" if pid == os.getpid() else _name(pid)
        sizes[name] = round(sizes.get(name, 0.0) + _size_kb(pid, kind) / 1024, 1)
    sizes["all"] = round(sum(sizes.values()), 1)
    return sizes


def descendants(pid: int) -> list[int]:
    """Process ids of children and their children."""
    found: list[int] = []
    for task in _read(PROC / str(pid) / "task").split():
        children = _read(PROC / str(pid) / "task" / task / "children").split()
        found += [int(child) for child in children]
    return found + [each for child in found for each in descendants(child)]


def _read(path: Path) -> str:
    """Text of a file or names in a folder of /proc; empty when the process has just ended."""
    try:
        return " ".join(os.listdir(path)) if path.is_dir() else path.read_text()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return ""


def _size_kb(pid: int, kind: str) -> int:
    match = re.search(rf"^{kind}:\s+(\d+) kB", _read(PROC / str(pid) / "smaps_rollup"), re.MULTILINE)
    return int(match[1]) if match else 0


def _name(pid: int) -> str:
    """`python -m drivers.host ...` is "drivers.host"; anything else by its program."""
    words = _read(PROC / str(pid) / "cmdline").split("\0")
    if "-m" in words[:-1]:
        return words[words.index("-m") + 1]
    return Path(words[0]).name or "ended"

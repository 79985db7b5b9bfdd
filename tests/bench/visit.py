"""Machine seconds of the scripted visit: what is neither the resident's hand nor the resident's time to read."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench.figures import spread

ROUNDS = 3


def measure() -> dict[str, Any]:
    """Seconds, and MB of memory by process at the end of the visit."""
    reports = [play() for _ in range(ROUNDS)]
    return {
        "machine_seconds": spread([report["machine_seconds"] for report in reports]),
        "wall_seconds": spread([report["wall_seconds"] for report in reports]),
        "outcomes": [report["outcome"] for report in reports],
        "screens": reports[-1]["screens"],
        "pss_mb": reports[-1].get("pss_mb", {}),
    }


def play() -> dict[str, Any]:
    """One visit as `make run` plays it without a display."""
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "kiosk.cli.main", "demo", "--out", out]
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, timeout=300)
        return json.loads((Path(out) / "report.json").read_text(encoding="utf-8"))

"""`python -m tests.bench --out out/bench.json [--only NAME ...]`: measure, write, show."""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

# what is measured: the module that does it
MEASURES = {name: f"tests.bench.{name}" for name in ("start", "taps", "card", "submit", "visit")}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/bench.json"))
    parser.add_argument("--only", action="append", choices=MEASURES, metavar="NAME", help=", ".join(MEASURES))
    options = parser.parse_args()
    results: dict[str, Any] = {"machine": machine()}
    for name in options.only or MEASURES:
        print(f"{name} ...", flush=True)
        measure: Callable[[], dict[str, Any]] = import_module(MEASURES[name]).measure
        began = time.monotonic()
        results[name] = measure()
        print(
            json.dumps(results[name], ensure_ascii=False, indent=1), f"({time.monotonic() - began:.0f} s)", flush=True
        )
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"written to {options.out}")
    return 0


def machine() -> dict[str, Any]:
    """What figures depend on. Compare only runs of one machine, and ratios rather than times."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "commit": commit.stdout.strip(),
        "cores": os.cpu_count(),
        "load": [round(value, 2) for value in os.getloadavg()],
        "python": platform.python_version(),
        "kernel": platform.release(),
        "processor": platform.machine(),
    }


if __name__ == "__main__":
    sys.exit(main())

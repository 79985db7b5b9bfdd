"""Process start to first frame, beside a bare QML window and a bare interpreter started in turn with it, and what the
processes of the settled terminal hold in memory (PSS: shared pages counted by share)."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

from tests.bench.figures import spread
from tests.bench.world import World, screenless, world

ROUNDS = 7
PATIENCE_S = 60.0


def measure() -> dict[str, Any]:
    """All in ms. One round starts the three one after another, so that a busy machine is busy for all."""
    python: list[float] = []
    bare: list[dict[str, float]] = []
    terminal: list[dict[str, float]] = []
    memory: dict[str, float] = {}
    with world() as around, tempfile.TemporaryDirectory() as scratch:
        for _ in range(ROUNDS):
            python.append(python_start())
            bare.append(ready_times(["-m", "tests.bench.bare"], Path(scratch) / "bare.json")[0])
            times, memory = terminal_start(around, Path(scratch) / "terminal.json")
            terminal.append(times)
    figures = {name: spread([1000 * each[name] for each in terminal]) for name in ("first_frame_s", "settled_s")}
    window = spread([1000 * each["first_frame_s"] for each in bare])
    return {
        "terminal_first_frame_ms": figures["first_frame_s"],
        "terminal_settled_ms": figures["settled_s"],
        "bare_qml_window_ms": window,
        "python_ms": spread(python),
        "ratio_to_bare_qml_window": round(figures["settled_s"]["p50"] / window["p50"], 2),
        "pss_mb": memory,
    }


def python_start() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True)
    return 1000 * (time.perf_counter() - began)


def terminal_start(around: World, ready: Path) -> tuple[dict[str, float], dict[str, float]]:
    return ready_times(["-m", "ui", "--config", str(around.config), "--panel", "ref"], ready)


def ready_times(words: list[str], ready: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Start a program that writes a ready file; its times, and the memory of its processes at that moment."""
    ready.unlink(missing_ok=True)
    child = subprocess.Popen([sys.executable, *words, "--ready-file", str(ready)], env=screenless())
    try:
        deadline = time.monotonic() + PATIENCE_S
        while not ready.exists():
            if child.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{' '.join(words)} wrote no ready file (status {child.poll()})")
            time.sleep(0.01)
        return json.loads(ready.read_text()), pss_mb(child.pid)
    finally:
        child.terminate()
        child.wait()


def pss_mb(pid: int) -> dict[str, float]:
    """Of a process, of each of its descendants by module, and of all of them."""
    top = psutil.Process(pid)
    sizes = {"terminal": _pss(top)}
    for number, child in enumerate(top.children(recursive=True)):
        words = child.cmdline()
        name = words[words.index("-m") + 1] if "-m" in words else os.path.basename(words[0]) if words else "?"
        sizes[f"{name}#{number}"] = _pss(child)
    return sizes | {"all": round(sum(sizes.values()), 1)}


def _pss(process: psutil.Process) -> float:
    return round(process.memory_full_info().pss / 1e6, 1)

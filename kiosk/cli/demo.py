"""`kiosk demo`: reference backend, emulated devices and the terminal, each a process; what `make run` starts.

With a display the kiosk window and the device dock open, and a terminal that crashed is started again as on a real
machine. Without one a scripted resident is served offscreen and the
exit status says whether the visit was accepted, printed and wiped.
"""

import argparse
import json
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from kiosk.cli.children import Children
from kiosk.cli.keeping import keep
from kiosk.cli.report import Exit, complain, put
from kiosk.cli.terminal import qt_environment

READY_S = 60.0  # a cold start on a slow disk; a backend on a warm one answers in about a second
PANEL = {"width_px": 1080, "height_px": 1920, "diagonal_inch": 32.0}


def demo(options: argparse.Namespace) -> Exit | int:
    """Starts everything, waits for the terminal to end, ends everything. Returns the terminal's exit status."""
    signal.signal(signal.SIGTERM, _end)
    # a short path: the names of local sockets and terminals have a limit
    run_dir = Path(tempfile.mkdtemp(prefix="bianmin-"))
    try:
        with Children(run_dir / "logs") as children:
            return play(children, run_dir, options.out, options.json)
    finally:
        shutil.rmtree(run_dir, ignore_errors=True)


def _end(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def play(children: Children, run_dir: Path, out: Path, as_json: bool = False) -> int:
    """One demonstration in `run_dir`; the scripted visit's pictures and report go to `out`. With `as_json` only the
    report is printed."""
    say = complain if as_json else put
    say("Starting the reference backend and the emulated devices ...")
    config, rig_file = surroundings(children, run_dir)
    if has_display():
        say("The terminal opens now; the device dock beside it plays cards, paper and faults.")
        words = ["ui", "--config", str(config), "--windowed", "--dock", str(rig_file)]
        status = keep(lambda: children.in_front(words, terminal_environment()))
    else:
        say("No display: a scripted resident is served offscreen.")
        words = ["ui.demo", "--config", str(config), "--rig", str(rig_file), "--out", str(out.absolute())]
        with output_kept(None if as_json else run_dir / "logs" / "visit.log"):
            status = children.run_to_end(words, terminal_environment())
    if status != 0:
        complain(f"The terminal ended with status {status}.")
    elif not has_display():
        say(f"Accepted, receipt printed, everything wiped: pictures and report in {out}")
    return status


@contextmanager
def output_kept(log: Path | None) -> Iterator[None]:
    """What children print goes to `log`: the visit's report is a line of JSON that is in report.json already.
    None leaves it on the screen."""
    if log is None:
        yield
        return
    screen = os.dup(1)
    try:
        with log.open("wb") as file:
            os.dup2(file.fileno(), 1)
        yield
    finally:
        os.dup2(screen, 1)
        os.close(screen)


def surroundings(children: Children, run_dir: Path) -> tuple[Path, Path]:
    """Start what a terminal needs around it; returns its configuration and rig.json when both are up."""
    ready_file, rig_file = run_dir / "backend.json", run_dir / "rig.json"
    database = f"sqlite:///{run_dir / 'backend.db'}"
    serving = ["--port", "0", "--database", database, "--ready-file", str(ready_file), "--faults", "--with-parent"]
    backend = children.start("backend", "deploy.backend", *serving)
    rig = children.start("emulators", "drivers.emulators", "--dir", str(run_dir), "--with-parent")
    ready = children.wait_for_file(backend, ready_file, READY_S)
    devices = children.wait_for_file(rig, rig_file, READY_S)["devices"]
    return write_config(run_dir, ready, devices), rig_file


def has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def terminal_environment() -> dict[str, str]:
    environment = qt_environment(os.environ)
    if not has_display():
        environment["QT_QPA_PLATFORM"] = "offscreen"
    return environment


def write_config(run_dir: Path, ready: dict[str, Any], devices: dict[str, dict[str, str]]) -> Path:
    """The configuration of the demonstration's terminal, as a site would write it, and beside it its token."""
    token = run_dir / "token"
    token.touch(mode=0o600)
    token.write_text(ready["token"], encoding="utf-8")
    tables: dict[str, dict[str, Any]] = {
        "terminal": {
            "id": ready["terminal_id"],
            "site": "QSQ01",
            "site_name": "青石桥社区便民服务站",
            "station_phone": "0000-1234567",
            "state_dir": str(run_dir / "state"),
            "token_file": str(token),
        },
        "backend": {"url": ready["url"]},
        "panel": PANEL,
    }
    for name, device in devices.items():
        tables[f"devices.{name}"] = {"family": device["family"], "address": device["address"]} | (
            {"profile": device["profile"]} if device.get("profile") else {}
        )
    config = run_dir / "terminal.toml"
    config.write_text("\n".join(_table(name, values) for name, values in tables.items()), encoding="utf-8")
    return config


def _table(name: str, values: dict[str, Any]) -> str:
    # a JSON string or number is a TOML one
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    return "\n".join([f"[{name}]", *lines, ""])

"""`kiosk run` and `kiosk screens`: the touch shell is a program of its own. `run` keeps it running, `screens` is
replaced by it."""

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

from kiosk.cli.keeping import keep
from kiosk.cli.report import CommandFailed, Exit

# the software renderer and the basic render loop: docs/adr/0003
QT_DEFAULTS = {"QT_QUICK_BACKEND": "software", "QSG_RENDER_LOOP": "basic"}


def qt_environment(base: Mapping[str, str]) -> dict[str, str]:
    """`base` with what Qt needs, unless somebody already decided otherwise."""
    return QT_DEFAULTS | dict(base)


def run(options: argparse.Namespace) -> int:
    """Runs the terminal until it is told to end; started again when it crashed. Its exit status, or 2 with plain
    words for a configuration that cannot be used."""
    look_at(options.config)
    words = [sys.executable, "-m", "ui", "--config", str(options.config)]
    environment = qt_environment(os.environ)
    return keep(lambda: subprocess.Popen(words, env=environment))


def look_at(config: Path) -> None:
    """CommandFailed (usage) when the terminal could not be built from `config`. In a process of its own: what it
    takes to read a configuration is more than all the rest of the keeper, which stays as long as the terminal."""
    if not config.is_file():
        raise CommandFailed(Exit.USAGE, f"{config}: there is no such configuration. Give one with --config.")
    looked = subprocess.run([sys.executable, "-m", "kiosk.cli.configured", str(config)], check=False)
    if looked.returncode == Exit.USAGE:
        raise CommandFailed(Exit.USAGE, "The terminal does not start.")


def screens(options: argparse.Namespace) -> NoReturn:
    """Becomes the program that renders every page and writes audit.json."""
    mode = ["--mode", options.mode] if options.mode else []
    become("ui.screens", *mode, "--panel", options.panel, "--out", str(options.out), offscreen=True)


def become(module: str, *words: str, offscreen: bool = False) -> NoReturn:
    environment = qt_environment(os.environ)
    if offscreen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    os.execve(sys.executable, [sys.executable, "-m", module, *words], environment)

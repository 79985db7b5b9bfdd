"""`kiosk run` and `kiosk screens`: the touch shell is a program of its own, started in place of this one."""

import argparse
import os
import sys
from collections.abc import Mapping
from typing import NoReturn

from kiosk.cli.report import CommandFailed, Exit

# the software renderer and the basic render loop: docs/adr/0003
QT_DEFAULTS = {"QT_QUICK_BACKEND": "software", "QSG_RENDER_LOOP": "basic"}


def qt_environment(base: Mapping[str, str]) -> dict[str, str]:
    """`base` with what Qt needs, unless somebody already decided otherwise."""
    return QT_DEFAULTS | dict(base)


def run(options: argparse.Namespace) -> NoReturn:
    """Becomes the terminal."""
    if not options.config.is_file():
        raise CommandFailed(Exit.USAGE, f"{options.config}: there is no such configuration. Give one with --config.")
    become("ui", "--config", str(options.config))


def screens(options: argparse.Namespace) -> NoReturn:
    """Becomes the program that renders every page and writes audit.json."""
    mode = ["--mode", options.mode] if options.mode else []
    become("ui.screens", *mode, "--panel", options.panel, "--out", str(options.out), offscreen=True)


def become(module: str, *words: str, offscreen: bool = False) -> NoReturn:
    environment = qt_environment(os.environ)
    if offscreen:
        environment["QT_QPA_PLATFORM"] = "offscreen"
    os.execve(sys.executable, [sys.executable, "-m", module, *words], environment)

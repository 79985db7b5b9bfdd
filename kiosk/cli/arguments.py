"""The words of the command line: every command, option and default, and nothing that is slow to import."""

import argparse
import importlib
import os
from pathlib import Path
from typing import TypeAlias

from kiosk.cli.report import Exit

CONFIG = Path(os.environ.get("BIANMIN_CONFIG", "/etc/bianmin/terminal.toml"))


class _Lazy:
    """A command by its module and function; the module is imported when the command runs."""

    def __init__(self, module: str, function: str) -> None:
        self._module, self._function = module, function

    def __call__(self, options: argparse.Namespace) -> Exit:
        return getattr(importlib.import_module(f"kiosk.cli.{self._module}"), self._function)(options)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(prog="kiosk", description="Bianmin, the terminal of a community service station")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _terminal(commands)
    _device(commands)
    _store(commands)
    _catalog(commands)
    return top


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add(commands: Commands, name: str, words: str, module: str, function: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=words, description=words)
    command.set_defaults(command=_Lazy(module, function))
    command.add_argument("--json", action="store_true", help="print JSON")
    return command


def _with_config(command: argparse.ArgumentParser) -> None:
    command.add_argument("--config", type=Path, default=CONFIG, help="configuration of the terminal (%(default)s)")


def _terminal(commands: Commands) -> None:
    _with_config(_add(commands, "run", "run the terminal", "terminal", "run"))
    demo = _add(commands, "demo", "backend, device emulators, terminal; no display: a scripted visit", "demo", "demo")
    demo.add_argument("--out", type=Path, default=Path("out/run"), help="pictures and report of the scripted visit")
    _with_config(_add(commands, "check", "is this terminal ready for work?", "check", "check"))
    screens = _add(commands, "screens", "render every page and measure it against the rules", "terminal", "screens")
    screens.add_argument("--mode", choices=["standard", "elder"], help="both when not given")
    screens.add_argument("--panel", default="ref", help="name, or WIDTHxHEIGHT@INCHES (%(default)s)")
    screens.add_argument("--out", type=Path, default=Path("out/screens"))


def _device(commands: Commands) -> None:
    group = commands.add_parser("device", help="devices, one by one").add_subparsers(required=True, metavar="WHAT")
    _add(group, "list", "what is plugged in, and why something is not recognised", "device", "list_ports")
    status = _add(group, "status", "ask every configured device, or one", "device", "status")
    _with_config(status)
    status.add_argument("name", nargs="?", help="idcard, scanner, printer, camera")
    card = _add(group, "read-card", "read identity cards; prints JSON", "card", "read_card")
    _with_port(card, "--port")
    card.add_argument("--timeout", type=_seconds, default=30.0, help="wait so many seconds for a card (%(default)s)")
    card.add_argument("--repeat", type=_count, default=1, help="read so many cards (%(default)s)")
    scan = _add(group, "scan", "one code from a scanner", "scan", "scan")
    _with_port(scan, "--port")
    scan.add_argument("--timeout", type=_seconds, default=30.0, help="wait so many seconds for a code (%(default)s)")
    _with_port(_add(group, "print-sample", "a receipt to look at", "printer", "print_sample"), "--printer")
    _with_port(_add(group, "printer-status", "paper and faults", "printer", "printer_status"), "--printer")
    faces = _add(group, "compare-faces", "are two pictures of one person?", "faces", "compare_faces")
    faces.add_argument("first", type=Path, metavar="A")
    faces.add_argument("second", type=Path, metavar="B")


def _with_port(command: argparse.ArgumentParser, option: str) -> None:
    command.add_argument(option, dest="port", required=True, help="path or URL of the device")
    command.add_argument("--family", default="", help="driver family; needed only when several fit")
    command.add_argument("--profile", default="", help="profile of the family; the first one when not given")


def _store(commands: Commands) -> None:
    group = commands.add_parser("outbox", help="cases waiting to be sent").add_subparsers(required=True, metavar="WHAT")
    for name, words in (("list", "what waits, without personal data"), ("retry", "send what waits at once")):
        _with_config(_add(group, name, words, "outbox", name + "_outbox"))


def _catalog(commands: Commands) -> None:
    group = commands.add_parser("catalog", help="service items as data").add_subparsers(required=True, metavar="WHAT")
    validate = _add(group, "validate", "find what is wrong in service items", "catalog", "validate")
    validate.add_argument("items", nargs="*", metavar="ITEM", help="all items when none is given")
    for name, words in (("show", "an item as it is understood"), ("diagram", "an item's flow as a Mermaid diagram")):
        _add(group, name, words, "catalog", name).add_argument("item", metavar="ITEM")


def _seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value <= 3600:
        raise argparse.ArgumentTypeError(f"{text} was given; give seconds, more than 0 and at most 3600")
    return value


def _count(text: str) -> int:
    if not (text.isdecimal() and int(text) >= 1):
        raise argparse.ArgumentTypeError(f"{text} was given; give a whole number from 1")
    return int(text)

"""`python -m ui.demo --config FILE --rig RIG_JSON --out out/run`: a scripted visit in the real terminal, offscreen.

Writes a PNG per page and mode, receipt.png and report.json. Exit status 0 only if the case was accepted, the
receipt printed and the visit wiped; 2 wrong usage or configuration; 3 no emulators; 5 stuck or anything less.
"""

import argparse
import json
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from kiosk.visit.intents import Terminal
from ui.bridge.bridge import Bridge
from ui.bridge.panel import PANELS, Panel, parse_panel
from ui.bridge.qt import close_window, make_application, prepare
from ui.bridge.shell import open_shell
from ui.demo.books import StoreBooks
from ui.demo.ledger import Ledger
from ui.demo.report import Books, Report, memory_mb
from ui.demo.script import ITEM, Resident, play
from ui.demo.stage import Album, Stage, Stuck
from ui.demo.world import World, WorldError
from ui.speech.engine import SilentEngine
from ui.speech.speaker import Speaker

DONE, WRONG_USAGE, NOT_THERE, UNKNOWN = 0, 2, 3, 5


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ui.demo", description="a scripted visit in the real terminal")
    parser.add_argument("--config", type=Path, required=True, help="the terminal's configuration file")
    parser.add_argument("--rig", type=Path, required=True, help="rig.json of python -m drivers.emulators")
    parser.add_argument("--out", type=Path, default=Path("out/run"), help="where pictures and report go")
    parser.add_argument("--panel", default="ref", help=f"{', '.join(PANELS)} or WIDTHxHEIGHT@INCHES")
    return parser.parse_args(argv)


def visit(terminal: Terminal, world: World, books: Books, panel: Panel, out: Path) -> Report:
    """One visit from the first touch to the attract page after the wipe."""
    speaker, report = Speaker(SilentEngine()), Report(ITEM)
    bridge = Bridge(terminal, panel, speaker)
    engine, window = open_shell(bridge)
    stage = Stage(bridge, window, Ledger(time.monotonic), Album(out))
    resident = Resident(world)
    bridge.start()
    try:
        home_is_ready(stage)
        began = time.monotonic()
        play(stage, resident.script(), lambda view: view.name == "attract")
        stage.ledger.persons_turn("attract")
        report.wall_seconds = round(time.monotonic() - began, 2)
        fill(report, resident, stage, books, world, out)
    except Stuck as stuck:
        report.outcome, report.stuck = stuck.page, str(stuck)
    finally:
        report.screens = stage.album.count
        memory = resident.fullest or {kind: memory_mb(kind) for kind in ("Rss", "Pss")}
        report.rss_mb, report.pss_mb = memory["Rss"], memory["Pss"]
        close_window(engine, window)
        speaker.close()
    return report


def home_is_ready(stage: Stage) -> None:
    """The attract page after the start; a terminal that just started may still be looking for its devices."""
    stage.wait(lambda view: view.name == "attract", "the attract page")


def fill(report: Report, resident: Resident, stage: Stage, books: Books, world: World, out: Path) -> None:
    result = resident.result
    if result is not None:
        report.outcome = "accepted" if result.accepted else "kept"
        report.case_number = result.number.value.replace(" ", "") if result.accepted else ""
    report.machine_seconds = round(stage.ledger.machine, 2)
    report.stretches = stage.ledger.stretches
    report.printed = keep_receipt(world, out / "receipt.png")
    report.wiped, report.outbox_pending = books.wiped(), books.outbox_pending()
    report.violations = world.violations()


def keep_receipt(world: World, path: Path) -> bool:
    """Copy the newest ticket's picture; False when there is none."""
    tickets = world.state("printer").get("tickets", [])
    if not tickets:
        return False
    shutil.copyfile(tickets[-1]["file"], path)
    return True


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments(argv)
    from kiosk import assembly
    from kiosk.config.settings import SettingsError

    try:
        panel, world = parse_panel(options.panel), World(options.rig)
        terminal = assembly.build(options.config)
    except WorldError as error:
        return _say(str(error), NOT_THERE)
    except (ValueError, SettingsError) as error:
        return _say(str(error), WRONG_USAGE)
    prepare(offscreen=True)
    app = make_application()
    try:
        report = visit(terminal, world, StoreBooks(terminal.store), panel, options.out)
        # before the terminal stops: one that cannot prove itself clean then ends its process at once
        (options.out / "report.json").write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
        print(json.dumps(report.as_json(), ensure_ascii=False), flush=True)
    finally:
        terminal.stop()
    del app
    return DONE if report.good else _say(report.stuck or "not accepted, printed and wiped", UNKNOWN)


def _say(reason: str, status: int) -> int:
    print(reason, file=sys.stderr)
    return status

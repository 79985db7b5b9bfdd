"""`python -m ui.screens --mode standard|elder --panel NAME --out DIR`: a PNG per page, and audit.json."""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from ui.bridge.panel import PANELS, Panel, parse_panel
from ui.bridge.qt import make_application, prepare
from ui.screens.audit.model import Drawn, Finding
from ui.screens.audit.read import read
from ui.screens.audit.rules import check, same_place
from ui.screens.gallery import gallery
from ui.screens.samples import samples

MODES = ("standard", "elder")
DONE, WRONG_USAGE = 0, 2


def draw_all(panel: Panel, mode: str, out: Path | None) -> Iterator[Drawn]:
    """Every sample page of a mode, drawn, saved when `out` is given, and read for the audit."""
    elder = mode == "elder"
    with gallery(panel) as pages:
        for name, view in samples(elder):
            picture = pages.draw(view)
            if out is not None:
                picture.save(str(out / f"{name}.png"))
            yield read(name, elder, panel, pages.window, picture)


def audit(pages: Sequence[Drawn]) -> list[Finding]:
    """Findings of all pages, in the order of the pages."""
    return [*(finding for page in pages for finding in check(page)), *same_place(pages)]


def main(argv: Sequence[str] | None = None) -> int:
    """Exit 0 when drawn, whatever the audit says: audit.json says it. 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m ui.screens", description="draw and measure every page")
    parser.add_argument("--mode", choices=MODES, help="default: both, each in its own folder")
    parser.add_argument("--panel", default="ref", help=f"{', '.join(PANELS)} or WIDTHxHEIGHT@INCHES")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(argv)
    try:
        panel = parse_panel(options.panel)
    except ValueError as error:
        print(error, file=sys.stderr)
        return WRONG_USAGE
    prepare(offscreen=True)
    app = make_application()
    drawn = [page for mode, out in _folders(options) for page in draw_all(panel, mode, out)]
    findings = audit(drawn)
    report = {"panel": options.panel, "pages": len(drawn), "findings": [asdict(each) for each in findings]}
    (options.out / "audit.json").write_text(json.dumps(report, ensure_ascii=False, indent=1))
    print(f"{len(drawn)} pages, {len(findings)} findings: {options.out / 'audit.json'}")
    del app
    return DONE


def _folders(options: argparse.Namespace) -> list[tuple[str, Path]]:
    modes = [options.mode] if options.mode else list(MODES)
    folders = [(mode, options.out if options.mode else options.out / mode) for mode in modes]
    for _, folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    return folders

"""The auditor finds every planted fault, nothing else, and nothing on the pages of the terminal."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from kiosk.catalog.compile import compile_flow
from kiosk.visit.views import Failure
from tests.screens.scripted import view
from ui.bridge.panel import PANELS
from ui.screens.audit.contrast import luminance, ratio, text_contrast
from ui.screens.audit.model import Drawn, Finding
from ui.screens.audit.read import read
from ui.screens.audit.rules import check, same_place
from ui.screens.command import audit, draw_all, main
from ui.screens.gallery import gallery
from ui.screens.samples import samples
from ui.screens.samples.parts import errors
from ui.screens.walks import ITEM

FAULTY = Path(__file__).parent / "faulty" / "Main.qml"
REF = PANELS["ref"]


@pytest.fixture(scope="module")
def faulty(qapp: QApplication) -> Drawn:
    with gallery(REF, FAULTY) as pages:
        picture = pages.draw(view("faulty"))
        return read("faulty", False, REF, pages.window, picture)


@pytest.fixture(scope="module")
def found(faulty: Drawn) -> dict[str, list[Finding]]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in check(faulty):
        by_rule.setdefault(finding.rule, []).append(finding)
    return by_rule


def items(findings: list[Finding]) -> set[str]:
    return {finding.item.split(":")[0] for finding in findings}


@pytest.mark.parametrize(
    ("rule", "guilty"),
    [
        ("A01", {"small"}),
        ("A02", {"caption"}),
        ("A04", {"narrow"}),
        ("A05", {"dock.small"}),
        ("A06", {"left | right"}),
        ("A07", {"pale", "on gradient", "invisible"}),
        ("A11", {"wordless", "nameless"}),
        ("A13", {"choices"}),
        ("A14", {"inputs"}),
        ("L01", {"lone"}),
    ],
)
def test_each_planted_fault_is_found_and_no_other(found: dict[str, list[Finding]], rule: str, guilty: set[str]) -> None:
    assert items(found[rule]) == guilty


def test_texts_that_do_not_fit(found: dict[str, list[Finding]]) -> None:
    said = {(finding.item.split(":")[0], finding.measured) for finding in found["A10"]}
    assert said >= {
        ("shortened", "shortened"),
        ("outside", "out of its box"),
        ("cut", "cut off"),
        ("under", "over each other"),
    }
    assert ("edge", "over the edge") in said
    assert {name for name, _ in said} == {"shortened", "outside", "cut", "under", "edge", "dock.small"}


def test_measures_are_millimetres_and_ratios(found: dict[str, list[Finding]]) -> None:
    small, gap = found["A01"][0], found["A06"][0]
    assert small.measured == pytest.approx(15 / REF.px_per_mm, abs=0.01)
    assert (small.required, gap.required) == (6.5, 3.0)
    assert gap.measured == pytest.approx(4 / REF.px_per_mm, abs=0.01)
    assert next(each for each in found["A07"] if each.item.startswith("invisible")).measured == 1.0


def test_elder_mode_asks_for_more(faulty: Drawn) -> None:
    elder = check(replace(faulty, elder=True))
    body = {finding.item.split(":")[0] for finding in elder if finding.rule == "A01"}
    assert "small" in body
    assert {finding.required for finding in elder if finding.rule == "A01"} == {10.0}
    assert {finding.required for finding in elder if finding.rule == "A13"} == {6}
    assert len(elder) > len(check(faulty))


class TestSamePlace:
    def test_a_control_that_moved_or_is_missing(self, faulty: Drawn) -> None:
        box = QRectF(10, 10, 100, 100)
        home = {f"dock.{name}": QRectF(box) for name in ("back", "exit", "help", "speak", "elder")}
        moved = {**home, "dock.help": box.translated(2, 0)}
        gone = {name: place for name, place in home.items() if name != "dock.exit"}
        pages = [replace(faulty, page=name, dock=dock) for name, dock in (("a", home), ("b", moved), ("c", gone))]
        findings = list(same_place(pages))
        assert [(each.page, each.item) for each in findings] == [("b", "dock.help"), ("c", "dock.exit")]
        assert findings[1].measured == "missing"

    def test_one_pixel_is_rounding(self, faulty: Drawn) -> None:
        names = ("back", "exit", "help", "speak", "elder")
        one = {f"dock.{name}": QRectF(10, 10, 100, 100) for name in names}
        other = {name: box.translated(1, 0) for name, box in one.items()}
        assert not list(same_place([replace(faulty, dock=one), replace(faulty, dock=other)]))


class TestContrast:
    @pytest.mark.parametrize(("colour", "expected"), [((0, 0, 0), 0.0), ((255, 255, 255), 1.0), ((255, 0, 0), 0.2126)])
    def test_luminance(self, colour: tuple[int, int, int], expected: float) -> None:
        assert luminance(np.array([colour], np.uint8))[0] == pytest.approx(expected, abs=1e-4)

    def test_black_on_white_is_21(self) -> None:
        assert float(ratio(0.0, 1.0)) == pytest.approx(21.0)

    @pytest.mark.parametrize(("ink", "expected"), [("#1B2529", 13.8), ("#3F4A4E", 8.0), ("#0E4D62", 8.2)])
    def test_the_palette_on_paper_as_the_design_measured_it(self, ink: str, expected: float) -> None:
        image = QImage(100, 100, QImage.Format.Format_RGB32)
        image.fill(QColor("#F5F0E6"))
        for x in range(30):
            for y in range(50):
                image.setPixelColor(x, y, QColor(ink))
        assert text_contrast(image, QRectF(0, 0, 100, 100), QColor(ink)) == pytest.approx(expected, abs=0.06)

    def test_nothing_to_see_is_one(self) -> None:
        image = QImage(10, 10, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        assert text_contrast(image, QRectF(20, 20, 5, 5), QColor("black")) == 1.0
        assert text_contrast(image, QRectF(0, 0, 10, 10), QColor("black")) == 1.0


class TestSamples:
    @pytest.mark.parametrize("elder", [False, True])
    def test_every_trouble_of_the_catalogue_has_its_page(self, elder: bool) -> None:
        shown = {page.body.code for _, page in samples(elder) if isinstance(page.body, Failure)}
        assert shown == {entry.number for entry in errors().entries.values()}

    @pytest.mark.parametrize("elder", [False, True])
    def test_every_step_of_the_item_is_walked_to(self, elder: bool) -> None:
        names = {page.name.split(".1")[0] for _, page in samples(elder)}
        assert names >= set(compile_flow(ITEM).steps)

    @pytest.mark.parametrize("elder", [False, True])
    def test_every_kind_of_page_and_sheet_is_there(self, elder: bool) -> None:
        from typing import get_args

        from kiosk.visit.views import PageKind, Sheet

        pages = samples(elder)
        assert {page.page for _, page in pages} == set(get_args(PageKind))
        assert {type(page.sheet) for _, page in pages if page.sheet} == set(get_args(Sheet))
        assert not [name for name, count in Counter(name for name, _ in pages).items() if count > 1]
        assert all(page.elder is elder for _, page in pages)

    @pytest.mark.parametrize("elder", [False, True])
    def test_one_filled_key_at_most(self, elder: bool) -> None:
        for name, page in samples(elder):
            assert sum(choice.filled for choice in page.choices) <= 1, name

    def test_nothing_spoken_holds_a_full_number(self) -> None:
        import re

        for name, page in samples(True):
            assert not re.search(r"\d{11}|\d{17}[0-9X]", page.spoken), name


@pytest.mark.parametrize("mode", ["standard", "elder"])
def test_the_pages_of_the_terminal_have_no_finding(qapp: QApplication, mode: str) -> None:
    pages = list(draw_all(REF, mode, None))
    assert not [f"{each.page} {each.item} {each.rule} {each.measured} < {each.required}" for each in audit(pages)]


def test_the_command_says_what_a_panel_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--panel", "huge", "--out", str(tmp_path)]) == 2
    assert "WIDTHxHEIGHT@INCHES" in capsys.readouterr().err


@pytest.fixture
def in_a_process(tmp_path: Path) -> Callable[..., Path]:
    """The command as people run it; a process of its own, because the application object is one a process."""
    import subprocess
    import sys

    def run(*arguments: str) -> Path:
        subprocess.run([sys.executable, "-m", "ui.screens", *arguments, "--out", str(tmp_path)], check=True)
        return tmp_path

    return run


def test_the_command_draws_and_reports(in_a_process: Callable[..., Path]) -> None:
    out = in_a_process("--mode", "standard", "--panel", "540x960@32")
    report = json.loads((out / "audit.json").read_text())
    names = {name for name, _ in samples(False)}
    assert report["pages"] == len(names)
    assert {path.stem for path in out.glob("*.png")} == names
    assert QImage(str(out / "home.png")).width() == 540
    assert all(set(finding) == {"page", "item", "rule", "measured", "required"} for finding in report["findings"])

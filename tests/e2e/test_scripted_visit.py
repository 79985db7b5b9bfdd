"""One whole visit: backend, emulated devices on real wires, the real terminal offscreen, a scripted resident."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

PATIENCE_S = 300  # the first run makes the camera emulator's clips


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`kiosk demo` without a display, as `make run` starts it."""
    out = tmp_path_factory.mktemp("visit")
    command = [sys.executable, "-m", "kiosk.cli.main", "demo", "--out", str(out)]
    finished = subprocess.run(command, timeout=PATIENCE_S, capture_output=True, text=True, env=_screenless())
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert finished.stdout.endswith(f"Accepted, receipt printed, everything wiped: pictures and report in {out}\n")
    assert "{" not in finished.stdout, "the report is in its file"
    return out


def _screenless() -> dict[str, str]:
    import os

    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return kept | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


@pytest.fixture(scope="module")
def report(run: Path) -> dict[str, Any]:
    return json.loads((run / "report.json").read_text())


@pytest.mark.timeout(PATIENCE_S + 10)
def test_the_case_is_accepted_printed_and_wiped(report: dict[str, Any]) -> None:
    assert report["outcome"] == "accepted"
    assert report["case_number"].isdigit()
    assert (report["printed"], report["wiped"], report["outbox_pending"]) == (True, True, 0)
    assert report["item"] == "gaoling_certification"
    assert 0 < report["machine_seconds"] < report["wall_seconds"]
    assert report["rss_mb"]["all"] >= report["rss_mb"]["terminal"] > 0


def test_no_wire_was_used_wrongly(report: dict[str, Any]) -> None:
    assert report["violations"] == []


def test_there_is_a_picture_of_every_page_in_both_modes(run: Path, report: dict[str, Any]) -> None:
    names = {path.stem[3:] for path in run.glob("[0-9][0-9]_*.png")}
    both = {"attract", "home", "intro", "identify.card", "face", "fix.phone", "promise", "result", "rating", "take"}
    assert both | {f"{name}_elder" for name in both} <= names
    assert {"confirm", "confirm.1_elder", "promise.signed_elder"} <= names
    assert len(names) == report["screens"]
    with Image.open(run / "01_attract.png") as picture:
        assert picture.size == (1080, 1920)


def test_the_receipt_is_a_picture(run: Path) -> None:
    with Image.open(run / "receipt.png") as receipt:
        assert receipt.width >= 384
        assert len(set(receipt.convert("L").resize((50, 50)).tobytes())) > 1, "not a blank sheet"

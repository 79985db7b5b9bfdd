"""The commands a technician types, in a process of their own, over the wires of the emulated devices."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli.children import Children

READY_S = 60.0
PORTRAITS = Path(__file__).parents[2] / "assets" / "samples" / "portraits"


class Rig:
    """Emulated devices, each at its address."""

    def __init__(self, directory: Path, children: Children) -> None:
        child = children.start("emulators", "drivers.emulators", "--dir", str(directory), "--with-parent", *ONLY)
        told = children.wait_for_file(child, directory / "rig.json", READY_S)
        self._control = str(told["control"])
        self.at = {name: str(device["address"]) for name, device in told["devices"].items()}

    def do(self, device: str, action: str, **values: object) -> None:
        body = json.dumps({"do": action, **values}).encode()
        urllib.request.urlopen(urllib.request.Request(f"{self._control}/{device}", body, method="POST")).close()

    def state(self, device: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self._control}/{device}") as answer:
            return json.load(answer)


ONLY = ["--only", "idcard", "--only", "printer", "--only", "scanner"]


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with Children(tmp_path / "logs") as children:
        yield Rig(tmp_path / "rig", children)


def kiosk(*words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "kiosk.cli.main", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=dict(os.environ))


def test_a_card_is_read_over_the_wire(rig: Rig) -> None:
    rig.do("idcard", "place", card="li_sample")
    done = kiosk("device", "read-card", "--port", rig.at["idcard"])
    assert (done.returncode, done.stderr) == (0, "")
    card = json.loads(done.stdout)
    assert (card["name"], card["id_number"], card["valid_until"]) == ("李样本", "990101194003150020", "长期")
    assert card["appended_addresses"] == ["样例省样例市示范区青石桥街道新测试路2号"]
    assert card["timing_ms"]["read"] > 0
    assert rig.state("idcard")["violations"] == []


def test_no_card_and_then_no_reader(rig: Rig) -> None:
    assert kiosk("device", "read-card", "--port", rig.at["idcard"], "--timeout", "0.5").returncode == 5
    rig.do("idcard", "unplug")
    absent = kiosk("device", "read-card", "--port", rig.at["idcard"])
    assert absent.returncode == 3
    assert "Nothing is connected" in absent.stderr


def test_the_sample_comes_out_of_the_printer(rig: Rig) -> None:
    done = kiosk("device", "print-sample", "--printer", rig.at["printer"], "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"outcome": "printed"})
    assert len(rig.state("printer")["tickets"]) == 1


def test_a_printer_without_paper(rig: Rig) -> None:
    rig.do("printer", "paper_out")
    status = json.loads(kiosk("device", "printer-status", "--printer", rig.at["printer"], "--json").stdout)
    assert (status["paper"], status["faults"]) == ("out", ["printer.paper_out"])
    refused = kiosk("device", "print-sample", "--printer", rig.at["printer"])
    assert refused.returncode == 3
    assert "printer.paper_out" in refused.stderr
    assert rig.state("printer")["tickets"] == []


@pytest.mark.parametrize(
    ("pair", "code", "decision"),
    [(("sample_a.jpg", "sample_a.jpg"), 0, "match"), (("sample_a.jpg", "sample_b.jpg"), 0, "no_match")],
)
def test_faces_are_compared(pair: tuple[str, str], code: int, decision: str) -> None:
    first, second = (str(PORTRAITS / name) for name in pair)
    done = kiosk("device", "compare-faces", first, second, "--json")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["decision"], answer["faces"]) == (code, decision, [1, 1])


def test_a_picture_that_is_not_there() -> None:
    done = kiosk("device", "compare-faces", "none.jpg", "none.jpg")
    assert done.returncode == 2
    assert "none.jpg: cannot be read" in done.stderr

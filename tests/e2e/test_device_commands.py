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
from PIL import Image

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


RESIDENT = [
    "kind", "name", "sex", "ethnic_group", "birth_date", "address", "id_number", "issuing_authority", "valid_from",
    "valid_until", "appended_addresses", "photo", "timing_ms",
]  # fmt: skip


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        ("child", {"name": "小样本", "valid_until": "2027-06-01", "ethnic_group": "满"}),
        ("long_name", {"name": "样例古丽·示例买买提·测试阿卜杜拉"[:15], "ethnic_group": "维吾尔"}),
        ("rare_name", {"name": "李䶮样"}),
        ("hmt_permit", {"kind": "hmt_permit", "pass_number": "H00000001", "issue_count": "01"}),
        (
            "foreigner_2017",
            {"kind": "foreigner_2017", "english_name": "SAMPLE, GEORGE EXAMPLE", "nationality": "USA"},
        ),
        (
            "foreigner_2023",
            {
                "english_name": "SAMPLE, MARIE ALEXANDRINE EXAMPLE DE LA TEST",
                "nationality": "FRA",
                "issue_count": "01",
                "related_number": "201",
            },
        ),
    ],
)
def test_every_kind_of_card_is_told_with_what_only_it_has(rig: Rig, card: str, expected: dict[str, str]) -> None:
    rig.do("idcard", "place", card=card)
    told = json.loads(kiosk("device", "read-card", "--port", rig.at["idcard"]).stdout)
    assert {key: told[key] for key in expected} == expected
    of_permits = {"english_name", "nationality", "pass_number", "issue_count", "related_number"}
    assert [key for key in told if key not in of_permits] == RESIDENT
    assert set(told) - set(RESIDENT) == set(expected) & of_permits


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
    asked = kiosk("device", "printer-status", "--printer", rig.at["printer"], "--json")
    status = json.loads(asked.stdout)
    assert asked.returncode == 4
    assert (status["paper"], status["faults"]) == ("out", ["printer.paper_out"])
    refused = kiosk("device", "print-sample", "--printer", rig.at["printer"])
    assert refused.returncode == 4
    assert "打印机没有纸" in refused.stderr
    assert "paper_out" not in refused.stderr
    assert rig.state("printer")["tickets"] == []


@pytest.mark.parametrize(
    ("pair", "code", "decision"),
    [(("sample_a.jpg", "sample_a.jpg"), 0, "match"), (("sample_a.jpg", "sample_b.jpg"), 4, "no_match")],
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


def test_a_picture_without_a_face_is_named(tmp_path: Path) -> None:
    wall = tmp_path / "wall.png"
    Image.new("RGB", (320, 320), "white").save(wall)
    done = kiosk("device", "compare-faces", str(PORTRAITS / "sample_a.jpg"), str(wall))
    assert (done.returncode, done.stderr) == (4, "")
    assert done.stdout == f"Nothing to compare: no face found in {wall}.\n"


def test_what_is_no_picture_is_not_compared(tmp_path: Path) -> None:
    text, half = tmp_path / "notes.md", tmp_path / "half.jpg"
    text.write_text("# no picture")
    whole = (PORTRAITS / "sample_a.jpg").read_bytes()
    half.write_bytes(whole[: len(whole) // 2])
    for bad in (text, half):
        done = kiosk("device", "compare-faces", str(PORTRAITS / "sample_a.jpg"), str(bad))
        assert (done.returncode, done.stdout) == (2, "")
        assert f"{bad}: not a picture (JPEG, PNG, BMP)" in done.stderr


def test_the_verdict_in_words() -> None:
    same = str(PORTRAITS / "sample_a.jpg")
    assert kiosk("device", "compare-faces", same, same).stdout == "One person: distance 0.00, one person up to 0.50.\n"

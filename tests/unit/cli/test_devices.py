"""Scanner, printer, list and status commands."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.cli.printer import SAMPLE
from tests.unit.cli.conftest import Kiosk

Config = Callable[..., Path]


def test_a_code_is_printed_as_it_is(kiosk: Kiosk) -> None:
    ended = kiosk("device", "scan", "--port", "sample:code")
    assert (ended.code, ended.out) == (0, "样例\n")


def test_a_code_as_json(kiosk: Kiosk) -> None:
    code = kiosk("device", "scan", "--port", "sample:code", "--json").json
    assert code["ms"] >= 0
    assert {k: v for k, v in code.items() if k != "ms"} == {
        "text": "样例",
        "format": "QR",
        "encoding": "gb18030",
        "bytes": 4,
    }


def test_no_code_in_time_and_the_light_goes_off(kiosk: Kiosk) -> None:
    ended = kiosk("device", "scan", "--port", "sample:none")
    assert ended.code == 5
    assert sys.modules["sample_vendor.devices"].journal[-3:] == ["stop", "forget", "close"]


@pytest.mark.parametrize(
    ("way", "shape"),
    [
        ("well", {"connection": "online", "paper": "ok", "faults": []}),
        ("out", {"connection": "online", "paper": "out", "faults": ["printer.paper_out"]}),
    ],
)
def test_printer_status(kiosk: Kiosk, way: str, shape: object) -> None:
    ended = kiosk("device", "printer-status", "--printer", f"sample:{way}", "--json")
    assert (ended.code, ended.json) == (0, shape)


def test_printer_status_in_words(kiosk: Kiosk) -> None:
    assert kiosk("device", "printer-status", "--printer", "sample:well").out == "online, paper ok, no faults\n"


@pytest.mark.parametrize(
    ("way", "code", "outcome", "words"),
    [
        ("well", 0, {"outcome": "printed"}, ""),
        ("out", 3, {"outcome": "not_printed", "fault": "printer.paper_out", "started": False}, "paper_out"),
        ("falls_silent", 5, {"outcome": "unknown"}, "look whether paper came out"),
    ],
)
def test_the_sample_ends_as_the_printer_says(kiosk: Kiosk, way: str, code: int, outcome: object, words: str) -> None:
    ended = kiosk("device", "print-sample", "--printer", f"sample:{way}", "--json")
    assert (ended.code, ended.json) == (code, outcome)
    assert words in ended.err


def test_a_printed_sample_is_confirmed_in_words(kiosk: Kiosk) -> None:
    assert kiosk("device", "print-sample", "--printer", "sample:well").out == "Printed.\n"


def test_the_sample_shows_what_printers_get_wrong() -> None:
    text = "".join(str(getattr(block, "text", getattr(block, "value", ""))) for block in SAMPLE.blocks)
    for needed in ("𠮷", "《", "￥", "https://"):
        assert needed in text


def test_the_list_says_what_there_is(kiosk: Kiosk) -> None:
    listed = kiosk("device", "list", "--json").json
    assert {"family": "sample_card", "contract": "idcard", "schemes": ["sample"]} in listed["families"]
    assert all(port["matched"] or port["why"] for port in listed["ports"])


def test_the_list_in_words(kiosk: Kiosk) -> None:
    assert "sample_card" in kiosk("device", "list").out


def test_status_of_every_configured_device(kiosk: Kiosk, config: Config) -> None:
    path = config(idcard="sample:resident", printer="sample:well")
    ended = kiosk("device", "status", "--config", path, "--json")
    assert ended.code == 0
    assert {name: answer["ready"] for name, answer in ended.json.items()} == {"idcard": True, "printer": True}


def test_status_of_one_device_in_words(kiosk: Kiosk, config: Config) -> None:
    path = config(idcard="sample:resident", printer="sample:out")
    assert kiosk("device", "status", "idcard", "--config", path).out == "idcard: online, no faults\n"


@pytest.mark.parametrize(
    ("address", "fault"),
    [("sample:faulty", "idcard.antenna"), ("sample:absent", "device.absent"), ("sample:silent", "device.silent")],
)
def test_status_names_what_is_wrong(kiosk: Kiosk, config: Config, address: str, fault: str) -> None:
    ended = kiosk("device", "status", "--config", config(idcard=address), "--json")
    assert ended.code == 3
    assert ended.json["idcard"]["faults"] == [fault]


def test_status_of_a_device_that_is_not_configured(kiosk: Kiosk, config: Config) -> None:
    ended = kiosk("device", "status", "camera", "--config", config(idcard="sample:resident"))
    assert ended.code == 2
    assert "camera" in ended.err


@pytest.mark.parametrize(
    ("text", "words"),
    [("[terminal", "terminal.toml: "), ("[terminal]\nid = 3\n", "terminal.id")],
)
def test_a_bad_configuration_is_named(kiosk: Kiosk, tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "terminal.toml"
    path.write_text(text)
    ended = kiosk("device", "status", "--config", path)
    assert ended.code == 2
    assert words in ended.err


def test_a_configuration_that_is_not_there(kiosk: Kiosk, tmp_path: Path) -> None:
    ended = kiosk("device", "status", "--config", tmp_path / "none.toml")
    assert ended.code == 2
    assert "cannot be read" in ended.err

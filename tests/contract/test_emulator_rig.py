"""`python -m drivers.emulators` as it is started by others: a process with a control door."""

import json
import os
import select
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from drivers.emulators.rig import Rig, main
from drivers.families.sam_v.driver import SamVReader
from drivers.families.serial_scanner.driver import SerialScanner


def call(url: str, body: Any = None) -> tuple[int, Any]:
    data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data=data), timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[dict[str, Any]]:
    rig = Rig(tmp_path, ["idcard", "scanner"])
    yield rig.start()
    rig.stop()


def test_the_file_says_where_everything_is(rig: dict[str, Any], tmp_path: Path) -> None:
    assert json.loads((tmp_path / "rig.json").read_text()) == rig
    assert rig["devices"]["idcard"] == {"address": str(tmp_path / "idcard"), "family": "sam_v"}
    assert rig["devices"]["scanner"] == {"address": str(tmp_path / "scanner"), "family": "serial_scanner"}


def test_a_card_placed_through_the_door_is_read(rig: dict[str, Any]) -> None:
    reader = SamVReader(rig["devices"]["idcard"]["address"])
    reader.open()
    status, state = call(f"{rig['control']}/idcard", {"do": "place", "card": "li_sample"})
    assert (status, state["card"]) == (200, "li_sample")
    assert reader.find()
    reader.close()


def test_a_code_shown_through_the_door_is_scanned(rig: dict[str, Any]) -> None:
    scanner = SerialScanner(rig["devices"]["scanner"]["address"])
    scanner.open()
    scanner.start()
    assert call(f"{rig['control']}/scanner", {"do": "scan", "text": "样例"})[0] == 200
    code = scanner.read(5)
    scanner.close()
    assert code is not None
    assert code.text == "样例"


def test_states(rig: dict[str, Any]) -> None:
    status, everything = call(rig["control"] + "/")
    assert status == 200
    assert set(everything) == {"idcard", "scanner"}
    assert call(rig["control"] + "/scanner") == (200, everything["scanner"])


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ({"do": "fly"}, "does not know"),
        ({"card": "li_sample"}, "do"),
        (["do"], "do"),
        (b"{", "Expecting"),
        ({"do": "baud", "rate": None}, "int"),
        (b" " * 70000, "too long"),
    ],
)
def test_wrong_requests_are_told(rig: dict[str, Any], body: Any, reason: str) -> None:
    status, answer = call(rig["control"] + "/idcard", body)
    assert status == 400
    assert reason in answer["error"]


@pytest.mark.parametrize("body", [None, {"do": "plug"}])
def test_unknown_devices_are_told(rig: dict[str, Any], body: Any) -> None:
    status, answer = call(rig["control"] + "/toaster", body)
    assert status == 404
    assert "idcard" in answer["error"]


def test_stop_leaves_nothing(tmp_path: Path) -> None:
    rig = Rig(tmp_path, ["scanner"])
    rig.start()
    rig.stop()
    assert list(tmp_path.iterdir()) == []


def test_unknown_names_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--dir", str(tmp_path), "--only", "toaster"])
    assert stopped.value.code == 2
    assert "toaster" in capsys.readouterr().err


@pytest.mark.parametrize("end", ["stdin", "SIGTERM", "SIGINT"])
def test_the_process_ends_cleanly(tmp_path: Path, end: str) -> None:
    # Arrange
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "drivers.emulators",
            "--dir",
            str(tmp_path / "run"),
            "--only",
            "scanner",
            "--with-parent",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None

    # Act: it says one line when everything is up
    assert select.select([process.stdout], [], [], 20)[0], "the rig did not come up"
    announced = json.loads(process.stdout.readline())
    if end == "stdin":
        process.stdin.close()
    else:
        os.kill(process.pid, getattr(signal, end))

    # Assert
    assert process.wait(20) == 0
    assert set(announced["devices"]) == {"scanner"}
    assert list((tmp_path / "run").iterdir()) == []
    process.stdout.close()
    process.stdin.close()

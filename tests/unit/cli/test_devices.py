"""Scanner, printer, list and status commands."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from drivers.families.escpos.status import FAULTS
from kiosk.cli.faults import fault_words
from kiosk.cli.holder import running_terminal
from kiosk.cli.printer import SAMPLE
from tests.unit.cli.conftest import Kiosk

Config = Callable[..., Path]
HOLD = "import sys; from pathlib import Path; from kiosk.storage.store import Store; "
HOLD += "store = Store.open(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"


@pytest.fixture
def terminal_process() -> Iterator[Callable[[Path], int]]:
    """Starts a process that has a terminal's store open, as a running terminal has; returns its number."""
    with ExitStack() as ends:

        def start(state_dir: Path) -> int:
            command = [sys.executable, "-c", HOLD, str(state_dir)]
            child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            ends.enter_context(child)
            ends.callback(child.kill)
            assert child.stdout is not None
            assert child.stdout.readline() == "open\n"
            return child.pid

        yield start


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
    ("way", "code", "shape"),
    [
        ("well", 0, {"connection": "online", "paper": "ok", "faults": []}),
        ("out", 4, {"connection": "online", "paper": "out", "faults": ["printer.paper_out"]}),
        ("vague", 5, {"connection": "unknown", "paper": "unknown", "faults": []}),
    ],
)
def test_printer_status(kiosk: Kiosk, way: str, code: int, shape: object) -> None:
    ended = kiosk("device", "printer-status", "--printer", f"sample:{way}", "--json")
    assert (ended.code, ended.json) == (code, shape)


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("well", "ready, there is paper\n"),
        ("out", "cannot work: 打印机没有纸 (K-301)。更换热敏纸卷，光面朝外，合盖后走纸一次。\n"),
        ("vague", "it answers, but does not say that it can work\n"),
    ],
)
def test_printer_status_in_words(kiosk: Kiosk, way: str, words: str) -> None:
    assert kiosk("device", "printer-status", "--printer", f"sample:{way}").out == words


def test_a_printer_that_is_not_there(kiosk: Kiosk) -> None:
    ended = kiosk("device", "printer-status", "--printer", "sample:absent", "--json")
    assert (ended.code, ended.out) == (3, "")


@pytest.mark.parametrize(
    ("way", "code", "outcome", "words"),
    [
        ("well", 0, {"outcome": "printed"}, ""),
        ("out", 4, {"outcome": "not_printed", "fault": "printer.paper_out", "started": False}, "打印机没有纸"),
        ("hangs_up", 3, {"outcome": "not_printed", "fault": "printer.offline", "started": True}, "打印机没有连上"),
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
    assert kiosk("device", "status", "idcard", "--config", path).out == "idcard: ready\n"


def test_a_device_without_a_driver_leaves_the_others_their_line(kiosk: Kiosk, config: Config) -> None:
    path = config(idcard="sample:resident", printer="tcp:nowhere", scanner="sample:code")
    path.write_text(path.read_text().replace("sample_printer", "escpos"))
    ended = kiosk("device", "status", "--config", path)
    assert ended.code == 2
    assert "idcard: ready" in ended.out
    assert "scanner: ready" in ended.out
    assert "printer: escpos cannot use 'tcp:nowhere'" in ended.out


@pytest.mark.parametrize(
    ("address", "code", "fault", "words"),
    [
        ("sample:faulty", 4, "idcard.antenna", 'The driver calls it "idcard.antenna".'),
        ("sample:absent", 3, "device.absent", "Nothing is connected there"),
        ("sample:silent", 3, "device.silent", "does not answer"),
        ("sample:busy", 3, "device.busy", "Another program uses the device"),
    ],
)
def test_status_names_what_is_wrong(
    kiosk: Kiosk, config: Config, address: str, code: int, fault: str, words: str
) -> None:
    ended = kiosk("device", "status", "--config", config(idcard=address), "--json")
    assert ended.code == code
    answer = ended.json["idcard"]
    assert (answer["faults"], answer["ready"]) == ([fault], False)
    assert words in answer["words"]


def test_every_fault_of_the_printers_has_words_without_a_code() -> None:
    for name in (*FAULTS, "offline"):
        words = fault_words(f"printer.{name}")
        assert "printer." not in words
        assert "{" not in words


def test_a_device_the_running_terminal_holds(
    kiosk: Kiosk, config: Config, tmp_path: Path, terminal_process: Callable[[Path], int]
) -> None:
    path = config(idcard="sample:busy", scanner="sample:absent")
    process = terminal_process(tmp_path / "state")
    ended = kiosk("device", "status", "--config", path)
    assert ended.code == 3
    assert f"idcard: the terminal is running (process {process}) and holds this device" in ended.out
    assert str(tmp_path / "state" / "log" / "terminal.jsonl") in ended.out
    assert "scanner: Nothing is connected there" in ended.out


def test_a_terminal_that_ended_holds_nothing(tmp_path: Path, terminal_process: Callable[[Path], int]) -> None:
    assert running_terminal(tmp_path / "state") is None
    process = terminal_process(tmp_path / "state")
    assert running_terminal(tmp_path / "state") == process
    os.kill(process, signal.SIGKILL)
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
    assert running_terminal(tmp_path / "state") is None


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

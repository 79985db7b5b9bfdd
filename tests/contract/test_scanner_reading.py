"""The production scanner driver over a real line: framing, triggers, junk, unplugging."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from drivers.api.errors import DeviceAbsent, DeviceTimeout
from drivers.emulators.serial_scanner import SerialScannerEmulator
from drivers.families.serial_scanner.driver import SerialScanner

TRIGGERED = {
    "honeywell": {"trigger": "honeywell", "baud": 115200},
    "newland": {"trigger": "newland", "baud": 9600},
    "gm65": {"trigger": "gm65", "baud": 9600},
}


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[SerialScannerEmulator]:
    emulator = SerialScannerEmulator(tmp_path)
    emulator.start()
    yield emulator
    emulator.stop()


@pytest.fixture
def scanner(emulator: SerialScannerEmulator, tmp_path: Path) -> Iterator[SerialScanner]:
    scanner = SerialScanner(str(tmp_path / "scanner"))
    scanner.open()
    yield scanner
    scanner.close()


def text_of(scanner: SerialScanner, timeout: float = 5.0) -> str:
    code = scanner.read(timeout)
    assert code is not None
    return code.text


def show(emulator: SerialScannerEmulator, action: str, **params: object) -> None:
    """Show something and wait until its last byte has left the scanner."""
    before = emulator.state()["sent"]
    emulator.do(action, **params)
    assert emulator.wait_for(lambda state: state["sent"] > before)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_one_code(scanner: SerialScanner, emulator: SerialScannerEmulator, end: str, encoding: str) -> None:
    # Arrange
    scanner.start()

    # Act
    emulator.do("scan", text="样例码-0001", encoding=encoding, end=end)
    code = scanner.read(5)

    # Assert
    assert code is not None
    assert (code.text, code.encoding) == ("样例码-0001", encoding)
    assert scanner.read(0) is None


def test_a_long_code(scanner: SerialScanner, emulator: SerialScannerEmulator) -> None:
    scanner.start()
    emulator.do("scan", text="9" * 4096)
    assert text_of(scanner) == "9" * 4096


def test_a_burst_of_two_codes_is_two_reads_in_order(scanner: SerialScanner, emulator: SerialScannerEmulator) -> None:
    scanner.start()
    emulator.do("burst", texts=["SAMPLE-YB-0001-LI", "SAMPLE-YB-0002-WANG"])
    assert [text_of(scanner), text_of(scanner)] == ["SAMPLE-YB-0001-LI", "SAMPLE-YB-0002-WANG"]


def test_nothing_is_none(scanner: SerialScanner) -> None:
    scanner.start()
    assert scanner.read(0.01) is None


@pytest.mark.parametrize("drop", [SerialScanner.start, SerialScanner.forget, SerialScanner.stop])
def test_what_came_before_is_dropped(scanner: SerialScanner, emulator: SerialScannerEmulator, drop: object) -> None:
    # Arrange: one code waits in the port, one in the driver
    show(emulator, "burst", texts=["READ", "OLD"])
    assert text_of(scanner) == "READ"
    show(emulator, "scan", text="OLDER", end="")

    # Act
    assert callable(drop)
    drop(scanner)

    # Assert
    emulator.do("scan", text="NEW")
    assert text_of(scanner) == "NEW"


def test_junk_is_dropped_and_the_next_code_read(scanner: SerialScanner, emulator: SerialScannerEmulator) -> None:
    scanner.start()
    emulator.do("junk", count=5000)
    emulator.do("raw", hex="0d")
    emulator.do("scan", text="GOOD")
    assert text_of(scanner) == "GOOD"


def test_junk_without_an_end_is_dropped_at_silence(scanner: SerialScanner, emulator: SerialScannerEmulator) -> None:
    scanner.start()
    emulator.do("junk", count=5000)
    assert scanner.read(0.5) is None
    emulator.do("scan", text="GOOD")
    assert text_of(scanner) == "GOOD"


def test_bytes_of_no_encoding_are_no_code(scanner: SerialScanner, emulator: SerialScannerEmulator) -> None:
    scanner.start()
    emulator.do("raw", hex="8120ff0d")
    emulator.do("scan", text="GOOD")
    assert text_of(scanner) == "GOOD"


def test_status(scanner: SerialScanner, emulator: SerialScannerEmulator) -> None:
    assert scanner.status().ready
    emulator.do("unplug")
    with pytest.raises(DeviceAbsent):
        scanner.status()


def test_unplugged_while_it_looks_and_back(scanner: SerialScanner, emulator: SerialScannerEmulator) -> None:
    # Arrange
    scanner.start()
    emulator.do("unplug")

    # Act
    with pytest.raises(DeviceAbsent):
        scanner.read(5)
    with pytest.raises(DeviceAbsent):
        scanner.open()
    scanner.forget()
    emulator.do("plug")
    scanner.open()
    scanner.start()

    # Assert
    emulator.do("scan", text="AGAIN")
    assert text_of(scanner) == "AGAIN"


@pytest.mark.parametrize("name", TRIGGERED)
def test_a_triggered_scanner_sees_only_while_it_looks(tmp_path: Path, name: str) -> None:
    # Arrange
    emulator = SerialScannerEmulator(tmp_path, profile=name)
    scanner = SerialScanner(emulator.start(), TRIGGERED[name])
    scanner.open()

    # Act
    emulator.do("scan", text="DARK")
    scanner.start()
    assert emulator.wait_for(lambda state: state["looking"])
    emulator.do("burst", texts=["一", "二"])
    seen = [text_of(scanner), text_of(scanner)]
    scanner.stop()
    assert emulator.wait_for(lambda state: not state["looking"])
    emulator.do("scan", text="DARK")

    # Assert
    state = emulator.state()
    scanner.close()
    emulator.stop()
    assert seen == ["一", "二"]
    assert (state["ignored"], state["violations"]) == (2, [])


def test_a_scanner_of_another_make_does_not_acknowledge(scanner: SerialScanner, tmp_path: Path) -> None:
    scanner.close()
    newland = SerialScanner(str(tmp_path / "scanner"), {"trigger": "newland"})
    newland.open()
    with pytest.raises(DeviceTimeout):
        newland.start()
    newland.close()


def test_a_plain_scanner_counts_commands_as_violations(
    scanner: SerialScanner, emulator: SerialScannerEmulator, tmp_path: Path
) -> None:
    scanner.close()
    honeywell = SerialScanner(str(tmp_path / "scanner"), {"trigger": "honeywell"})
    honeywell.open()
    honeywell.start()
    assert emulator.wait_for(lambda state: state["violations"] != [])
    honeywell.close()


def test_an_unknown_trigger_is_told() -> None:
    with pytest.raises(ValueError, match="sunshine"):
        SerialScanner("x", {"trigger": "sunshine"})


@pytest.mark.parametrize(
    ("action", "params"),
    [("fly", {}), ("profile", {"name": "x"}), ("scan", {"encoding": "x"}), ("raw", {"hex": "zz"}), ("plug", {"a": 1})],
)
def test_wrong_actions_are_told(emulator: SerialScannerEmulator, action: str, params: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"."):
        emulator.do(action, **params)


def test_unknown_commands_are_violations(emulator: SerialScannerEmulator, tmp_path: Path) -> None:
    emulator.do("profile", name="gm65")
    scanner = SerialScanner(str(tmp_path / "scanner"), {"trigger": "honeywell", "baud": 9600})
    scanner.open()
    scanner.start()
    assert emulator.wait_for(lambda state: state["violations"] != [])
    scanner.close()

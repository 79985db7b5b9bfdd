"""Devices that come and go: what people are told, what technicians are told, and that every handle is given back."""

import pytest

from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceError, DeviceProtocolError, DeviceTimeout
from drivers.api.printer import PrinterStatus
from drivers.api.status import DeviceStatus
from kiosk.devices.workers import CardWorker, FaceWorker, PrintWorker, ScanWorker
from kiosk.flow.events import DeviceChanged
from tests.unit.devices.conftest import DEADLINE, Benches, trouble

GONE = [
    (CardWorker, "id_card", "reader.gone"),
    (ScanWorker, "code_scan", "scanner.gone"),
    (PrintWorker, "receipt", "printer.offline"),
    (FaceWorker, "face", "camera.gone"),
]
ERRORS = [DeviceAbsent, DeviceBusy, DeviceTimeout, DeviceProtocolError]


@pytest.mark.parametrize(("kind", "capability", "fault"), GONE)
@pytest.mark.parametrize("error", ERRORS)
def test_a_loss_has_a_word_for_people_and_one_for_technicians(
    bench: Benches, kind: type, capability: str, fault: str, error: type[DeviceError]
) -> None:
    device = bench(kind)
    device.device.errors["open"] = trouble(error)
    assert device.start().until(DeviceChanged) == [DeviceChanged(capability, False, fault)]  # pyright: ignore[reportArgumentType]
    told = {"device": "sample", "code": error.code, "detail": "a detail for technicians"}
    assert device.notes == [("device.lost", told)]


@pytest.mark.parametrize(("kind", "capability", "fault"), GONE)
@pytest.mark.parametrize(
    "state", [DeviceStatus("offline", ("device.absent",)), DeviceStatus("online", ("device.fault",))]
)
def test_so_has_a_device_that_says_itself_that_it_cannot_work(
    bench: Benches, kind: type, capability: str, fault: str, state: DeviceStatus
) -> None:
    device = bench(kind)
    device.device.state = state
    assert device.start().until(DeviceChanged) == [DeviceChanged(capability, False, fault)]  # pyright: ignore[reportArgumentType]
    told = {"device": "sample", "connection": state.connection, "faults": state.faults[0]}
    assert device.notes == [("device.status", told)]


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        (PrinterStatus("offline", ("printer.paper_out",), paper="out"), "printer.paper_out"),
        (PrinterStatus("online", ("printer.cover_open",)), "printer.cover_open"),
        (PrinterStatus("offline", ("printer.offline",)), "printer.offline"),
    ],
)
def test_a_printers_own_faults_stay_what_they_are(bench: Benches, state: PrinterStatus, fault: str) -> None:
    printer = bench(PrintWorker)
    printer.device.state = state
    assert printer.start().until(DeviceChanged) == [DeviceChanged("receipt", False, fault)]


@pytest.mark.parametrize("call", ["open", "status"])
def test_a_device_that_could_not_be_opened_is_closed(bench: Benches, call: str) -> None:
    device = bench(CardWorker)
    device.device.errors[call] = trouble(DeviceTimeout)
    device.start().until(DeviceChanged)
    assert device.device.journal[:3] == ["open", *["status"] * (call == "status"), "close"][:3]
    del device.device.errors[call]
    assert device.until(DeviceChanged) == [DeviceChanged("id_card", True)]
    assert device.notes[-1] == ("device.status", {"device": "sample", "connection": "online", "faults": ""})


def test_what_a_printer_kept_while_it_was_away_is_thrown_away_before_anything_else(bench: Benches) -> None:
    printer = bench(PrintWorker)
    printer.start().until(DeviceChanged)
    assert printer.device.journal[:3] == ["open", "purge", "status"]


def test_a_worker_that_ends_gives_its_device_back(bench: Benches) -> None:
    device = bench(CardWorker)
    device.start().until(DeviceChanged)
    assert device.worker.stop(DEADLINE)
    assert device.device.journal[-1] == "close"

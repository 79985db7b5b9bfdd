"""The wipe empties every part, says truthfully which proved it, and writes it down last."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from drivers.api.errors import DeviceTimeout
from kiosk.assembly import build
from kiosk.devices.workers import CardWorker, PrintWorker
from kiosk.flow.events import DeviceChanged
from kiosk.flow.state import State
from kiosk.visit.effects import Executor
from kiosk.visit.wipe import Part, Proof, all_forgot, gone, told, wipe
from tests.unit.devices.conftest import Bench, Sample, trouble

DEADLINE = 30.0


def test_every_part_is_emptied_in_order_though_one_says_no() -> None:
    emptied: list[str] = []

    def says_no() -> list[str]:
        emptied.append("devices")
        return ["devices.printer"]

    parts = (told("speech", lambda: emptied.append("speech")), Part("devices", says_no),
             gone("portrait", lambda: emptied.append("portrait"), lambda: False))  # fmt: skip
    proof = wipe("left", parts)
    assert emptied == ["speech", "devices", "portrait"]
    assert proof == Proof("left", proved=("portrait",), told=("speech",), failed=("devices.printer",))
    assert not proof.clean


def test_what_is_only_told_is_never_called_proved() -> None:
    proof = wipe("left", [told("speech", lambda: None)])
    assert (proof.proved, proof.told, proof.clean) == ((), ("speech",), True)


@pytest.mark.parametrize("left", [True, False])
def test_what_was_dropped_is_looked_into(left: bool) -> None:
    held = ["a portrait"]
    proof = wipe("left", [gone("portrait", lambda: left or held.clear(), lambda: bool(held))])
    assert proof.failed == (("portrait",) if left else ())


def test_each_device_answers_for_itself() -> None:
    proof = wipe("left", [all_forgot("devices", lambda: {"idcard": True, "printer": False})])
    assert proof.failed == ("devices.printer",)
    assert wipe("left", [all_forgot("devices", lambda: {"idcard": True})]).proved == ("devices",)


# -- the terminal's own


class Wiping:
    """A terminal's executor with one card reader, and what it did."""

    def __init__(self, directory: Path) -> None:
        config = directory / "terminal.toml"
        config.write_text(f'[terminal]\nstate_dir = "{directory / "state"}"\n[backend]\nurl = "http://127.0.0.1:9"\n')
        self.terminal = build(config)
        self.executor: Executor = self.terminal._runner._executor
        self.dirty: list[Proof] = []
        self.rows_at_exit: list[dict[str, Any]] = []
        self.executor._on_dirty = self._leave
        self.reader = Bench(CardWorker, Sample())
        self.executor._supervisor._workers["idcard"] = self.reader.worker
        self.reader.start().until(DeviceChanged)

    def _leave(self, proof: Proof) -> None:
        self.dirty.append(proof)
        self.rows_at_exit.append(self.row())

    def row(self) -> dict[str, Any]:
        return json.loads(self.terminal.store.audit.rows()[-1].details)


@pytest.fixture
def wiping(tmp_path: Path) -> Iterator[Wiping]:
    made = Wiping(tmp_path)
    yield made
    assert made.reader.worker.stop(DEADLINE)
    made.terminal._client.close()
    made.terminal._log.close()
    made.terminal.store.close()


def test_a_clean_wipe_says_what_proved_itself_and_what_was_told(wiping: Wiping) -> None:
    proof = wiping.executor.wipe("left", State(visit_id="v1"))
    assert proof.clean
    row = wiping.row()
    assert row == {"visit": "v1", "reason": "left", "clean": True, "failed": "", "proved": "devices portrait",
                   "told": "speech calls refusals"}  # fmt: skip
    assert wiping.dirty == []
    assert wiping.reader.device.journal[-1] == "forget"


def test_a_device_that_could_not_forget_ends_the_terminal_after_everything_was_written(wiping: Wiping) -> None:
    wiping.executor._held.portrait = b"a portrait"
    wiping.reader.device.errors["forget"] = trouble(DeviceTimeout)
    wiping.executor.wipe("left", State(visit_id="v1"))
    assert [proof.failed for proof in wiping.dirty] == [("devices.idcard",)]
    assert wiping.executor._held.portrait is None
    assert wiping.rows_at_exit[0]["clean"] is False
    assert wiping.rows_at_exit[0]["failed"] == "devices.idcard"
    logged = "".join(path.read_text() for path in sorted(wiping.terminal.settings.terminal.state_dir.rglob("log/*")))
    assert "visit.wipe_failed" in logged


def test_the_printer_is_emptied_once(wiping: Wiping) -> None:
    printer = Bench(PrintWorker, Sample())
    wiping.executor._supervisor._workers["printer"] = printer.worker
    printer.start().until(DeviceChanged)
    opened = len(printer.device.journal)
    wiping.executor.wipe("left", State(visit_id="v1"))
    assert [call for call in printer.device.journal[opened:] if call in ("purge", "forget")] == ["forget"]
    assert printer.worker.stop(DEADLINE)

"""Devices that do what their address says: `sample:resident`, `sample:unreadable`, `sample:absent` ..."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceTimeout
from drivers.api.idcard import CardOutcome, CardRead, CardSuspect, CardUnreadable, CardWrongKind, IdCard, NoCard
from drivers.api.printer import NotPrinted, Printed, PrinterStatus, PrintOutcome, PrintUnknown, Ticket
from drivers.api.scanner import ScannedCode
from drivers.api.status import DeviceStatus

CARD = IdCard(
    kind="resident",
    name="李样本",
    sex="female",
    birth_date=date(1940, 3, 15),
    id_number="990101194003150020",
    valid_from=date(2016, 4, 1),
    valid_until=None,
    long_term=True,
    ethnic_group="汉",
    address="样例省样例市示范区青石桥街道测试路1号",
    issuing_authority="样例市公安局示范分局",
    appended_addresses=("样例省样例市示范区青石桥街道新测试路2号",),
    portrait_wlt=bytes(1024),
)
CARDS: dict[str, CardOutcome] = {
    "resident": CardRead(CARD, 1.0),
    "unreadable": CardUnreadable(0x41),
    "wrong": CardWrongKind(0x40),
    "suspect": CardSuspect(0x32),
    "lifted": NoCard(),
}
# every open and close, for tests that look whether a device was given back
journal: list[str] = []


class Sample:
    def __init__(self, address: str, profile: Mapping[str, Any]) -> None:
        self.way = address.partition(":")[2]
        self.profile = profile

    def open(self) -> None:
        if self.way == "absent":
            raise DeviceAbsent("no such port")
        if self.way == "busy":
            raise DeviceBusy("used by another program")
        journal.append("open")

    def close(self) -> None:
        journal.append("close")

    def forget(self) -> None:
        journal.append("forget")

    def status(self) -> DeviceStatus:
        if self.way == "silent":
            raise DeviceTimeout("no byte in 1 s")
        return DeviceStatus("online", ("idcard.antenna",) if self.way == "faulty" else (), "v1")


class Card(Sample):
    looks = 0

    def identity(self) -> str:
        return "05.03-20260101-0000000001-0000000001"

    def find(self) -> bool:
        if self.way == "silent":
            raise DeviceTimeout("no byte in 1 s")
        self.looks += 1
        return self.looks > 1 and self.way != "none"

    def read(self, *, appended_addresses: bool = True) -> CardOutcome:
        return CARDS[self.way]

    def removed(self) -> bool:
        return True


class Scanner(Sample):
    def start(self) -> None:
        journal.append("start")

    def read(self, timeout: float) -> ScannedCode | None:
        return None if self.way == "none" else ScannedCode("样例", "样例".encode("gb18030"), "gb18030", "QR")

    def stop(self) -> None:
        journal.append("stop")


class Printer(Sample):
    def status(self) -> PrinterStatus:
        if self.way == "out":
            return PrinterStatus("online", ("printer.paper_out",), paper="out")
        return PrinterStatus("unknown") if self.way == "vague" else PrinterStatus("online", paper="ok")

    def print_ticket(self, ticket: Ticket) -> PrintOutcome:
        if self.way == "out":
            return NotPrinted("printer.paper_out")
        if self.way == "hangs_up":
            return NotPrinted("printer.offline", started=True)
        return PrintUnknown("no answer") if self.way == "falls_silent" else Printed()

    def purge(self) -> None:
        journal.append("purge")

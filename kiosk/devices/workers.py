"""The four devices of this terminal, each on its own thread."""

from drivers.api.errors import DeviceError
from drivers.api.face import FaceCapture, FaceRequest
from drivers.api.idcard import CardRead, CardUnreadable, IdCardReader
from drivers.api.printer import NotPrinted, PrinterStatus, PrintOutcome, ReceiptPrinter, Ticket
from drivers.api.scanner import CodeScanner
from drivers.api.status import DeviceStatus
from kiosk.devices.worker import Command, Worker
from kiosk.domain.secret import Secret
from kiosk.flow.events import CardAnswered, CardRemoved, CardSeen, CodeScanned, FaceSaid, PrintEnded


class CardWorker(Worker[IdCardReader]):
    """Looks for a card while asked to; after a good read watches until it is lifted."""

    capability = "id_card"

    looking = False
    lying = False

    def may_ask(self) -> bool:
        return not self.looking and not self.lying

    def command(self, driver: IdCardReader | None, command: Command) -> None:
        self.looking = command.name == "start"

    def turn(self, driver: IdCardReader) -> float:
        if self.lying:
            self._watch(driver)
        elif self.looking and driver.find():
            self._read(driver)
            return 0.0
        return self.turn_time

    def _read(self, driver: IdCardReader) -> None:
        self._report(CardSeen())
        outcome = driver.read()
        self.looking = False
        self.lying = isinstance(outcome, CardRead)
        lifted = isinstance(outcome, CardUnreadable) and not driver.find()
        self._report(CardAnswered(outcome, lifted))

    def _watch(self, driver: IdCardReader) -> None:
        if driver.removed():
            self.lying = False
            self._report(CardRemoved())

    def on_lost(self) -> None:
        """Nobody can know whether a card still lies on a reader that is gone; staff see the reader's fault."""
        if self.lying:
            self.lying = False
            self._report(CardRemoved())


class ScanWorker(Worker[CodeScanner]):
    """Hands over the first code after being asked, then stops looking."""

    capability = "code_scan"
    looking = False
    triggered = False

    def may_ask(self) -> bool:
        return not self.looking

    def command(self, driver: CodeScanner | None, command: Command) -> None:
        self.looking = command.name == "start"
        if driver is not None and not self.looking and self.triggered:
            self.triggered = False
            driver.stop()

    def turn(self, driver: CodeScanner) -> float:
        if not self.looking:
            return self.turn_time
        if not self.triggered:
            driver.start()
            self.triggered = True
        code = driver.read(timeout=self.turn_time)
        if code is not None:
            self.looking = self.triggered = False
            driver.stop()
            self._report(CodeScanned(Secret(code.text)))
        return 0.0

    def on_lost(self) -> None:
        self.triggered = False


class PrintWorker(Worker[ReceiptPrinter]):
    """Prints one ticket at a time; the outcome is always reported."""

    capability = "receipt"
    status_every = 1.0

    def fault_of(self, status: DeviceStatus) -> str:
        if isinstance(status, PrinterStatus) and status.paper == "out":
            return "printer.paper_out"
        if status.connection != "online":
            return "printer.offline"
        return status.faults[0] if status.faults else ""

    def command(self, driver: ReceiptPrinter | None, command: Command) -> None:
        if command.name == "purge":
            if driver is not None:
                driver.purge()
        elif command.name == "print" and isinstance(command.argument, Ticket):
            self._report(PrintEnded(self._print(driver, command.argument)))

    def _print(self, driver: ReceiptPrinter | None, ticket: Ticket) -> PrintOutcome:
        if driver is None:
            return NotPrinted("printer.offline")
        try:
            outcome = driver.print_ticket(ticket)
        except DeviceError as error:
            self._lost(error)
            return NotPrinted("printer.offline")
        self._asked = 0.0  # ask soon: what happened to this ticket is the printer's state for the next
        return outcome

    def turn(self, driver: ReceiptPrinter) -> float:
        return self.turn_time


class FaceWorker(Worker[FaceCapture]):
    """Runs one capture; everything the camera says is handed on. A request that comes while the camera is away
    begins when it is back."""

    capability = "face"
    wanted: FaceRequest | None = None
    capturing = False

    def may_ask(self) -> bool:
        return self.wanted is None

    def command(self, driver: FaceCapture | None, command: Command) -> None:
        if command.name == "start" and isinstance(command.argument, FaceRequest):
            self.wanted, self.capturing = command.argument, False
        elif command.name == "stop":
            self.wanted = None
            if driver is not None and self.capturing:
                driver.stop()
            self.capturing = False

    def turn(self, driver: FaceCapture) -> float:
        if self.wanted is None:
            return self.turn_time
        if not self.capturing:
            driver.start(self.wanted)
            self.capturing = True
        said = driver.poll(timeout=0.1)
        if said is not None:
            self._report(FaceSaid(said))
        return 0.0

    def on_lost(self) -> None:
        self.capturing = False

    def on_forget(self) -> None:
        self.wanted, self.capturing = None, False

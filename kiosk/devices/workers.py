"""The four devices of this terminal, each on its own thread."""

from drivers.api.errors import DeviceError
from drivers.api.face import FaceCapture, FaceRequest
from drivers.api.idcard import CardRead, CardUnreadable, IdCardReader, NoCard
from drivers.api.printer import NotPrinted, PrinterStatus, PrintOutcome, ReceiptPrinter, Ticket
from drivers.api.scanner import CodeScanner
from drivers.api.status import DeviceStatus
from kiosk.devices.orders import Command
from kiosk.devices.worker import Worker
from kiosk.domain.secret import Secret
from kiosk.flow.events import CardAnswered, CardLies, CardRemoved, CardSeen, CodeScanned, FaceSaid, PrintEnded


class CardWorker(Worker[IdCardReader]):
    """Looks for a card while asked to; whatever it found is watched until it is lifted, whoever asked and whether
    they still wait. Only then is the next one looked for."""

    capability = "id_card"
    gone = "reader.gone"
    forget_limit = 10.0  # a reader that falls silent while it reads is given up after 8 to 9 seconds

    looking = False
    lying = False
    misses = 0  # looks that found nothing, one after another
    enough = 1

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
        self.lying = True
        self._report(CardLies())
        self._report(CardSeen())
        outcome = driver.read(appended_addresses=False)  # nothing here needs them
        # the driver itself looks twice before it calls a card it has read lifted
        self.misses, self.enough = 0, 1 if isinstance(outcome, CardRead) else 2
        lifted = isinstance(outcome, CardUnreadable) and driver.removed()
        asked, nothing = self._still_asked(), isinstance(outcome, NoCard)
        if asked:
            self._report(CardAnswered(outcome, lifted))
        if lifted or (asked and nothing):
            self._lifted()
        self.looking = asked and nothing

    def _still_asked(self) -> bool:
        """Who asked may have left while the card was read: then what it says is for nobody."""
        with self._changed:
            last = [command.name == "start" for command in self._commands if command.answer is None]
        return last[-1] if last else self.looking

    def _watch(self, driver: IdCardReader) -> None:
        self.misses = self.misses + 1 if driver.removed() else 0
        if self.misses >= self.enough:
            self._lifted()

    def _lifted(self) -> None:
        self.lying = False
        self._report(CardRemoved())

    def on_lost(self) -> None:
        """Nobody can know whether a card still lies on a reader that is gone; staff see the reader's fault."""
        if self.lying:
            self._lifted()


class ScanWorker(Worker[CodeScanner]):
    """Hands over the first code after being asked, then stops looking."""

    capability = "code_scan"
    gone = "scanner.gone"
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
    gone = "printer.offline"
    forget_limit = 8.0  # a receipt comes out in less than 3 s; emptying a printer that fell silent takes up to 6.5 s
    status_every = 1.0

    def fault_of(self, status: DeviceStatus) -> str:
        if isinstance(status, PrinterStatus) and status.paper == "out":
            return "printer.paper_out"
        return super().fault_of(status)

    def on_opened(self, driver: ReceiptPrinter) -> None:
        """What the printer kept while it was away, or from before a restart, is not for the next person."""
        driver.purge()

    def command(self, driver: ReceiptPrinter | None, command: Command) -> None:
        if command.name == "print" and isinstance(command.argument, Ticket):
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
    gone = "camera.gone"
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

"""ReceiptPrinter against the emulated printer over TCP: every fault, and never an old ticket for the next person."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import zxingcpp
from PIL import Image

from drivers.api.errors import DeviceAbsent, DeviceProtocolError, DeviceTimeout
from drivers.api.printer import KeyValue, NotPrinted, Printed, PrintUnknown, QrBlock, Rule, TextLine, Ticket
from drivers.emulators.escpos_printer import EscposPrinterEmulator
from drivers.families.escpos.driver import EscposPrinter

QUICK = {"answer_seconds": 0.2, "job_seconds": 5.0}
OLD = Ticket(tuple(TextLine(f"前一位的第{number}行", 2) for number in range(40)))
NEW = Ticket((TextLine("办理回执", 2, True, "center"), Rule(), KeyValue("姓名", "王＊例"), TextLine("，。：￥")))


@pytest.fixture
def emulator(tmp_path):
    device = EscposPrinterEmulator(tmp_path, mm_per_second=0)
    device.start()
    yield device
    device.stop()


@pytest.fixture
def connect():
    """Drivers, closed again at the end."""
    drivers = []

    def build(address, profile=QUICK):
        drivers.append(EscposPrinter(address, profile))
        return drivers[-1]

    yield build
    for driver in drivers:
        driver.close()


@pytest.fixture
def printer(emulator, connect):
    driver = connect(emulator.address)
    driver.open()
    return driver


@pytest.fixture
def slow(tmp_path):
    """A printer at work long enough for something to happen: lines of 8 mm at 20 mm/s."""
    device = EscposPrinterEmulator(tmp_path, mm_per_second=20)
    device.start()
    yield device
    device.stop()


def in_the_middle(slow, driver, action):
    """Print OLD and let something happen when a line of it is on paper."""
    with ThreadPoolExecutor(1) as pool:
        outcome = pool.submit(driver.print_ticket, OLD)
        assert slow.wait_until(lambda state: len(state["hanging"]["lines"]) > 1)
        slow.do(action)
        return outcome.result(20)


def next_person(emulator, driver):
    """The next ticket is whole and alone on its paper."""
    emulator.do("speed", mm_per_second=0)
    assert driver.print_ticket(NEW) == Printed()
    state = emulator.state()
    assert state["violations"] == []
    assert state["tickets"][-1]["lines"] == ["办理回执", "姓名  王＊例", "，。：￥"]
    assert not any(ticket["held_over"] for ticket in state["tickets"])
    return state


def test_a_ticket_is_printed_and_can_be_read(emulator, printer):
    ticket = Ticket((*NEW.blocks, TextLine("李䶮"), QrBlock("https://sample.invalid/v/7Qm2kP")))
    assert printer.print_ticket(ticket) == Printed()
    state = emulator.state()
    (printed,) = state["tickets"]
    assert printed["lines"] == ["办理回执", "姓名  王＊例", "，。：￥"]
    assert (state["violations"], state["buffered_bytes"], state["in_mouth"]) == ([], 0, 1)
    with Image.open(printed["file"]) as picture:
        (code,) = zxingcpp.read_barcodes(picture)
    assert code.text == "https://sample.invalid/v/7Qm2kP"
    emulator.do("take")
    assert emulator.state()["in_mouth"] == 0


@pytest.mark.parametrize("name", ["raster-80mm", "gb2312-80mm"])
def test_other_profiles_print_too(emulator, connect, name):
    driver = connect(emulator.address, {"profile": name})
    assert driver.print_ticket(Ticket((*NEW.blocks, QrBlock("https://sample.invalid/v/abc")))) == Printed()
    (printed,) = emulator.state()["tickets"]
    assert emulator.state()["violations"] == []
    with Image.open(printed["file"]) as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == ["https://sample.invalid/v/abc"]


def test_narrow_paper(tmp_path, connect):
    device = EscposPrinterEmulator(tmp_path, width_dots=384, mm_per_second=0)
    driver = connect(device.start(), {"profile": "generic-58mm"})
    assert driver.print_ticket(OLD) == Printed()
    assert device.state()["violations"] == []
    device.stop()


@pytest.mark.parametrize(
    ("action", "fault"),
    [
        ("paper_out", "printer.paper_out"),
        ("open_cover", "printer.cover_open"),
        ("jam_cutter", "printer.cutter"),
        ("overheat", "printer.hot"),
    ],
)
def test_a_fault_before_means_nothing_was_started(emulator, printer, action, fault):
    emulator.do(action)
    assert printer.status().faults == (fault,)
    assert not printer.status().ready
    assert printer.print_ticket(NEW) == NotPrinted(fault, started=False)
    state = emulator.state()
    assert (state["tickets"], state["buffered_bytes"], state["hanging"]["lines"]) == ([], 0, [])


def test_little_paper_is_no_fault(emulator, printer):
    emulator.do("paper_low")
    status = printer.status()
    assert (status.paper, status.faults, status.ready) == ("low", (), True)
    assert printer.print_ticket(NEW) == Printed()


def test_paper_that_ends_in_mid_ticket_and_the_next_person(emulator, printer):
    emulator.do("paper_out_after", lines=9)
    assert printer.print_ticket(OLD) == NotPrinted("printer.paper_out", started=True)
    state = emulator.state()
    assert (state["paper"], state["buffered_bytes"], state["tickets"]) == ("out", 0, [])
    assert printer.print_ticket(NEW) == NotPrinted("printer.paper_out", started=False)
    emulator.do("paper_ok")
    state = next_person(emulator, printer)
    assert any("前一位" in line for piece in state["torn"] for line in piece["lines"])
    assert not any("前一位" in line for ticket in state["tickets"] for line in ticket["lines"])


def test_the_emulator_would_show_an_old_ticket(emulator):
    """A host that does not drop the buffer: what the driver must never let happen."""
    emulator.do("paper_out_after", lines=2)
    address = emulator.address.rpartition(":")
    with socket.create_connection(("127.0.0.1", int(address[2])), timeout=10) as host:
        host.sendall(b"\x1b@" + b"secret line\n" * 9 + b"\x1bd\x09\x1dV\x00")
        assert emulator.wait_until(lambda state: state["paper"] == "out" and state["buffered_bytes"] > 0)
    emulator.do("paper_ok")
    assert emulator.wait_until(lambda state: bool(state["tickets"]))
    (old,) = emulator.state()["tickets"]
    assert old["held_over"]
    assert "secret line" in old["lines"]


@pytest.mark.parametrize(
    ("action", "fault", "mended"),
    [
        ("open_cover", "printer.cover_open", "close_cover"),
        ("jam_cutter", "printer.cutter", "clear_cutter"),
        ("overheat", "printer.hot", "cool"),
        ("paper_out", "printer.paper_out", "paper_ok"),
    ],
)
def test_a_fault_in_mid_ticket(slow, connect, action, fault, mended):
    driver = connect(slow.address)
    outcome = in_the_middle(slow, driver, action)
    assert outcome == NotPrinted(fault, started=True)
    slow.do(mended)
    state = next_person(slow, driver)
    leftovers = [ticket["lines"][-1] for ticket in state["tickets"][:-1]]
    assert leftovers == ["以上未打完，作废"]


def test_unplugged_in_mid_ticket(slow, connect):
    driver = connect(slow.address)
    outcome = in_the_middle(slow, driver, "unplug")
    assert outcome == NotPrinted("printer.offline", started=True)
    with pytest.raises(DeviceAbsent):
        driver.status()
    with pytest.raises(DeviceAbsent):
        driver.print_ticket(NEW)
    slow.do("plug")
    next_person(slow, driver)


def test_silent_in_mid_ticket(slow, connect):
    driver = connect(slow.address)
    outcome = in_the_middle(slow, driver, "go_silent")
    assert outcome == NotPrinted("printer.offline", started=True)
    with pytest.raises(DeviceTimeout):
        driver.status()
    slow.do("speak_again")
    next_person(slow, driver)


def test_silence_after_everything_went_out_is_unknown(slow, connect):
    driver = connect(slow.address)
    short = Ticket(OLD.blocks[:10])
    with ThreadPoolExecutor(1) as pool:
        outcome = pool.submit(driver.print_ticket, short)
        assert slow.wait_until(lambda state: len(state["hanging"]["lines"]) > 1)
        slow.do("go_silent", prints=True)
        assert outcome.result(20) == PrintUnknown("device.silent")
    slow.do("speak_again")
    next_person(slow, driver)


def test_a_printer_that_is_well_and_does_not_move(slow, connect):
    """What was not worked off in time is given up, and it does not come out later."""
    impatient = connect(slow.address, {"job_seconds": 0.01})
    assert impatient.print_ticket(OLD) == NotPrinted("printer.offline", started=True)
    assert slow.state()["buffered_bytes"] == 0
    assert impatient.print_ticket(Ticket(OLD.blocks[:9])) == PrintUnknown("device.silent")
    assert slow.state()["buffered_bytes"] == 0


def test_silent_before(emulator, printer):
    emulator.do("go_silent")
    with pytest.raises(DeviceTimeout):
        printer.print_ticket(NEW)
    emulator.do("speak_again")
    next_person(emulator, printer)


def test_a_connection_the_printer_closed_while_idle_is_opened_again(emulator, printer):
    assert printer.status().ready
    emulator.do("hang_up")
    assert printer.status().ready
    emulator.do("hang_up")
    assert printer.print_ticket(NEW) == Printed()


def test_absent_and_back(emulator, printer):
    emulator.do("unplug")
    with pytest.raises(DeviceAbsent):
        printer.status()
    with pytest.raises(DeviceAbsent):
        printer.open()
    printer.purge()
    printer.forget()
    emulator.do("plug")
    assert printer.print_ticket(NEW) == Printed()


def test_purge_empties_the_buffer_of_somebody_else(emulator, printer):
    emulator.do("paper_out")
    with socket.create_connection(("127.0.0.1", int(emulator.address.rpartition(":")[2])), timeout=10) as host:
        host.sendall(b"left by a crashed terminal\n")
        assert emulator.wait_until(lambda state: state["buffered_bytes"] > 0)
    printer.purge()
    assert emulator.state()["buffered_bytes"] == 0
    emulator.do("paper_ok")
    assert printer.print_ticket(NEW) == Printed()
    assert emulator.state()["tickets"][0]["lines"] == ["办理回执", "姓名  王＊例", "，。：￥"]


def test_open_and_close_may_be_repeated(emulator, printer):
    printer.open()
    printer.close()
    printer.close()
    assert printer.status().ready


def peer_that_says(answer):
    """A port on which something answers every question with `answer`; returns its address and how to end it."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(10)

    def serve():
        host, _ = server.accept()
        with host, server:
            while host.recv(64):
                host.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    return f"tcp://127.0.0.1:{server.getsockname()[1]}", thread


@pytest.mark.parametrize(("answer", "error"), [(b"", DeviceTimeout), (b"\xff", DeviceProtocolError)])
def test_something_that_is_no_printer(connect, answer, error):
    address, thread = peer_that_says(answer)
    driver = connect(address, {"answer_seconds": 0.1})
    with pytest.raises(error):
        driver.status()
    driver.close()
    thread.join(10)


def test_something_that_hangs_up_at_once(connect):
    with socket.create_server(("127.0.0.1", 0)) as server, ThreadPoolExecutor(1) as pool:
        closed = pool.submit(lambda: server.accept()[0].close())
        driver = connect(f"tcp://127.0.0.1:{server.getsockname()[1]}")
        with pytest.raises(DeviceAbsent):
            driver.status()
        closed.result(10)


def test_automatic_status_goes_to_those_who_asked(emulator):
    with socket.create_connection(("127.0.0.1", int(emulator.address.rpartition(":")[2])), timeout=10) as host:
        host.sendall(b"\x1da\x0f\x10\x04\x01")
        assert host.recv(1) == b"\x12"
        emulator.do("open_cover")
        assert host.recv(4) == b"\x38\x00\x00\x00"
        host.sendall(b"\x10\x04\x09\x10\x05\x01\x10\x05\x07\x1dV")
        assert emulator.wait_until(lambda state: len(state["violations"]) == 2)
    assert emulator.wait_until(lambda state: "inside a command" in state["violations"][-1])
    assert len(emulator.state()["violations"]) == 3


def test_two_hosts_at_once_are_a_violation(emulator):
    emulator.do("paper_out")
    port = int(emulator.address.rpartition(":")[2])
    with (
        socket.create_connection(("127.0.0.1", port), timeout=10) as one,
        socket.create_connection(("127.0.0.1", port), timeout=10) as two,
    ):
        one.sendall(b"x")
        assert emulator.wait_until(lambda state: state["buffered_bytes"] == 1)
        two.sendall(b"y")
        assert emulator.wait_until(lambda state: bool(state["violations"]))


def test_a_full_buffer_holds_the_sender_back(emulator):
    emulator.do("paper_out")
    with socket.create_connection(("127.0.0.1", int(emulator.address.rpartition(":")[2])), timeout=10) as host:
        host.sendall(b"a long text\n" * 700)
        assert emulator.wait_until(lambda state: state["buffered_bytes"] >= 4096)
        assert emulator.state()["buffered_bytes"] < 8192
        emulator.do("paper_ok")
        assert emulator.wait_until(lambda state: len(state["hanging"]["lines"]) == 700)

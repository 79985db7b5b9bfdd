"""The production card reader over a real line: reading, removal, speed, and every known lie of the modules."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from drivers.api.errors import DeviceAbsent, DeviceBusy, DeviceError, DeviceFault, DeviceProtocolError, DeviceTimeout
from drivers.api.idcard import CardOutcome, CardRead, CardSuspect, CardUnreadable, CardWrongKind
from drivers.emulators.sam_v import SamVEmulator
from drivers.emulators.sam_v_cards import load_cards
from drivers.families.sam_v.driver import SamVReader

SHORT = {"read": 0.6, "find": 0.3, "select": 0.3, "status": 0.3, "reset": 0.3, "read_addresses": 0.3}
IDENTITY_CARDS = [card.id for card in load_cards().values() if not card.fails_at]


@pytest.fixture
def emulator(tmp_path: Path) -> Iterator[SamVEmulator]:
    emulator = SamVEmulator(tmp_path, card_seconds=0.02)
    emulator.start()
    yield emulator
    emulator.stop()


@pytest.fixture
def reader(emulator: SamVEmulator, tmp_path: Path) -> Iterator[SamVReader]:
    reader = SamVReader(str(tmp_path / "idcard"), {"limits": SHORT})
    reader.open()
    yield reader
    reader.close()


def read_card(reader: SamVReader, emulator: SamVEmulator, card: str = "li_sample") -> CardOutcome:
    emulator.do("place", card=card)
    assert reader.find()
    return reader.read()


def name_of(outcome: CardOutcome) -> str:
    assert isinstance(outcome, CardRead), outcome
    return outcome.card.name


def violations(emulator: SamVEmulator) -> list[str]:
    return emulator.state()["violations"]


# Reading


@pytest.mark.parametrize("card", IDENTITY_CARDS)
def test_every_identity_card_is_read(reader: SamVReader, emulator: SamVEmulator, card: str) -> None:
    outcome = read_card(reader, emulator, card)
    assert isinstance(outcome, CardRead)
    assert len(outcome.card.portrait_wlt) == 1024
    assert not outcome.card.fingerprint_present  # nobody asked for it
    assert outcome.read_ms > 0
    assert violations(emulator) == []


def test_appended_addresses(reader: SamVReader, emulator: SamVEmulator) -> None:
    outcome = read_card(reader, emulator)
    assert isinstance(outcome, CardRead)
    assert outcome.card.appended_addresses == ("样例省样例市示范区青石桥街道新测试路2号",)


def test_appended_addresses_are_not_asked_for_when_not_wanted(reader: SamVReader, emulator: SamVEmulator) -> None:
    emulator.do("place", card="li_sample")
    assert reader.find()
    outcome = reader.read(appended_addresses=False)
    assert isinstance(outcome, CardRead)
    assert outcome.card.appended_addresses == ()
    assert "3003" not in emulator.state()["commands"]


@pytest.mark.parametrize(("card", "present"), [("li_sample", True), ("child", False)])
def test_fingerprints_where_the_profile_wants_them(
    emulator: SamVEmulator, tmp_path: Path, card: str, present: bool
) -> None:
    reader = SamVReader(str(tmp_path / "idcard"), {"fingerprint": True})
    reader.open()
    outcome = read_card(reader, emulator, card)
    reader.close()
    assert isinstance(outcome, CardRead)
    assert outcome.card.fingerprint_present is present


def test_no_card(reader: SamVReader, emulator: SamVEmulator) -> None:
    assert not reader.find()
    assert not reader.find()
    assert violations(emulator) == []  # the driver keeps the pause between looks by itself


@pytest.mark.parametrize(
    ("card", "outcome"),
    [("bus_card", CardWrongKind(0x40)), ("worn_chip", CardUnreadable(0x41)), ("forged", CardSuspect(0x33))],
)
def test_cards_that_are_none(reader: SamVReader, emulator: SamVEmulator, card: str, outcome: CardOutcome) -> None:
    assert read_card(reader, emulator, card) == outcome
    assert violations(emulator) == []


def test_an_unreadable_card_is_tried_twice_from_the_beginning(reader: SamVReader, emulator: SamVEmulator) -> None:
    read_card(reader, emulator, "worn_chip")
    assert emulator.state()["commands"][-6:] == ["2001", "2002", "3001"] * 2


def test_identity_is_the_text_on_the_plate(reader: SamVReader) -> None:
    assert reader.identity() == "05.01-00000099-0000001337-0000003854"


def test_status(reader: SamVReader) -> None:
    status = reader.status()
    assert status.ready
    assert "115200 baud" in status.detail


# A card that was read, and its removal


def test_a_card_that_was_read_is_not_found_again_until_it_is_lifted(reader: SamVReader, emulator: SamVEmulator) -> None:
    read_card(reader, emulator)
    assert not reader.find()
    assert not reader.removed()
    emulator.do("lift")
    assert reader.removed()
    assert name_of(read_card(reader, emulator, "wang_example")) == "王示例"
    assert violations(emulator) == []


def test_one_failed_look_is_no_removal(reader: SamVReader, emulator: SamVEmulator) -> None:
    read_card(reader, emulator)
    emulator.do("status", sw3=0x41, command="3005")
    assert not reader.removed()
    assert emulator.state()["commands"][-2:] == ["3005", "3005"]


def test_a_dead_module_is_no_lifted_card(reader: SamVReader, emulator: SamVEmulator) -> None:
    read_card(reader, emulator)
    for _ in range(3):
        emulator.do("drop_reply")
    with pytest.raises(DeviceTimeout):
        reader.removed()


@pytest.mark.parametrize("card", ["li_sample", None])
def test_removal_without_a_read_is_a_look(reader: SamVReader, emulator: SamVEmulator, card: str | None) -> None:
    if card:
        emulator.do("place", card=card)
    assert reader.removed() is (card is None)


# Noise, losses, late replies


@pytest.mark.parametrize("command", ["2001", "2002", "3001", "3003"])
@pytest.mark.parametrize("fault", ["stray_byte", "corrupt_reply", "short_reply"])
def test_damaged_replies_cost_nothing_but_time(
    reader: SamVReader, emulator: SamVEmulator, command: str, fault: str
) -> None:
    emulator.do(fault, command=command)
    assert name_of(read_card(reader, emulator)) == "李样本"
    assert violations(emulator) == []


@pytest.mark.parametrize("command", ["2002", "3001", "3003"])
def test_a_lost_reply_is_fetched_again(reader: SamVReader, emulator: SamVEmulator, command: str) -> None:
    emulator.do("drop_reply", command=command)
    assert name_of(read_card(reader, emulator)) == "李样本"
    assert violations(emulator) == []


def test_a_reply_lost_after_the_read_is_fetched_in_the_same_session(reader: SamVReader, emulator: SamVEmulator) -> None:
    emulator.do("drop_reply", command="3001")
    read_card(reader, emulator)
    assert emulator.state()["commands"][-3:] == ["3001", "3001", "3003"]


def test_a_reply_lost_twice_is_fetched_after_a_reset(reader: SamVReader, emulator: SamVEmulator) -> None:
    for _ in range(2):
        emulator.do("drop_reply", command="3001")
    assert name_of(read_card(reader, emulator)) == "李样本"
    assert emulator.state()["commands"][-5:] == ["10ff", "2001", "2002", "3001", "3003"]
    assert violations(emulator) == []


def test_a_card_lifted_while_replies_are_lost_is_unreadable(reader: SamVReader, emulator: SamVEmulator) -> None:
    # Arrange: the read is lost, then the session is gone with the card
    emulator.do("drop_reply", command="3001")
    emulator.do("lift_mid_read")

    # Act and assert
    assert read_card(reader, emulator) == CardUnreadable(0x41)


def test_replies_that_stay_lost_end_in_unreadable(reader: SamVReader, emulator: SamVEmulator) -> None:
    for _ in range(3):
        emulator.do("drop_reply", command="3001")
    assert read_card(reader, emulator) == CardUnreadable(0)


def test_a_module_that_dies_in_mid_read(reader: SamVReader, emulator: SamVEmulator) -> None:
    emulator.do("place", card="li_sample")
    assert reader.find()
    for _ in range(3):
        emulator.do("drop_reply")
    with pytest.raises(DeviceTimeout):
        reader.read()


def test_a_look_that_got_lost_saw_nothing(reader: SamVReader, emulator: SamVEmulator) -> None:
    emulator.do("drop_reply", command="2001")
    emulator.do("place", card="li_sample")
    assert not reader.find()
    assert reader.find()


def test_lengths_inside_a_read_that_do_not_add_up(reader: SamVReader, emulator: SamVEmulator) -> None:
    emulator.do("wrong_lengths", command="3001")
    assert read_card(reader, emulator) == CardUnreadable(0x90)


def test_a_late_reply_is_let_pass_before_the_next_question(reader: SamVReader, emulator: SamVEmulator) -> None:
    emulator.do("late_reply", command="3001", seconds=0.8)  # the limit here is 0.6 s
    assert name_of(read_card(reader, emulator)) == "李样本"
    assert emulator.state()["overtaken"] == 0


def test_a_very_late_reply_is_not_taken_for_the_next_one(reader: SamVReader, emulator: SamVEmulator) -> None:
    # Arrange: later than anybody waits, so that the answer to the repeat is still on its way at the next question
    emulator.do("late_reply", command="3001", seconds=1.6)

    # Act
    outcome = read_card(reader, emulator)

    # Assert
    assert emulator.state()["overtaken"] == 1
    assert isinstance(outcome, CardRead)
    assert outcome.card.appended_addresses == ("样例省样例市示范区青石桥街道新测试路2号",)


def test_a_late_reply_to_find_does_not_answer_select(reader: SamVReader, emulator: SamVEmulator) -> None:
    emulator.do("late_reply", command="2001", seconds=0.5)
    emulator.do("place", card="li_sample")
    assert not reader.find()
    assert reader.find()
    assert name_of(reader.read()) == "李样本"


@pytest.mark.parametrize("sw3", [0x10, 0x11])
def test_a_frame_the_module_did_not_understand_is_sent_once_more(
    reader: SamVReader, emulator: SamVEmulator, sw3: int
) -> None:
    emulator.do("status", sw3=sw3, command="2002")
    assert name_of(read_card(reader, emulator)) == "李样本"
    assert emulator.state()["commands"].count("2002") == 2


@pytest.mark.parametrize("sw3", [0x31, 0x32, 0x47, 0x50, 0x81])
def test_one_failure_is_tried_again(reader: SamVReader, emulator: SamVEmulator, sw3: int) -> None:
    emulator.do("status", sw3=sw3, command="2002")
    assert name_of(read_card(reader, emulator)) == "李样本"


def test_a_card_lifted_in_mid_read(reader: SamVReader, emulator: SamVEmulator) -> None:
    emulator.do("lift_mid_read")
    assert read_card(reader, emulator) == CardUnreadable(0x41)
    assert name_of(read_card(reader, emulator)) == "李样本"


def test_a_card_lifted_before_its_appended_addresses_is_not_half_read(
    reader: SamVReader, emulator: SamVEmulator
) -> None:
    for _ in range(2):
        emulator.do("status", sw3=0x41, command="3003")
    assert read_card(reader, emulator) == CardUnreadable(0x41)


def test_a_module_too_old_for_appended_addresses(reader: SamVReader, emulator: SamVEmulator) -> None:
    emulator.do("status", sw3=0x21, command="3003")
    assert name_of(read_card(reader, emulator)) == "李样本"


@pytest.mark.parametrize("sw3", [0x23, 0x66])
def test_a_module_that_is_broken_says_so(reader: SamVReader, emulator: SamVEmulator, sw3: int) -> None:
    emulator.do("status", sw3=sw3, command="2001")
    with pytest.raises(DeviceFault):
        reader.find()
    emulator.do("status", sw3=sw3, command="11ff")
    assert reader.status().faults == ("device.fault",)


def test_a_silent_module(reader: SamVReader, emulator: SamVEmulator) -> None:
    for _ in range(2):
        emulator.do("drop_reply")
    with pytest.raises(DeviceTimeout):
        reader.find()


# Ports


def test_unplugged_in_mid_read_and_back(reader: SamVReader, emulator: SamVEmulator) -> None:
    # Arrange
    emulator.do("unplug_mid_read")

    # Act
    with pytest.raises(DeviceAbsent):
        read_card(reader, emulator)
    reader.close()
    with pytest.raises(DeviceAbsent):
        reader.open()
    emulator.do("plug")
    reader.open()

    # Assert
    assert name_of(read_card(reader, emulator)) == "李样本"
    assert violations(emulator) == []


@pytest.mark.parametrize("action", [SamVReader.find, SamVReader.read, SamVReader.status, SamVReader.identity])
def test_every_call_tells_that_the_port_is_gone(
    reader: SamVReader, emulator: SamVEmulator, action: Callable[[SamVReader], object]
) -> None:
    emulator.do("unplug")
    with pytest.raises(DeviceAbsent):
        action(reader)
    emulator.do("plug")
    reader.open()  # without close: the link has let the dead handle go
    assert reader.status().ready


def test_unplugged_while_the_driver_waits(reader: SamVReader, emulator: SamVEmulator) -> None:
    # Arrange: the reader is asked and takes its time
    emulator.do("place", card="li_sample")
    assert reader.find()
    emulator.do("late_reply", command="2002", seconds=5)
    errors: SimpleQueue[DeviceError | None] = SimpleQueue()

    def read() -> None:
        try:
            reader.read()
            errors.put(None)
        except DeviceError as error:
            errors.put(error)

    thread = threading.Thread(target=read)
    thread.start()

    # Act
    assert emulator.wait_for(lambda state: state["pending"] == 1)
    emulator.do("unplug")

    # Assert
    assert isinstance(errors.get(timeout=10), DeviceAbsent)
    thread.join()


def test_a_second_program_is_told_that_the_port_is_busy(reader: SamVReader, tmp_path: Path) -> None:
    with pytest.raises(DeviceBusy):
        SamVReader(str(tmp_path / "idcard")).open()


def test_a_port_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DeviceAbsent):
        SamVReader(str(tmp_path / "nothing")).open()


def test_using_a_reader_that_is_not_open(tmp_path: Path) -> None:
    reader = SamVReader(str(tmp_path / "nothing"))
    reader.close()
    reader.forget()
    with pytest.raises(DeviceAbsent):
        reader.find()


def test_open_and_close_twice(reader: SamVReader) -> None:
    reader.open()
    reader.close()
    reader.close()
    reader.open()
    assert reader.status().ready


@pytest.mark.parametrize("baud", [57600, 38400, 19200, 9600])
def test_any_speed_is_found(emulator: SamVEmulator, tmp_path: Path, baud: int) -> None:
    emulator.do("baud", rate=baud)
    reader = SamVReader(str(tmp_path / "idcard"), {"baud": 115200})
    reader.open()
    status = reader.status()
    reader.close()
    assert f"{baud} baud" in status.detail


def test_a_module_that_answers_at_no_speed(emulator: SamVEmulator, tmp_path: Path) -> None:
    for _ in range(5):
        emulator.do("drop_reply")
    with pytest.raises(DeviceTimeout):
        SamVReader(str(tmp_path / "idcard")).open()


def test_something_else_on_the_port(emulator: SamVEmulator, tmp_path: Path) -> None:
    for _ in range(10):
        emulator.do("corrupt_reply")
    with pytest.raises(DeviceProtocolError):
        SamVReader(str(tmp_path / "idcard")).open()


def test_a_failed_self_test_is_reset_once(emulator: SamVEmulator, tmp_path: Path) -> None:
    emulator.do("status", sw3=0x60, command="11ff")
    reader = SamVReader(str(tmp_path / "idcard"))
    reader.open()
    assert "10ff" in emulator.state()["commands"]
    assert reader.status().ready
    reader.close()


def test_a_self_test_that_keeps_failing_is_a_fault(emulator: SamVEmulator, tmp_path: Path) -> None:
    emulator.do("status", sw3=0x60, command="11ff")
    emulator.do("status", sw3=0x60, command="10ff")
    with pytest.raises(DeviceFault):
        SamVReader(str(tmp_path / "idcard")).open()


def test_identity_that_is_refused_is_a_protocol_error(reader: SamVReader, emulator: SamVEmulator) -> None:
    emulator.do("status", sw3=0x21, command="12ff")
    with pytest.raises(DeviceProtocolError):
        reader.identity()


def test_unknown_commands_in_a_profile_are_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fnid"):
        SamVReader(str(tmp_path), {"commands": {"fnid": "2001"}})


def test_command_bytes_of_a_profile_are_used(emulator: SamVEmulator, tmp_path: Path) -> None:
    reader = SamVReader(str(tmp_path / "idcard"), {"commands": {"find": "0081"}})
    reader.open()
    assert not reader.find()
    reader.close()
    assert "0081" in emulator.state()["commands"]


def test_forgetting_keeps_nothing_but_that_a_card_lies_there(reader: SamVReader, emulator: SamVEmulator) -> None:
    read_card(reader, emulator)
    reader.forget()
    assert not reader.find()  # it was not lifted: the next person does not get the last one's card
    assert not reader.removed()
    emulator.do("lift")
    assert reader.removed()
    emulator.do("unplug")
    reader.forget()  # never raises

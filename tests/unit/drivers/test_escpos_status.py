"""DLE EOT bytes to status: three-valued, by profile, and silence is never good news."""

import pytest

from drivers.api.errors import DeviceProtocolError, DeviceTimeout
from drivers.families.escpos.status import StatusBits, is_answer, is_barrier, summarise

USUAL = StatusBits()


def answers(one=0x12, two=0x12, three=0x12, four=0x12):
    return {1: one, 2: two, 3: three, 4: four}


@pytest.mark.parametrize(
    ("given", "connection", "paper", "faults"),
    [
        (answers(), "online", "ok", ()),
        (answers(four=0x1E), "online", "low", ()),
        (answers(0x1A, 0x32, 0x12, 0x7E), "offline", "out", ("printer.paper_out",)),
        (answers(0x1A, 0x32, 0x12, 0x72), "offline", "out", ("printer.paper_out",)),
        (answers(four=0x32), "online", "out", ("printer.paper_out",)),
        (answers(0x1A, 0x16), "offline", "ok", ("printer.cover_open",)),
        (answers(0x1A, 0x36, 0x12, 0x7E), "offline", "out", ("printer.cover_open", "printer.paper_out")),
        (answers(0x1A, 0x52, 0x1A), "offline", "ok", ("printer.cutter",)),
        (answers(0x1A, 0x52, 0x32), "offline", "ok", ("printer.fault",)),
        (answers(0x1A, 0x52, 0x16), "offline", "ok", ("printer.fault",)),
        (answers(0x1A, 0x52, 0x52), "offline", "ok", ("printer.hot",)),
        (answers(0x1A, 0x52, 0x12), "offline", "ok", ("printer.fault",)),
        (answers(0x1A), "offline", "ok", ("printer.offline",)),
    ],
)
def test_what_the_bits_mean(given, connection, paper, faults):
    status = summarise(given, USUAL)
    assert (status.connection, status.paper, status.faults) == (connection, paper, faults)
    assert status.ready == (connection == "online" and not faults)


def test_a_printer_that_says_nothing_is_not_well():
    with pytest.raises(DeviceTimeout):
        summarise({1: None, 2: None, 3: None, 4: None}, USUAL)


def test_noise_is_not_an_answer():
    with pytest.raises(DeviceProtocolError, match="13 -- -- --"):
        summarise({1: 0x13}, USUAL)


def test_an_unanswered_question_leaves_its_part_unknown():
    status = summarise({1: 0x12, 2: 0x12, 3: 0x12, 4: None}, USUAL)
    assert (status.connection, status.paper) == ("online", "unknown")
    assert summarise({1: 0x00, 4: 0x12}, USUAL).connection == "unknown"


def test_paper_end_seen_by_the_stop_alone_counts():
    assert summarise({1: 0x1A, 2: 0x32, 4: None}, USUAL).paper == "out"


def test_a_model_without_sensor_never_claims_paper():
    assert summarise(answers(), StatusBits(paper_out=())).paper == "unknown"


def test_detail_shows_the_raw_bytes_in_order():
    assert summarise({4: 0x1E, 1: 0x12}, USUAL).detail == "12 -- -- 1e"


def test_a_mouth_sensor_is_reported_where_there_is_one():
    presenter = StatusBits.from_profile({"mouth": [[4, 0x40]], "paper_out": [[4, 0x20]]})
    assert summarise(answers(four=0x52), presenter).output == "present"
    assert summarise(answers(four=0x52), presenter).paper == "ok"
    assert summarise(answers(), presenter).output == "not_present"
    assert summarise({1: 0x12, 4: None}, presenter).output == "unknown"
    assert summarise(answers(), USUAL).output == "unknown"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"papper": [[4, 1]]}, "unknown meaning 'papper'"),
        ({"hot": [[5, 0x40]]}, "status.hot"),
        ({"hot": [[3, 0]]}, "status.hot"),
        ({"hot": [[3, 256]]}, "status.hot"),
    ],
)
def test_a_wrong_profile_is_explained(table, words):
    with pytest.raises(ValueError, match=words):
        StatusBits.from_profile(table)


def test_answers_and_barriers_are_never_mixed_up():
    assert not [byte for byte in range(256) if is_answer(byte) and is_barrier(byte)]
    assert is_answer(0x12)
    assert is_answer(0x7E)
    assert not is_answer(0x11)  # XON
    assert not is_answer(0x13)  # XOFF
    assert is_barrier(0x00)
    assert is_barrier(0x0F)

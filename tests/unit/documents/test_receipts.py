"""Receipts: the right words, masked, the same every time, large enough for elders."""

from dataclasses import replace
from datetime import date, datetime

import pytest
import yaml

from drivers.api.printer import KeyValue, QrBlock, TextLine
from drivers.emulators.escpos_machine import Machine
from drivers.emulators.escpos_parser import Parser
from drivers.families.escpos.commands import compose
from drivers.families.escpos.profile import load
from kiosk.documents.receipt import (
    Accepted,
    Kept,
    Station,
    certification_receipt,
    group_by_four,
    kept_receipt,
    sample_receipt,
)
from kiosk.domain.idnumber import mask_name, mask_number

STATION = Station("青石桥社区便民服务站", "0990-1234567", "QSQ-01")
AT = datetime(2026, 11, 21, 9, 5)
ACCEPTED = Accepted(
    station=STATION,
    item="高龄津贴认证",
    masked_name="李＊本",
    masked_number=mask_number("990101194003150020"),
    result="认证通过",
    at=AT,
    case_number="990101001MB0001234532054200000012026112100017"[:43],
    due=date(2027, 11, 20),
    verify_url="https://sample.invalid/v/7Qm2kP9xLr4TbW",
)
KEPT = Kept(STATION, "高龄津贴认证", "李＊本", mask_number("990101194003150020"), AT, "LX-QSQ01-20261121-0007")


def words(ticket):
    found = []
    for block in ticket.blocks:
        match block:
            case TextLine():
                found.append(block.text)
            case KeyValue():
                found.append(f"{block.label}={block.value}")
            case QrBlock():
                found.append(f"QR {block.text}")
            case _:
                pass
    return found


def on_paper(ticket, profile="generic-80mm"):
    pieces = []
    settings = load({"profile": profile})
    machine = Machine(settings.width_dots, lambda _, text: pytest.fail(text), pieces.append)
    for command in Parser(lambda _, text: pytest.fail(text)).feed(b"".join(compose(ticket, settings))):
        machine.execute(command)
    return pieces[0]


def test_an_accepted_certification_says_everything():
    assert words(certification_receipt(ACCEPTED)) == [
        "青石桥社区便民服务站",
        "办理回执",
        "认证通过",
        "事项=高龄津贴认证",
        "姓名=李＊本",
        "证件号码=9*************0020",
        "办理时间=2026年11月21日 09:05",
        "下次认证不晚于",
        "2027年11月20日",
        "办件编号",
        "9901 0100 1MB0 0012 3453 2054 2000 0001 2026 1121 000",
        "QR https://sample.invalid/v/7Qm2kP9xLr4TbW",
        "扫码查办理进度",
        "政务热线=12345",
        "本站电话=0990-1234567",
        "终端编号=QSQ-01",
        "请收好回执，带走身份证。",
    ]


def test_what_is_not_known_is_not_printed():
    bare = replace(ACCEPTED, due=None, station=replace(STATION, phone=""))
    text = "".join(words(certification_receipt(bare)))
    assert "下次认证" not in text
    assert "本站电话" not in text


def test_a_kept_submission_promises_no_more_than_is_true():
    text = words(kept_receipt(KEPT))
    assert "已收到，正在上报" in text
    assert "LX-QSQ01-20261121-0007" in text
    assert "这不是办件编号。" in text
    assert not any(line.startswith(("QR", "认证通过", "下次认证")) for line in text)


def test_a_reprint_says_so():
    assert "（重打）" in words(certification_receipt(ACCEPTED, reprint=True))
    assert "（重打）" in words(kept_receipt(KEPT, reprint=True))
    assert "（重打）" not in words(certification_receipt(ACCEPTED))


@pytest.mark.parametrize(
    ("make", "record"),
    [(certification_receipt, ACCEPTED), (kept_receipt, KEPT), (lambda _, elder: sample_receipt(elder=elder), None)],
)
def test_elder_receipts_are_double_size_throughout(make, record):
    ticket = make(record, elder=True)
    assert all(block.scale == 2 for block in ticket.blocks if isinstance(block, TextLine | KeyValue))
    assert 2 * load({}).body_dots / load({}).dots_per_mm >= 6.0


def test_the_same_record_gives_the_same_bytes():
    one, two = certification_receipt(ACCEPTED), certification_receipt(replace(ACCEPTED))
    assert one == two
    assert compose(one, load({})) == compose(two, load({}))


@pytest.mark.parametrize("profile", ["generic-80mm", "generic-58mm", "raster-80mm", "raster-58mm"])
@pytest.mark.parametrize("elder", [False, True])
def test_every_receipt_fits_every_paper(profile, elder):
    for ticket in (
        certification_receipt(ACCEPTED, elder=elder),
        kept_receipt(KEPT, elder=elder),
        sample_receipt(elder=elder),
    ):
        assert on_paper(ticket, profile).rows > 0


def test_a_receipt_needs_no_drawn_line_on_a_chinese_printer():
    piece = on_paper(certification_receipt(ACCEPTED))
    assert piece.images == 4  # the rules
    assert "办件编号" in piece.lines
    assert piece.codes == ["https://sample.invalid/v/7Qm2kP9xLr4TbW"]


def test_the_sample_shows_what_is_hard():
    piece = on_paper(sample_receipt())
    assert "，。：；？！（）《》“”￥" in piece.lines
    assert piece.images > 3  # the rare characters are drawn
    assert piece.codes == ["https://sample.invalid/v/PRINT-SAMPLE"]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("masked_number", "990101194003150020", "full identity number"),
        ("masked_number", "USA990145010101", "not masked"),
        ("masked_number", "", "not masked"),
        ("masked_name", "李样本", "not masked"),
        ("masked_name", "990101194003150020", "full identity number"),
        ("item", "认证 99010120210601028X", "full identity number"),
    ],
)
@pytest.mark.parametrize(("make", "record"), [(certification_receipt, ACCEPTED), (kept_receipt, KEPT)])
def test_what_is_not_masked_is_refused(make, record, field, value, reason):
    with pytest.raises(ValueError, match=reason):
        make(replace(record, **{field: value}))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"verify_url": "https://sample.invalid/v?id=990101194003150020"}, "full identity number"),
        ({"result": "990101194003150020 通过"}, "full identity number"),
        ({"case_number": ""}, "backend"),
        ({"case_number": "LX-QSQ01-20261121-0007"}, "backend"),
    ],
)
def test_an_accepted_receipt_refuses_what_does_not_belong_there(changes, reason):
    with pytest.raises(ValueError, match=reason):
        certification_receipt(replace(ACCEPTED, **changes))


def test_terminal_numbers_have_their_own_shape():
    with pytest.raises(ValueError, match="LX-"):
        kept_receipt(replace(KEPT, receipt_number="20261121-0007"))


def test_every_sample_resident_can_have_a_receipt(pytestconfig):
    residents = yaml.safe_load((pytestconfig.rootpath / "assets/samples/residents.yaml").read_text("utf-8"))[
        "residents"
    ]
    for person in residents.values():
        record = replace(ACCEPTED, masked_name=mask_name(person["name"]), masked_number=mask_number(person["number"]))
        for elder in (False, True):
            printed = "".join(on_paper(certification_receipt(record, elder=elder)).lines)
            assert person["number"] not in printed
            assert person["name"] not in printed


def test_numbers_are_grouped_from_the_left():
    assert group_by_four("123456789") == "1234 5678 9"
    assert group_by_four("") == ""

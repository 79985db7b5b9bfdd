"""Receipts as tickets: pure, the same record gives the same blocks. Which dots they become is the printer's matter.

Everything personal comes in masked (kiosk.domain.idnumber); what does not look masked is refused, so that a full
number can never reach paper by mistake. Elder receipts are double size throughout (at least 6 mm).
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from drivers.api.printer import Block, Feed, KeyValue, QrBlock, Rule, TextLine, Ticket

HOTLINE = "12345"
KEPT_PREFIX = "LX-"
MASK_MARKS = frozenset("*＊•")
FULL_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
QR_MM = {1: 28.0, 2: 40.0}
Scale = Literal[1, 2]


@dataclass(frozen=True, slots=True)
class Station:
    """Where the terminal stands. `phone` is the station's own, "" when it has none."""

    name: str
    phone: str
    terminal: str


@dataclass(frozen=True, slots=True)
class Accepted:
    """What the backend answered: `case_number` as it issued it, `due` the last day of the next certification,
    `verify_url` an address with a random path and nothing of the person. `at` is local time."""

    station: Station
    item: str
    masked_name: str
    masked_number: str
    result: str
    at: datetime
    case_number: str
    due: date | None
    verify_url: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What the terminal itself holds while the backend is away: `receipt_number` begins with LX-."""

    station: Station
    item: str
    masked_name: str
    masked_number: str
    at: datetime
    receipt_number: str


def certification_receipt(record: Accepted, *, elder: bool = False, reprint: bool = False) -> Ticket:
    """The receipt of a certification the backend accepted. ValueError when something is not masked, or the case
    number has the shape only terminals give."""
    _check_masked(record.masked_name, record.masked_number)
    _refuse_full_numbers(record.station.name, record.item, record.result, record.verify_url)
    if not record.case_number or record.case_number.startswith(KEPT_PREFIX):
        raise ValueError("a case number comes from the backend; terminal receipt numbers have a receipt of their own")
    scale: Scale = 2 if elder else 1
    blocks: list[Block] = [
        *_head(record.station, "办理回执", scale, reprint=reprint),
        TextLine(record.result, scale=2, bold=True, align="center"),
        Feed(),
        *_who(record, scale),
    ]
    if record.due is not None:
        blocks += [Rule(), TextLine("下次认证不晚于", scale), TextLine(_day(record.due), scale=2, bold=True)]
    blocks += [Rule(), TextLine("办件编号", scale), TextLine(group_by_four(record.case_number), scale, bold=True)]
    blocks += [QrBlock(record.verify_url, QR_MM[scale]), TextLine("扫码查办理进度", scale, align="center")]
    return Ticket((*blocks, *_foot(record.station, scale)))


def kept_receipt(record: Kept, *, elder: bool = False, reprint: bool = False) -> Ticket:
    """The receipt of something kept in the terminal until the backend can be reached: it never shows a case number.
    ValueError when something is not masked, or the number does not begin with LX-."""
    _check_masked(record.masked_name, record.masked_number)
    _refuse_full_numbers(record.station.name, record.item, record.receipt_number)
    if not record.receipt_number.startswith(KEPT_PREFIX):
        raise ValueError("a terminal receipt number begins with LX-, so that nobody takes it for a case number")
    scale: Scale = 2 if elder else 1
    return Ticket(
        (
            *_head(record.station, "收件回执", scale, reprint=reprint),
            TextLine("已收到，正在上报", scale=2, bold=True, align="center"),
            Feed(),
            *_who(record, scale),
            Rule(),
            TextLine("本机收件号", scale),
            TextLine(record.receipt_number, scale=2, bold=True),
            TextLine("这不是办件编号。", scale),
            Rule(),
            TextLine("网络暂时不通，您交的内容已存好。网络恢复后会自动上报，您不用再办一次。", scale),
            *_foot(record.station, scale),
        )
    )


def sample_receipt(*, elder: bool = False) -> Ticket:
    """What a technician prints to see that a printer does everything a receipt needs."""
    scale: Scale = 2 if elder else 1
    return Ticket(
        (
            TextLine("便民服务终端", scale, align="center"),
            TextLine("打印样张", scale=2, bold=True, align="center"),
            Rule(),
            KeyValue("事项", "高龄津贴认证", scale),
            KeyValue("姓名", "样＊本", scale),
            KeyValue("证件号码", "9*************0020", scale),
            TextLine("，。：；？！（）《》“”￥", scale),
            KeyValue("生僻字", "李䶮 㛃 𠮷", scale),
            TextLine("加粗：认证通过", scale, bold=True),
            TextLine("大字：认证通过", scale=2),
            TextLine("靠右 ABC 0123456789", scale, align="right"),
            Rule(),
            TextLine("这一段文字比一行长，用来检查换行：标点不会出现在行首，“引号”（括号）也不会留在行尾。", scale),
            QrBlock("https://sample.invalid/v/PRINT-SAMPLE", QR_MM[scale]),
            TextLine("扫码应显示 PRINT-SAMPLE", scale, align="center"),
            Rule(),
            TextLine("样张，不作凭证", scale, align="center"),
        )
    )


def group_by_four(number: str) -> str:
    """1234 5678 9: long numbers are read aloud and typed in groups."""
    return " ".join(number[start : start + 4] for start in range(0, len(number), 4))


def _head(station: Station, title: str, scale: Scale, *, reprint: bool) -> list[Block]:
    again: list[Block] = [TextLine("（重打）", scale, align="center")] if reprint else []
    return [
        TextLine(station.name, scale, align="center"),
        TextLine(title, scale=2, bold=True, align="center"),
        *again,
        Rule(),
    ]


def _who(record: Accepted | Kept, scale: Scale) -> list[Block]:
    return [
        KeyValue("事项", record.item, scale),
        KeyValue("姓名", record.masked_name, scale),
        # an asterisk is in every printer's ROM, a bullet in few
        KeyValue("证件号码", record.masked_number.replace("•", "*"), scale),
        KeyValue("办理时间", f"{_day(record.at.date())} {record.at:%H:%M}", scale),
    ]


def _foot(station: Station, scale: Scale) -> list[Block]:
    goodbye = ("请收好回执，带走身份证。",) if scale == 1 else ("请收好回执，", "带走身份证。")
    phone: list[Block] = [KeyValue("本站电话", station.phone, scale)] if station.phone else []
    return [
        Rule(),
        KeyValue("政务热线", HOTLINE, scale),
        *phone,
        KeyValue("终端编号", station.terminal, scale),
        Feed(),
        *(TextLine(words, scale, align="center") for words in goodbye),
    ]


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _check_masked(name: str, number: str) -> None:
    _refuse_full_numbers(name, number)
    if len(name) > 1 and not MASK_MARKS & set(name):
        raise ValueError("the name is not masked")
    if not MASK_MARKS & set(number):
        raise ValueError("the identity number is not masked")


def _refuse_full_numbers(*texts: str) -> None:
    if any(FULL_NUMBER.search(text) for text in texts):
        raise ValueError("a full identity number must not be printed")

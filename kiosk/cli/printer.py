"""`kiosk device print-sample` and `printer-status`."""

import argparse
from typing import Any, cast

from drivers.api.printer import (
    Feed,
    KeyValue,
    NotPrinted,
    Printed,
    PrintOutcome,
    QrBlock,
    ReceiptPrinter,
    Rule,
    TextLine,
    Ticket,
)
from kiosk.cli.faults import fault_words, status_exit, status_words
from kiosk.cli.opening import opened_by
from kiosk.cli.report import CommandFailed, Exit, put, put_json

SILENT = "printer.offline"  # it stopped answering before it had anything on paper
SAMPLE = Ticket(
    (
        TextLine("便民服务站", scale=2, bold=True, align="center"),
        TextLine("打印样张", align="center"),
        Rule(),
        KeyValue("事项", "高龄津贴认证"),
        KeyValue("生僻字", "㐂𠮷𡋾䶮龘"),
        KeyValue("数字", "0123456789 ￥200.00"),
        TextLine("标点，。：；“”《》（）——……"),
        TextLine("此张仅供检查打印效果，不是回执。"),
        Rule(),
        QrBlock("https://example.org/sample"),
        Feed(2),
    )
)


def printer_status(options: argparse.Namespace) -> Exit:
    """Prints connection, paper and faults; 4 when the printer says that it cannot print."""
    with opened_by(options, "printer") as device:
        status = cast(ReceiptPrinter, device).status()
    if options.json:
        put_json({"connection": status.connection, "paper": status.paper, "faults": list(status.faults)})
    else:
        put(status_words(status))
    return status_exit(status)


def print_sample(options: argparse.Namespace) -> Exit:
    """Prints the sample and says whether the printer confirmed it."""
    with opened_by(options, "printer") as device:
        outcome = cast(ReceiptPrinter, device).print_ticket(SAMPLE)
    if options.json:
        put_json(outcome_record(outcome))
    if isinstance(outcome, NotPrinted):
        code = Exit.ABSENT if outcome.fault == SILENT else Exit.REFUSED
        raise CommandFailed(code, f"{options.port}: not printed. {fault_words(outcome.fault)}")
    if not isinstance(outcome, Printed):
        raise CommandFailed(Exit.UNKNOWN, f"{options.port}: the printer fell silent; look whether paper came out.")
    if not options.json:
        put("Printed.")
    return Exit.DONE


def outcome_record(outcome: PrintOutcome) -> dict[str, Any]:
    if isinstance(outcome, NotPrinted):
        return {"outcome": "not_printed", "fault": outcome.fault, "started": outcome.started}
    return {"outcome": "printed" if isinstance(outcome, Printed) else "unknown"}

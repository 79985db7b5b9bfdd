"""`kiosk device scan`: one code from a scanner."""

import argparse
import time
from typing import cast

from drivers.api.scanner import CodeScanner
from kiosk.cli.opening import opened_by
from kiosk.cli.report import CommandFailed, Exit, put, put_json


def scan(options: argparse.Namespace) -> Exit:
    """Waits for a code; prints its text, or JSON with how it was written."""
    started = time.perf_counter()
    with opened_by(options, "scanner") as device:
        scanner = cast(CodeScanner, device)
        scanner.start()
        try:
            code = scanner.read(options.timeout)
        finally:
            scanner.stop()
    if code is None:
        raise CommandFailed(Exit.UNKNOWN, "No code came in time.")
    if options.json:
        elapsed = round((time.perf_counter() - started) * 1000, 1)
        shown = {"text": code.text, "format": code.format, "encoding": code.encoding, "bytes": len(code.raw)}
        put_json(shown | {"ms": elapsed})
    else:
        put(code.text)
    return Exit.DONE

"""`kiosk outbox list` and `retry`: what waits to reach the backend."""

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime

from kiosk.cli.configured import settings_of
from kiosk.cli.faults import fault_words
from kiosk.cli.report import CommandFailed, Exit, put, put_json
from kiosk.storage.errors import StorageError
from kiosk.storage.outbox import Kind, Outbox, OutboxLine
from kiosk.storage.store import Store

KINDS: Mapping[Kind, str] = {"case": "case", "rating": "rating", "assist": "call for help"}
REASONS: Mapping[str, str] = {
    "network": "no connection to the backend",
    "timeout": "no answer in time",
    "server": "the backend had a fault or answered something else than agreed",
    "tls": "the backend's certificate is not accepted",
    "throttled": "the backend asked to wait",
}


@contextmanager
def opened_outbox(options: argparse.Namespace) -> Iterator[Outbox]:
    """The outbox of the configured terminal. Never makes a new store: an empty one would look like good news."""
    state_dir = settings_of(options.config).terminal.state_dir
    if not state_dir.is_dir():
        raise CommandFailed(Exit.USAGE, f"{state_dir}: this terminal has not been run yet.")
    try:
        store = Store.open(state_dir)
    except StorageError as error:
        raise CommandFailed(Exit.ABSENT, f"{state_dir}: the store cannot be used: {error}.") from error
    try:
        yield store.outbox
    finally:
        store.close()


def list_outbox(options: argparse.Namespace) -> Exit:
    """One line per case: number, state, tries. No personal data is opened."""
    with opened_outbox(options) as outbox:
        lines = outbox.list()
    if options.json:
        put_json([{key: plain(value) for key, value in asdict(line).items()} for line in lines])
        return Exit.DONE
    for line in lines:
        put(line_words(line))
    if not lines:
        put("Nothing waits.")
    return Exit.DONE


def retry_outbox(options: argparse.Namespace) -> Exit:
    """Makes everything that waits due now; the running terminal sends it."""
    with opened_outbox(options) as outbox:
        count = outbox.retry_now()
    put_json({"retried": count}) if options.json else put(f"{count} to be sent at once.")
    return Exit.DONE


def line_words(line: OutboxLine) -> str:
    """One submission as a sentence; times are the machine's own."""
    return f"{line.submission_id}  {KINDS[line.kind]} of {_time(line.occurred_at)}: {state_words(line)}"


def state_words(line: OutboxLine) -> str:
    if line.state == "accepted":
        return "the backend has it"
    if line.state == "refused":
        return f"the backend refused it: {fault_words(line.reason)}"
    if not line.attempts:
        return "waits, not tried yet" + (f", goes after {line.after}" if line.after else "")
    tries = "1 try" if line.attempts == 1 else f"{line.attempts} tries"
    when = f"next try at {_time(line.not_before)}" if line.not_before else "next try at once"
    return f"waits after {tries}, {REASONS.get(line.reason, line.reason)}; {when}"


def _time(moment: datetime) -> str:
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def plain(value: object) -> str | int | None:
    return value if isinstance(value, int) or value is None else str(value)

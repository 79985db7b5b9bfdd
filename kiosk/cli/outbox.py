"""`kiosk outbox list` and `retry`: what waits to reach the backend."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from kiosk.cli.configured import settings_of
from kiosk.cli.report import CommandFailed, Exit, put, put_json
from kiosk.storage.errors import StorageError
from kiosk.storage.outbox import Outbox
from kiosk.storage.store import Store


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
        lines = [asdict(line) for line in outbox.list()]
    if options.json:
        put_json([{key: plain(value) for key, value in line.items()} for line in lines])
        return Exit.DONE
    for line in lines:
        put("  ".join(f"{key}={plain(value)}" for key, value in line.items() if value not in ("", None)))
    if not lines:
        put("Nothing waits.")
    return Exit.DONE


def retry_outbox(options: argparse.Namespace) -> Exit:
    """Makes everything that waits due now; the running terminal sends it."""
    with opened_outbox(options) as outbox:
        count = outbox.retry_now()
    put_json({"retried": count}) if options.json else put(f"{count} to be sent at once.")
    return Exit.DONE


def plain(value: object) -> str | int | None:
    return value if isinstance(value, int) or value is None else str(value)

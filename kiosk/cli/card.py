"""`kiosk device read-card`: one identity card, as JSON."""

import argparse
import threading
import time
from datetime import date
from typing import Any, cast

from drivers.api.idcard import CardOutcome, CardRead, CardSuspect, CardUnreadable, CardWrongKind, IdCard, IdCardReader
from kiosk.cli.opening import opened_by
from kiosk.cli.report import CommandFailed, Exit, put_json

LOOK_EVERY_S = 0.35  # GA 450 readers are asked at 300 ms or slower; a find takes some 20 ms of line

# what only permits have; a resident's card never gets these keys
OF_PERMITS = ("english_name", "nationality", "pass_number", "issue_count", "related_number")
REFUSALS = {
    CardUnreadable: "The card cannot be read. Lift it and put it back, flat and still.",
    CardWrongKind: "This is not an identity card.",
    CardSuspect: "The reader does not accept this card as genuine. Its data was not taken.",
}


def read_card(options: argparse.Namespace) -> Exit:
    """Reads `--repeat` cards, one line of JSON each. A card that was read is seen again only after it was lifted."""
    with opened_by(options, "idcard") as device:
        reader = cast(IdCardReader, device)
        for _ in range(options.repeat):
            put_json(read_one(reader, options.timeout))
    return Exit.DONE


def read_one(reader: IdCardReader, timeout: float) -> dict[str, Any]:
    """Wait at most `timeout` seconds for a card and read it; the shape that read-card prints."""
    started = time.perf_counter()
    wait_for_card(reader, started + timeout)
    seen = time.perf_counter()
    card = accept(reader.read())
    return card_record(card) | {"timing_ms": {"wait": _ms(started, seen), "read": _ms(seen, time.perf_counter())}}


def wait_for_card(reader: IdCardReader, deadline: float) -> None:
    pause = threading.Event()
    while not reader.find():
        left = deadline - time.perf_counter()
        if left <= 0:
            raise CommandFailed(Exit.UNKNOWN, "No card came in time. A card that was read before must be lifted first.")
        pause.wait(min(LOOK_EVERY_S, left))


def accept(outcome: CardOutcome) -> IdCard:
    """The card of a good read; every other outcome ends the command."""
    if isinstance(outcome, CardRead):
        return outcome.card
    words = REFUSALS.get(type(outcome), "The card was taken away too early.")
    raise CommandFailed(Exit.REFUSED, words)


def card_record(card: IdCard) -> dict[str, Any]:
    """A card as JSON: dates YYYY-MM-DD, `valid_until` 长期 for a card that does not expire. Permits add those of
    OF_PERMITS that they carry."""
    extra = {} if card.kind == "resident" else {name: getattr(card, name) for name in OF_PERMITS}
    return {
        "kind": card.kind,
        "name": card.name,
        "sex": card.sex,
        "ethnic_group": card.ethnic_group,
        "birth_date": _day(card.birth_date),
        "address": card.address,
        "id_number": card.id_number,
        "issuing_authority": card.issuing_authority,
        "valid_from": _day(card.valid_from),
        "valid_until": "长期" if card.long_term else _day(card.valid_until),
        "appended_addresses": list(card.appended_addresses),
        "photo": {"bytes": len(card.portrait_wlt), "decoded": False},
    } | {name: value for name, value in extra.items() if value}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 1)

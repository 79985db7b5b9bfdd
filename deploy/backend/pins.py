"""Staff PINs. Short secrets: stored with scrypt, and five wrong ones running close the badge for a while."""

import contextlib
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deploy.backend.database import Sessions
from deploy.backend.problems import Problem
from deploy.backend.tables import PinAttempts, Staff

MOST_WRONG = 5
LOCKED_FOR = timedelta(minutes=10)
N, R, P = 1 << 14, 8, 1  # 16 MiB and some 50 ms a guess


def hash_pin(pin: str) -> str:
    """`scrypt$salt$key`, hexadecimal."""
    salt = secrets.token_bytes(16)
    return f"scrypt${salt.hex()}${_key(pin, salt).hex()}"


def matches(pin: str, stored: str) -> bool:
    _, salt, key = stored.split("$")
    return hmac.compare_digest(_key(pin, bytes.fromhex(salt)), bytes.fromhex(key))


def _key(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=N, r=R, p=P)


NOBODY = hash_pin(secrets.token_hex(16))  # an unknown badge takes as long as a known one


def check(sessions: Sessions, badge: str, pin: str, now: datetime) -> None:
    """Raises Problem staff.pin_wrong or staff.locked. The attempt is counted before it is judged, so many at once
    are not more guesses than five."""
    with sessions.begin() as tx:
        count = _count(tx, badge, now)
        staff = tx.get(Staff, badge)
    if matches(pin, staff.pin_hash if staff else NOBODY):
        with sessions.begin() as tx:
            attempts = tx.get_one(PinAttempts, badge)
            attempts.wrong, attempts.locked_until = 0, None
        return
    if count >= MOST_WRONG:
        raise Problem("staff.locked", int(LOCKED_FOR.total_seconds()))
    raise Problem("staff.pin_wrong")


def _count(tx: Session, badge: str, now: datetime) -> int:
    """Counts this attempt. Raises Problem staff.locked when none is left."""
    attempts = _row(tx, badge)
    if attempts.wrong >= MOST_WRONG and attempts.locked_until:
        if now < attempts.locked_until:
            raise Problem("staff.locked", int((attempts.locked_until - now).total_seconds()) + 1)
        attempts.wrong = 0
    attempts.wrong += 1
    attempts.locked_until = now + LOCKED_FOR if attempts.wrong >= MOST_WRONG else None
    return attempts.wrong


def _row(tx: Session, badge: str) -> PinAttempts:
    """The badge's row, locked till the end of the transaction."""
    found = tx.get(PinAttempts, badge, with_for_update=True)
    if found:
        return found
    with contextlib.suppress(IntegrityError), tx.begin_nested():  # somebody else may just have made it
        tx.add(PinAttempts(badge=badge, wrong=0))
    return tx.get_one(PinAttempts, badge, with_for_update=True, populate_existing=True)

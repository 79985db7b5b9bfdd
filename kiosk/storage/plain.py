"""Values that may be kept in the clear: short, flat, and never a Secret."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

Plain = str | int | bool | None


def canonical(value: object) -> str:
    """JSON with one spelling only: sorted keys, no spaces, real characters. Raises TypeError for what JSON
    does not know and ValueError for NaN or infinity."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def require_plain(values: Mapping[str, object]) -> dict[str, Plain]:
    """The same values, proved flat. Raises TypeError for a Secret, a record, a list, a float: the message names
    the field and the type, never the value."""
    plain: dict[str, Plain] = {}
    for name, value in values.items():
        if value is not None and type(value) not in (str, int, bool):
            raise TypeError(f"{name}: a {type(value).__name__} is not kept in the clear")
        plain[name] = value  # pyright: ignore[reportArgumentType]
    return plain


def to_stamp(moment: datetime) -> str:
    """Fixed-width UTC text, so that text order is time order. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone is not kept")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def from_stamp(stamp: str) -> datetime:
    """The moment in a stamp, in UTC."""
    return datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)

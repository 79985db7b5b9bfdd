"""Face events as JSON and back: what the child tells the terminal. Pure."""

from dataclasses import asdict
from typing import Any

from drivers.api.errors import DeviceProtocolError
from drivers.api.face import (
    ActionAsked,
    ActionSeen,
    CameraBack,
    CameraLost,
    FaceCompared,
    FaceEvent,
    FaceRejected,
    HintChanged,
)

_KINDS: dict[str, type[FaceEvent]] = {
    "hint": HintChanged,
    "asked": ActionAsked,
    "seen": ActionSeen,
    "compared": FaceCompared,
    "rejected": FaceRejected,
    "lost": CameraLost,
    "back": CameraBack,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def to_json(event: FaceEvent) -> dict[str, Any]:
    """`{"event": NAME, ...fields}`."""
    return {"event": _NAMES[type(event)], **asdict(event)}


def from_json(body: dict[str, Any]) -> FaceEvent:
    """The event again. Raises DeviceProtocolError for a name or fields that are none of ours."""
    fields = {key: value for key, value in body.items() if key != "event"}
    kind = _KINDS.get(str(body.get("event")))
    if kind is None:
        raise DeviceProtocolError("driver host: unknown face event")
    try:
        return kind(**fields)
    except TypeError as error:
        raise DeviceProtocolError("driver host: face event with wrong fields") from error

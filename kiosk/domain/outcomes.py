"""What the region's backend can answer besides yes. Values, never exceptions: matched exhaustively by their users.

The border between the two decides whether something may be dropped from the outbox: `Refused` is a decision about
this request and will be the same tomorrow, `Away` says nothing about it and is tried again.
"""

from dataclasses import dataclass
from typing import Literal

NextAction = Literal["retry", "wait", "identify_again", "other_way", "correct", "staff", "window", "finish"]
AwayReason = Literal["network", "timeout", "server", "tls", "throttled"]


@dataclass(frozen=True, slots=True)
class Refused:
    """The backend understood and said no.

    `code` is the contract's (kiosk/backend/openapi.yaml, x-error-codes) and a key of the error catalogue;
    `message` and `spoken` are plain Chinese without personal data; `next_action` is what to offer first.
    """

    code: str
    message: str
    spoken: str
    next_action: NextAction
    retry_after: float | None = None  # seconds, with next_action "wait"


@dataclass(frozen=True, slots=True)
class Away:
    """No decision was had. The request may or may not have arrived: sending it again under the same key is safe.

    `server` also covers answers that are not the contract's (a portal page, a proxy, a redirect) and a terminal
    whose own proof is not accepted: a technician's matter, nothing of a resident is given up for it.
    """

    reason: AwayReason
    retry_after: float | None = None  # seconds, when the far side named them

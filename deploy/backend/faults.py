"""The fault door: makes this backend fail on demand, for development and tests only (`--faults`).

`POST /_faults {"mode": "down"|"slow"|"500"|"throttled"|"lost_answer"|"none", "times": 1, "seconds": 20}`.
`times` is for how many requests the mode holds (absent: until told otherwise); `seconds` is how slow `slow` is.
It wraps the application, so the application's own routes stay those of the contract.
"""

import asyncio
import json
from dataclasses import dataclass
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MODES = ("down", "slow", "500", "throttled", "lost_answer", "none")
DOOR = "/_faults"


@dataclass(frozen=True)
class Order:
    mode: str = "none"
    times: int | None = None
    seconds: float = 20.0


class FaultDoor:
    """ASGI. `down` and `lost_answer` drop the connection without a byte; only the second did the work before."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._order = Order()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        if scope["path"] == DOOR:
            return await self._obey(scope, receive, send)
        order = self._take()
        if order.mode == "down":
            return await hang_up(receive)
        if order.mode == "slow":
            await asyncio.sleep(order.seconds)
        elif order.mode == "500":
            return await answer(send, 500, {"detail": "fault door"})
        elif order.mode == "throttled":
            return await answer(send, 429, {"detail": "fault door"}, {"Retry-After": "7"})
        elif order.mode == "lost_answer":
            await self._app(scope, receive, _swallow)
            return await hang_up(receive)
        await self._app(scope, receive, send)

    def _take(self) -> Order:
        """The order in force for this request."""
        order = self._order
        if order.times is not None:
            left = order.times - 1
            self._order = Order(order.mode, left, order.seconds) if left > 0 else Order()
        return order

    async def _obey(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            order = Order(**json.loads(await _body(receive)))
        except (ValueError, TypeError):
            return await answer(send, 400, {"detail": "not an order"})
        if scope["method"] != "POST" or order.mode not in MODES:
            return await answer(send, 400, {"detail": f"mode is one of {', '.join(MODES)}"})
        self._order = order
        await answer(send, 200, {"mode": order.mode})


async def _body(receive: Receive) -> bytes:
    parts: list[bytes] = []
    while True:
        message = await receive()
        parts.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(parts)


async def _swallow(message: Message) -> None:
    """The answer nobody gets."""


async def hang_up(receive: Receive) -> None:
    """Drops the connection. ASGI has no word for it: the transport is taken from the server's own request object,
    whose bound method `receive` is."""
    cycle: Any = getattr(receive, "__self__", None)
    cycle.transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass


async def answer(send: Send, status: int, body: dict[str, str], headers: dict[str, str] | None = None) -> None:
    raw = json.dumps(body).encode()
    fixed = {"Content-Type": "application/json", "Content-Length": str(len(raw))} | (headers or {})
    pairs = [(name.lower().encode(), value.encode()) for name, value in fixed.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": raw})

"""An identity-card reader with a SAM_V module on a serial line: the real protocol, strictly, and failing on demand.

Actions: plug, unplug, place(card), lift, card_time(seconds), and faults of the next reply (or of the next reply
to `command`, such as "3001"): stray_byte, late_reply(seconds), drop_reply, corrupt_reply, short_reply,
wrong_lengths, status(sw3: answered without being done), unplug_mid_read, lift_mid_read; baud(rate) changes the
module's speed behind the host's back.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drivers.emulators.base import Json
from drivers.emulators.pty_port import PtyPort
from drivers.emulators.sam_v_cards import SAMPLES, SampleCard, load_cards
from drivers.emulators.sam_v_wire import HostFrame, HostFrames, reply_frame

OK, FOUND, EMPTY, NO_CARD = 0x90, 0x9F, 0x91, 0x80
SELECT_FAILED, READ_FAILED = 0x81, 0x41
BAD_CHECKSUM, BAD_LENGTH, BAD_COMMAND = 0x10, 0x11, 0x21
BAUDS = (115200, 57600, 38400, 19200, 9600)
SAM_ID = bytes.fromhex("0500010063000000390500000E0F0000")  # 05.01-00000099-0000001337-0000003854, invented
HOST_PAUSE = 0.5  # longest pause inside a host frame
FIND_GAP = 0.25  # makers ask for 300 ms between looks; a little is left for the wire
LOOK_TIME = 0.02
ONCE = ("stray_byte", "late_reply", "drop_reply", "corrupt_reply", "short_reply", "wrong_lengths", "status",
        "unplug_mid_read", "lift_mid_read")  # fmt: skip


@dataclass(slots=True)
class Fault:
    """What goes wrong with one reply; `command` is "" for whichever comes next."""

    kind: str
    command: str = ""
    value: float = 0.0


class SamVEmulator:
    """See the module; `state()["violations"]` lists what the host did wrong."""

    name = "idcard"
    family = "sam_v"

    def __init__(self, run_dir: Path, *, samples: Path = SAMPLES, card_seconds: float = 0.25) -> None:
        self._cards = load_cards(samples)
        self._card: SampleCard | None = None
        self._card_seconds = card_seconds
        self._session = ""  # "", "found", "selected", "read"
        self._pending: list[HostFrame] = []  # commands not answered yet, the first is being worked on
        self._late = False
        self._overtaken = 0
        self._faults: list[Fault] = []
        self._violations: list[str] = []
        self._commands: list[str] = []
        self._last_empty_find = 0.0
        self._host = HostFrames(self._on_frame)
        self._port = PtyPort(run_dir / self.name, BAUDS[0], self._on_bytes)
        self._handlers: dict[str, Callable[[HostFrame], bytes]] = {
            "10ff": self._reset, "11ff": lambda _: reply_frame(OK), "12ff": lambda _: reply_frame(OK, SAM_ID),
            "2001": self._find, "2002": self._select, "3001": self._read, "3010": self._read,
            "3003": self._addresses, "3005": self._management_number,
            "61ff": lambda _: reply_frame(OK),
            **{f"600{n}": self._set_baud for n in range(len(BAUDS))},
        }  # fmt: skip

    def start(self) -> str:
        """Plugged in, no card on it."""
        self._port.start()
        self._port.call(self._port.plug)
        return str(self._port.link)

    def stop(self) -> None:
        self._port.stop()

    def do(self, action: str, **params: Any) -> None:
        """See the module. ValueError for an unknown action, card or parameter."""
        self._port.call(lambda: self._do(action, dict(params)))

    def state(self) -> Json:
        return self._port.call(self._state)

    def wait_for(self, predicate: Callable[[Json], bool], timeout: float = 10.0) -> bool:
        """Wait until `predicate` holds for the state; False when it did not within `timeout` seconds."""
        return self._port.wait_for(lambda: predicate(self._state()), timeout)

    def _state(self) -> Json:
        return {
            "plugged": self._port.plugged,
            "baud": self._port.baud,
            "noise": self._port.noise,
            "card": self._card.id if self._card else None,
            "cards": {card.id: card.note for card in self._cards.values()},
            "card_seconds": self._card_seconds,
            "session": self._session,
            "pending": len(self._pending),
            "faults": [fault.kind for fault in self._faults],
            "commands": self._commands[-100:],
            "overtaken": self._overtaken,
            "violations": list(self._violations),
        }

    # What people and faults do

    def _do(self, action: str, params: dict[str, Any]) -> None:
        if action in ONCE:
            value = float(params.pop("seconds", params.pop("sw3", 0)))
            fault = Fault(action, str(params.pop("command", "3001" if action.endswith("mid_read") else "")), value)
            self._faults.append(fault)
        elif action == "place":
            self._place(str(params.pop("card", "")))
        elif action == "card_time":
            self._card_seconds = float(params.pop("seconds", 0.25))
        elif action == "baud":
            self._port.baud = _known_baud(int(params.pop("rate", 0)))
        elif action in ("plug", "unplug", "lift"):
            {"plug": self._plug, "unplug": self._unplug, "lift": self._lift}[action]()
        else:
            raise ValueError(f"a card reader does not know {action!r}")
        if params:
            raise ValueError(f"{action} does not take {', '.join(params)}")

    def _place(self, card_id: str) -> None:
        if card_id not in self._cards:
            raise ValueError(f"no card {card_id!r}; there are: {', '.join(self._cards)}")
        self._card = self._cards[card_id]
        self._session = ""

    def _lift(self) -> None:
        self._card = None  # the session stays: the module learns of it when it next talks to the card

    def _plug(self) -> None:
        self._session = ""
        self._port.plug()

    def _unplug(self) -> None:
        self._port.unplug()
        self._host.clear()
        self._pending.clear()
        self._session = ""

    # Frames

    def _on_bytes(self, data: bytes) -> None:
        self._host.feed(data)
        if self._host.incomplete:
            self._port.later(HOST_PAUSE, self._on_pause)

    def _on_pause(self) -> None:
        if self._host.incomplete:
            self._host.clear()
            self._violations.append("a frame was not finished")
            self._pending.append(HostFrame("", fault="length"))
            self._answer_next()

    def _on_frame(self, frame: HostFrame) -> None:
        if self._pending and self._late:
            self._overtaken += 1  # the host cannot know how late a late reply is
        elif self._pending:
            self._violations.append(f"{frame.command} sent while a reply was pending")
        self._commands.append(frame.command)
        self._pending.append(frame)
        if len(self._pending) == 1:
            self._answer_next()

    def _answer_next(self) -> None:
        frame = self._pending[0]
        fault = next((fault for fault in self._faults if fault.command in ("", frame.command)), None)
        refused = reply_frame(int(fault.value)) if fault is not None and fault.kind == "status" else None
        reply = refused or self._reply(frame)
        wait = self._card_seconds if frame.command in ("3001", "3010") and reply[9] == OK else 0.0
        wait += LOOK_TIME if frame.command in ("2001", "2002") else 0.0
        if fault is not None:
            self._faults.remove(fault)
            wait += fault.value if fault.kind == "late_reply" else 0.0
            self._late = fault.kind == "late_reply"
        self._port.later(wait, lambda: self._transmit(reply, fault.kind if fault else ""))

    def _reply(self, frame: HostFrame) -> bytes:
        if frame.fault:
            self._violations.append(f"{frame.fault} of {frame.command or 'a frame'} is wrong")
            return reply_frame(BAD_CHECKSUM if frame.fault == "checksum" else BAD_LENGTH)
        handler = self._handlers.get(frame.command)
        if handler is None:
            self._violations.append(f"unknown command {frame.command}")
            return reply_frame(BAD_COMMAND)
        return handler(frame)

    def _transmit(self, reply: bytes, fault: str) -> None:
        if fault == "unplug_mid_read":
            self._port.send(reply[: len(reply) // 2], self._unplug)
            return
        if fault == "lift_mid_read":
            self._lift()
            self._session = "selected"
            reply = reply_frame(READ_FAILED)
        elif fault == "wrong_lengths":
            reply = reply_frame(reply[9], b"\x00\x00" + reply[12:-1])
        damaged = {
            "stray_byte": b"\xaa" + reply,
            "drop_reply": b"",
            "corrupt_reply": reply[:-2] + bytes([reply[-2] ^ 0x01]) + reply[-1:],
            "short_reply": reply[: max(8, len(reply) // 2)],
        }
        self._port.send(damaged.get(fault, reply), self._sent)

    def _sent(self) -> None:
        frame = self._pending.pop(0)
        self._late = False
        if frame.command.startswith("600") and not frame.fault:
            self._port.baud = BAUDS[int(frame.command, 16) & 0x0F]
        if self._pending:
            self._answer_next()

    # Commands

    def _reset(self, _: HostFrame) -> bytes:
        self._session = ""
        return reply_frame(OK)

    def _find(self, _: HostFrame) -> bytes:
        if self._card is not None and self._session != "read":
            self._session = "found"
            return reply_frame(FOUND, bytes(4))
        now = time.monotonic()
        if now - self._last_empty_find < FIND_GAP:
            self._violations.append("find polled faster than it may")
        self._last_empty_find = now
        if self._card is None:
            self._session = ""
        return reply_frame(NO_CARD)

    def _select(self, _: HostFrame) -> bytes:
        if self._session != "found":
            return self._out_of_order("select without find")
        if self._card is None:
            self._session = ""
            return reply_frame(SELECT_FAILED)
        if self._card.fails_at == "select":
            self._session = ""
            return reply_frame(self._card.status)
        self._session = "selected"
        return reply_frame(OK, bytes(8))

    def _read(self, frame: HostFrame) -> bytes:
        if self._session not in ("selected", "read"):
            return self._out_of_order("read without select")
        if self._card is None:
            return reply_frame(READ_FAILED)
        if self._card.fails_at == "read":
            self._session = ""
            return reply_frame(self._card.status)
        self._session = "read"
        files = [self._card.text, self._card.portrait]
        files += [self._card.fingerprint] if frame.command == "3010" else []
        lengths = b"".join(len(file).to_bytes(2, "big") for file in files)
        return reply_frame(OK, lengths + b"".join(files))

    def _addresses(self, _: HostFrame) -> bytes:
        if self._session != "read":
            return self._out_of_order("appended addresses without a read")
        if self._card is None:
            return reply_frame(READ_FAILED)
        stored = b"".join(self._card.addresses)
        return reply_frame(OK, stored) if stored else reply_frame(EMPTY)

    def _management_number(self, _: HostFrame) -> bytes:
        if self._session != "read":
            return self._out_of_order("management number without a read")
        return reply_frame(OK, self._card.management_number) if self._card else reply_frame(READ_FAILED)

    def _set_baud(self, _: HostFrame) -> bytes:
        return reply_frame(OK)  # at the old speed; `_sent` changes it

    def _out_of_order(self, what: str) -> bytes:
        self._violations.append(what)
        return reply_frame(BAD_COMMAND)


def _known_baud(rate: int) -> int:
    if rate not in BAUDS:
        raise ValueError(f"no speed {rate}; there are: {', '.join(map(str, BAUDS))}")
    return rate

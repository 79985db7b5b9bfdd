"""A code scanner on a serial line: says what it sees as text and an end, and knows its maker's trigger commands.

Actions: plug, unplug, profile(name), scan(text, encoding="utf-8", end="\\r"), burst(texts, end="\\r"),
junk(count), raw(hex). A triggered scanner sees only while its trigger is on; what it is shown in the dark is counted.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from drivers.emulators.base import Json
from drivers.emulators.pty_port import PtyPort

NEWLAND_ACK = b"\x02\x010000#SCNTRG%c\x06;\x03"
# per profile: speed, trigger on, trigger off, reply to on, reply to off
PROFILES: dict[str, tuple[int, bytes, bytes, bytes, bytes]] = {
    "plain": (115200, b"", b"", b"", b""),
    "honeywell": (115200, b"\x16T\r", b"\x16U\r", b"", b""),
    "newland": (9600, b"~\x010000#SCNTRG1;\x03", b"~\x010000#SCNTRG0;\x03", NEWLAND_ACK % b"1", NEWLAND_ACK % b"0"),
    "gm65": (
        9600,
        bytes.fromhex("7E000801000201ABCD"),
        bytes.fromhex("7E000801000200ABCD"),
        bytes.fromhex("02000001003331"),
        bytes.fromhex("02000001003331"),
    ),
}


class SerialScannerEmulator:
    """See the module; `state()["violations"]` lists what the host did wrong."""

    name = "scanner"
    family = "serial_scanner"

    def __init__(self, run_dir: Path, *, profile: str = "plain") -> None:
        self._profile = profile
        self._triggered = False
        self._received = b""
        self._ignored = 0
        self._sent = 0
        self._violations: list[str] = []
        self._port = PtyPort(run_dir / self.name, PROFILES[profile][0], self._on_bytes)

    def start(self) -> str:
        """Plugged in, dark unless it is a plain one."""
        self._port.start()
        self._port.call(self._port.plug)
        return str(self._port.link)

    def stop(self) -> None:
        self._port.stop()

    def do(self, action: str, **params: Any) -> None:
        """See the module. ValueError for an unknown action or parameter."""
        self._port.call(lambda: self._do(action, dict(params)))

    def state(self) -> Json:
        return self._port.call(self._state)

    def wait_for(self, predicate: Callable[[Json], bool], timeout: float = 10.0) -> bool:
        """Wait until `predicate` holds for the state; False when it did not within `timeout` seconds."""
        return self._port.wait_for(lambda: predicate(self._state()), timeout)

    def _state(self) -> Json:
        return {
            "plugged": self._port.plugged,
            "profile": self._profile,
            "looking": self._looking,
            "sent": self._sent,
            "ignored": self._ignored,
            "violations": list(self._violations),
        }

    @property
    def _looking(self) -> bool:
        return self._triggered or self._profile == "plain"

    def _do(self, action: str, params: dict[str, Any]) -> None:
        match action:
            case "plug":
                self._port.plug()
            case "unplug":
                self._port.unplug()
                self._triggered = False
                self._received = b""
            case "profile":
                self._become(str(params.pop("name", "")))
            case "scan" | "burst":
                self._show(_codes(action, params))
            case "junk":
                self._show(bytes(0x80 + index % 0x60 for index in range(int(params.pop("count", 4096)))))
            case "raw":
                self._show(bytes.fromhex(str(params.pop("hex", ""))))
            case _:
                raise ValueError(f"a scanner does not know {action!r}")
        if params:
            raise ValueError(f"{action} does not take {', '.join(params)}")

    def _become(self, profile: str) -> None:
        if profile not in PROFILES:
            raise ValueError(f"no profile {profile!r}; there are: {', '.join(PROFILES)}")
        self._profile, self._port.baud, self._triggered = profile, PROFILES[profile][0], False

    def _show(self, data: bytes) -> None:
        if not self._port.plugged or not self._looking:
            self._ignored += 1
            return
        self._port.send(data, self._count)

    def _count(self) -> None:
        self._sent += 1

    def _on_bytes(self, data: bytes) -> None:
        _, on, off, on_ack, off_ack = PROFILES[self._profile]
        self._received += data
        if self._profile == "plain":
            self._violations.append(f"a plain scanner takes no commands, got {self._received.hex()}")
            self._received = b""
        elif self._received in (on, off):
            self._triggered = self._received == on
            self._port.send(on_ack if self._triggered else off_ack)
            self._received = b""
        elif not on.startswith(self._received) and not off.startswith(self._received):
            self._violations.append(f"unknown command {self._received.hex()}")
            self._received = b""


def _codes(action: str, params: dict[str, Any]) -> bytes:
    encoding = str(params.pop("encoding", "utf-8"))
    end = str(params.pop("end", "\r")).encode("ascii")
    texts = [params.pop("text", "")] if action == "scan" else params.pop("texts", [])
    try:
        return b"".join(str(text).encode(encoding) + end for text in texts)
    except LookupError as error:
        raise ValueError(str(error)) from error

"""Starting, talking to and ending a driver's child process."""

import contextlib
import json
import os
import queue
import socket
import subprocess
import sys
import threading
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from drivers.api.errors import DeviceError, DeviceProtocolError, DriverCrashed
from drivers.host.codec import Decoder, Message, encode
from drivers.host.frames import FrameRing

_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Died:
    """The child is gone; nothing more will come."""


def child_environment() -> dict[str, str]:
    """Ours, without Qt's platform variables (cv2 carries a Qt of its own), able to find the same packages."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QT_QPA_")}
    paths = [str(_ROOT), *filter(None, kept.get("PYTHONPATH", "").split(os.pathsep))]
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "OPENCV_LOG_LEVEL": "ERROR"}


class ChildProcess:
    """One child from birth to death; a new one is a new object. `inbox` gives messages, at last `Died`."""

    def __init__(self, service: str, ring: FrameRing, settings: dict[str, Any]) -> None:
        """Raises DriverCrashed when the system starts no process."""
        self.inbox: queue.SimpleQueue[Message | Died] = queue.SimpleQueue()
        self._wire, theirs = socket.socketpair()
        command = [sys.executable, "-m", "drivers.host.child", service]
        command += [str(theirs.fileno()), str(ring.descriptor), json.dumps(settings)]
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(), ring.descriptor),
                env=child_environment(),
            )
        except OSError as error:
            self._wire.close()
            raise DriverCrashed(f"driver host does not start: {error.strerror}") from error
        finally:
            theirs.close()
        self._reader = threading.Thread(target=self._listen, daemon=True, name=f"driver-host-{self._process.pid}")
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def send(self, body: dict[str, Any], *parts: bytes | bytearray) -> None:
        """Give an order. A child that is gone is told by `Died` in the inbox, not here."""
        binary = bytearray().join(parts)
        data = encode(body, binary)
        with contextlib.suppress(OSError):
            self._wire.sendall(data)
        data[:] = bytes(len(data))
        binary[:] = bytes(len(binary))

    def kill(self) -> None:
        """End the child now, however it hangs, and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        with contextlib.suppress(OSError):
            self._wire.shutdown(socket.SHUT_RDWR)
        self._reader.join()
        self._wire.close()

    def _listen(self) -> None:
        decoder = Decoder()
        with contextlib.suppress(OSError, DeviceProtocolError):
            while data := self._wire.recv(1 << 16):
                for message in decoder.feed(data):
                    self.inbox.put(message)
        # Its end of the wire closes a moment before the system calls the child dead.
        self._process.kill()
        self._process.wait()
        self.inbox.put(Died())


class RespawnBudget:
    """How often a child may be started again: a driver that only crashes must come to the technician's notice."""

    def __init__(self, times: int = 5, within: float = 60.0) -> None:
        self._times, self._within = times, within
        self._spent: deque[float] = deque()

    def spend(self, now: float) -> bool:
        """True when one more start is allowed at `now` (seconds); counts it."""
        while self._spent and now - self._spent[0] > self._within:
            self._spent.popleft()
        if len(self._spent) >= self._times:
            return False
        self._spent.append(now)
        return True


def error_named(code: str, detail: str) -> DeviceError:
    """The exception of drivers.api.errors that the child met."""
    return next((kind for kind in DeviceError.__subclasses__() if kind.code == code), DeviceError)(detail)

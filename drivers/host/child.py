"""The child process: `python -m drivers.host.child MODULE:CLASS SOCKET_FD RING_FD SETTINGS_JSON`.

The main thread runs the service; a second thread reads orders and ends the process at once when the terminal is gone,
even while the main thread hangs in native code that let go of the interpreter. (The kernel's parent-death signal is
not used: it fires when the thread that started the child ends, not only when the terminal does.)
"""

import importlib
import json
import os
import queue
import resource
import socket
import sys
import threading
from typing import Any, Protocol

from drivers.api.errors import DeviceError
from drivers.host.codec import Decoder, Message, encode
from drivers.host.frames import FrameRing

_IDLE_BEAT = 0.5


class Service(Protocol):
    """What a child can run. Constructed as `CLASS(send, ring, settings)`."""

    def handle(self, body: dict[str, Any], binary: bytearray) -> None: ...

    def step(self) -> float | None:
        """Do what is due; seconds until the next call, None when only an order can bring work."""
        ...


def no_traces() -> None:
    """A crash must leave nothing of a person on disk. 1 and not 0: only 1 also stops the kernel from piping the
    core to a crash collector (core(5) and fs/coredump.c)."""
    resource.setrlimit(resource.RLIMIT_CORE, (1, 1))


def listen(wire: socket.socket, inbox: "queue.SimpleQueue[Message]") -> None:
    """Put orders into the inbox; end the process when the terminal is gone or talks nonsense."""
    decoder = Decoder()
    try:
        while data := wire.recv(1 << 16):
            for message in decoder.feed(data):
                inbox.put(message)
    except (OSError, DeviceError):
        os._exit(1)
    os._exit(0)


def work(service: Service, ring: FrameRing, inbox: "queue.SimpleQueue[Message]", wire: socket.socket) -> None:
    """For ever: step, beat, order. Device trouble is told to the terminal; anything else ends the child."""
    while True:
        try:
            wait = service.step()
            ring.beat()
            try:
                message = inbox.get(timeout=_IDLE_BEAT if wait is None else max(wait, 0.0005))
            except queue.Empty:
                continue
            service.handle(message.body, message.binary)
        except DeviceError as error:
            wire.sendall(encode({"error": error.code, "detail": str(error)}))


def main() -> None:
    name, wire_number, ring_number, settings = sys.argv[1:5]
    no_traces()
    wire, ring = socket.socket(fileno=int(wire_number)), FrameRing(int(ring_number))
    inbox: queue.SimpleQueue[Message] = queue.SimpleQueue()
    threading.Thread(target=listen, args=(wire, inbox), daemon=True, name="orders").start()
    module, _, attribute = name.partition(":")

    def send(body: dict[str, Any], binary: bytes) -> None:
        wire.sendall(encode(body, binary))

    service: Service = getattr(importlib.import_module(module), attribute)(send, ring, json.loads(settings))
    send({"reply": "ready"}, b"")
    work(service, ring, inbox, wire)


if __name__ == "__main__":
    main()

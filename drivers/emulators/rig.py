"""Starts emulators in one process and opens the control door to play with them; see drivers.emulators.base."""

import argparse
import importlib
import json
import os
import signal
import sys
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from drivers.emulators.base import Emulator, Json

# Imported only when asked for: a rig with only a card reader needs neither OpenCV nor a printer.
EMULATORS = {
    "idcard": "drivers.emulators.sam_v:SamVEmulator",
    "scanner": "drivers.emulators.serial_scanner:SerialScannerEmulator",
    "printer": "drivers.emulators.escpos_printer:EscposPrinterEmulator",
    "camera": "drivers.emulators.camera:CameraEmulator",
}
LARGEST_REQUEST = 64 * 1024


def build(name: str, run_dir: Path) -> Emulator:
    """The emulator called `name`; every constructor takes the run directory."""
    module, _, constructor = EMULATORS[name].partition(":")
    return getattr(importlib.import_module(module), constructor)(run_dir)


class ControlDoor(ThreadingHTTPServer):
    """The HTTP door. Loopback only: whoever can reach it can put anybody's card on the reader."""

    daemon_threads = True

    def __init__(self, emulators: dict[str, Emulator]) -> None:
        super().__init__(("127.0.0.1", 0), ControlHandler)
        self.emulators = emulators

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class ControlHandler(BaseHTTPRequestHandler):
    """`GET /`, `GET /NAME`, `POST /NAME {"do": action, ...}`."""

    server: ControlDoor  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_GET(self) -> None:
        name = self.path.strip("/")
        if not name:
            self._answer(200, {each: emulator.state() for each, emulator in self.server.emulators.items()})
        elif emulator := self._emulator(name):
            self._answer(200, emulator.state())

    def do_POST(self) -> None:
        emulator = self._emulator(self.path.strip("/"))
        if emulator is None:
            return
        try:
            request = self._request()
            emulator.do(request.pop("do"), **request)
        except (ValueError, TypeError) as error:
            self._answer(400, {"error": str(error)})
        else:
            self._answer(200, emulator.state())

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: a rig is quiet."""

    def _emulator(self, name: str) -> Emulator | None:
        found = self.server.emulators.get(name)
        if found is None:
            self._answer(404, {"error": f"no device {name!r}; there are: {', '.join(self.server.emulators)}"})
        return found

    def _request(self) -> Json:
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST_REQUEST:
            raise ValueError(f"request of {length} bytes is too long")
        request = json.loads(self.rfile.read(length) or b"{}")
        if not isinstance(request, dict) or not isinstance(request.get("do"), str):
            raise ValueError('want a JSON object with "do": the name of an action')
        return request

    def _answer(self, status: int, body: Json) -> None:
        data = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


class Rig:
    """All emulators of one run directory. `start` writes rig.json when everything is up; `stop` removes it."""

    def __init__(self, run_dir: Path, names: Sequence[str]) -> None:
        self.run_dir = run_dir
        self.emulators = {name: build(name, run_dir) for name in names}
        self._door = ControlDoor(self.emulators)
        self._file = run_dir / "rig.json"

    def start(self) -> Json:
        """Bring everything up; returns what rig.json says."""
        devices = {
            name: {"address": emulator.start(), "family": emulator.family} for name, emulator in self.emulators.items()
        }
        threading.Thread(target=self._door.serve_forever, args=(0.05,), name="control-door", daemon=True).start()
        content = {"control": self._door.url, "devices": devices}
        fresh = self._file.with_suffix(".new")
        fresh.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")
        os.replace(fresh, self._file)
        return content

    def stop(self) -> None:
        """Take everything down in reverse order."""
        self._file.unlink(missing_ok=True)
        self._door.shutdown()
        self._door.server_close()
        for emulator in reversed(self.emulators.values()):
            emulator.stop()


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m drivers.emulators", description="Emulated devices on real wires.")
    parser.add_argument("--dir", type=Path, required=True, help="run directory: rig.json, device links")
    parser.add_argument("--only", action="append", choices=EMULATORS, metavar="NAME", help=", ".join(EMULATORS))
    parser.add_argument("--with-parent", action="store_true", help="end when standard input closes")
    return parser.parse_args(argv)


def _end_event(with_parent: bool) -> threading.Event:
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    if with_parent:

        def watch() -> None:
            while os.read(sys.stdin.fileno(), 4096):
                continue
            ended.set()

        threading.Thread(target=watch, name="parent-watch", daemon=True).start()
    return ended


def main(argv: Sequence[str] | None = None) -> int:
    """Say where everything is (one line of JSON, as in rig.json), then run until SIGTERM, SIGINT or, with
    --with-parent, until standard input closes."""
    arguments = _arguments(argv)
    run_dir: Path = arguments.dir.absolute()
    run_dir.mkdir(parents=True, exist_ok=True)
    ended = _end_event(arguments.with_parent)
    rig = Rig(run_dir, arguments.only or list(EMULATORS))
    print(json.dumps(rig.start(), ensure_ascii=False), flush=True)
    try:
        ended.wait()
    finally:
        rig.stop()
    return 0

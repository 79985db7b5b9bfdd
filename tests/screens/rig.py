"""A control door with the shape of drivers.emulators.base, for tests of those who talk to it."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Door(ThreadingHTTPServer):
    """Keeps what it was told; `states` is what it answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.changed = threading.Condition()
        self.looked = threading.Event()
        self.states: dict[str, dict[str, Any]] = {
            "idcard": {"plugged": True, "cards": {"li_sample": "happy", "expired": "old"}, "violations": []},
            "printer": {"tickets": [], "violations": ["wrote without asking"]},
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def wait_looked(self) -> bool:
        """Until somebody asked for states."""
        return self.looked.wait(timeout=20)

    def wait_told(self, what: tuple[str, dict[str, Any]]) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: what in self.told, timeout=10)


class _Handler(BaseHTTPRequestHandler):
    server: Door  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_GET(self) -> None:
        name = self.path.strip("/")
        self.server.looked.set()
        self._answer(200, self.server.states.get(name, {}) if name else self.server.states)

    def do_POST(self) -> None:
        name = self.path.strip("/")
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.changed:
            self.server.told.append((name, body))
            self.server.changed.notify_all()
        if body.get("do") == "explode":
            self._answer(400, {"error": f"{name} does not know 'explode'"})
        else:
            self._answer(200, self.server.states.get(name, {}))

    def _answer(self, status: int, body: object) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        return


@contextmanager
def control_door(folder: Path) -> Iterator[tuple[Door, Path]]:
    """The door and the rig.json that names it."""
    door = Door()
    thread = threading.Thread(target=door.serve_forever, args=(0.02,), name="door")
    thread.start()
    rig = folder / "rig.json"
    rig.write_text(json.dumps({"control": door.url, "backend": door.url, "devices": {"idcard": {}, "printer": {}}}))
    try:
        yield door, rig
    finally:
        door.shutdown()
        door.server_close()
        thread.join()

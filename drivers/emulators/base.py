"""What every emulator is, and how it is played with while it runs.

`python -m drivers.emulators --dir RUN [--only NAME ...]` starts them in one process and writes RUN/rig.json:
`{"control": "http://127.0.0.1:PORT", "devices": {"idcard": {"address": "RUN/idcard", "family": "sam_v"}, ...}}`.
The control door speaks JSON: `POST /NAME {"do": "place", "card": "li_sample"}`, `GET /NAME` gives `state()`,
`GET /` gives all states. A wrong action answers 400 with the reason. Loopback only.
"""

from typing import Any, Protocol

Json = dict[str, Any]


class Emulator(Protocol):
    """The far end of one wire. Strict: what the driver did wrong is kept in `state()["violations"]`."""

    name: str
    family: str

    def start(self) -> str:
        """Bring the device up; returns the address a driver opens (path, URL)."""
        ...

    def do(self, action: str, /, **params: Any) -> None:
        """A person or a fault acts on the device: every emulator knows "plug" and "unplug".
        Raises ValueError with a readable reason for an unknown action."""
        ...

    def state(self) -> Json:
        """What the device is and holds now, with `"violations": [...]`."""
        ...

    def stop(self) -> None: ...

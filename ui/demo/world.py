"""The world around the terminal, as far as it is emulated: cards, paper, the person before the camera, the network.

Talks to the control door of the device emulators (named in rig.json) and to the reference backend's fault switch.
Nothing here is imported by the terminal.
"""

import json
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

Json = dict[str, Any]
PATIENCE_S = 10.0


class WorldError(Exception):
    """The emulated world refused or is not there; the message says what and why."""


class World:
    """One rig. Every call is one HTTP exchange on the loopback."""

    def __init__(self, rig: Path, backend: str = "") -> None:
        try:
            known = json.loads(rig.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise WorldError(f"{rig}: no rig of emulators ({error})") from None
        self._control: str = known["control"]
        self._backend: str = known.get("backend", backend)
        self.devices: tuple[str, ...] = tuple(known["devices"])

    def do(self, device: str, action: str, /, **params: Any) -> Json:
        """A person or a fault acts on a device; returns its state afterwards."""
        return self._ask(f"{self._control}/{device}", {"do": action, **params})

    def state(self, device: str) -> Json:
        return self._ask(f"{self._control}/{device}")

    def states(self) -> dict[str, Json]:
        """All devices by name."""
        return self._ask(self._control)

    @property
    def has_backend(self) -> bool:
        return bool(self._backend)

    def cut_backend(self, cut: bool) -> None:
        """Take the backend away, or give it back."""
        self._ask(f"{self._backend}/_faults", {"mode": "down" if cut else "none"})

    def violations(self) -> list[str]:
        """What the terminal did wrong on any wire, as the emulators saw it."""
        return [f"{name}: {wrong}" for name, state in self.states().items() for wrong in state.get("violations", [])]

    def _ask(self, url: str, body: Json | None = None) -> Json:
        data = None if body is None else json.dumps(body).encode()
        request = Request(url, data, {"Content-Type": "application/json"})
        try:
            with urlopen(request, timeout=PATIENCE_S) as answer:
                return json.loads(answer.read() or b"{}")
        except HTTPError as error:
            raise WorldError(f"{url}: {_reason(error)}") from None
        except (URLError, OSError, ValueError) as error:
            raise WorldError(f"{url}: {error}") from None


def _reason(error: HTTPError) -> str:
    text = error.read().decode(errors="replace")
    try:
        return str(json.loads(text).get("error", text))
    except ValueError:
        return text

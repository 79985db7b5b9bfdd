"""Backend and emulators for a measurement, and a terminal's configuration for them."""

import json
import os
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.cli.children import Children
from kiosk.cli.demo import surroundings
from kiosk.cli.terminal import qt_environment


@dataclass(frozen=True)
class World:
    """Running processes, and where they can be reached."""

    config: Path
    rig: dict[str, Any]

    def address(self, device: str) -> str:
        return str(self.rig["devices"][device]["address"])

    def do(self, device: str, **action: object) -> None:
        """A person or a fault acts on an emulated device."""
        request = urllib.request.Request(f"{self.rig['control']}/{device}", json.dumps(action).encode(), method="POST")
        urllib.request.urlopen(request, timeout=10).close()

    def state(self, device: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.rig['control']}/{device}", timeout=10) as answer:
            return json.load(answer)


@contextmanager
def world() -> Iterator[World]:
    """Backend and all emulators in a directory that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bianmin-") as name, Children(Path(name) / "logs") as children:
        config, rig_file = surroundings(children, Path(name))
        yield World(config, json.loads(rig_file.read_text(encoding="utf-8")))


def screenless() -> dict[str, str]:
    """The environment of a Qt program without a display."""
    return qt_environment(os.environ) | {"QT_QPA_PLATFORM": "offscreen"}

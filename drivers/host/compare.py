"""`kiosk device compare-faces A B`: two files compared in a child that lives for this one question."""

import queue
import time
from pathlib import Path
from typing import Any

from drivers.api.errors import DeviceTimeout, DriverCrashed
from drivers.host.frames import FrameRing
from drivers.host.process import ChildProcess, Died, error_named

_PATIENCE = 30.0


def compare_faces(a: Path, b: Path) -> dict[str, Any]:
    """`{"distance", "decision": "match|retry|no_match|no_face", "faces": [n, n], "ms"}`.

    Raises OSError when a file cannot be read, DeviceError when the child cannot answer.
    """
    one, other = a.read_bytes(), b.read_bytes()
    ring = FrameRing.create()
    child = ChildProcess("drivers.families.face.service:FaceService", ring, {})
    try:
        child.send({"do": "compare", "split": len(one)}, one, other)
        return _answer(child, time.monotonic() + _PATIENCE)
    finally:
        child.kill()
        ring.close()


def _answer(child: ChildProcess, deadline: float) -> dict[str, Any]:
    while True:
        try:
            item = child.inbox.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty as error:
            raise DeviceTimeout("no comparison in time") from error
        if isinstance(item, Died):
            raise DriverCrashed("the comparison ended the driver host")
        if "error" in item.body:
            raise error_named(str(item.body["error"]), str(item.body.get("detail", "")))
        if item.body.get("reply") == "compared":
            return {key: item.body[key] for key in ("distance", "decision", "faces", "ms")}

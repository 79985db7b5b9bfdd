"""The child's side of face capture: takes orders, reads the camera, shows pictures, tells events.

cv2 and the networks are loaded with the first order, so that a child standing by costs about as much as an empty
interpreter.
"""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

from drivers.api.errors import DeviceAbsent
from drivers.api.face import FaceRequest
from drivers.families.face.events import to_json

if TYPE_CHECKING:
    from drivers.families.face.capture import Capture
    from drivers.families.face.detect import Picture
    from drivers.families.face.session import Session

Send = Callable[[dict[str, Any], bytes], None]
_RETRY = 0.1


class Preview(Protocol):
    """Where pictures for the screen go: 640x480 BGR, mirrored."""

    def begin(self) -> memoryview: ...

    def finish(self) -> None: ...


class FaceService:
    """One camera. `settings`: `address`, and optionally `lost_after` (seconds without a picture)."""

    def __init__(self, send: Send, preview: Preview, settings: dict[str, Any]) -> None:
        self._send, self._preview = send, preview
        self._address = str(settings.get("address", ""))
        self._lost_after = float(settings.get("lost_after", 1.0))
        self._capture: Capture | None = None
        self._session: Session | None = None
        self._missing_since: float | None = None
        self._told: str = ""
        self._anchor_told = False

    def handle(self, body: dict[str, Any], binary: bytearray) -> None:
        """Orders: start, stop, compare. The binary part is zeroed when it was used."""
        order = body.get("do")
        if order == "start":
            self._start(body, binary)
        elif order == "stop":
            self._stop()
            self._send({"reply": "stopped"}, b"")
        elif order == "compare":
            self._compare(int(body["split"]), binary)
        binary[:] = bytes(len(binary))

    def step(self) -> float | None:
        """Read and judge one picture when it is due; seconds until the next call, None when there is nothing to do."""
        if self._capture is None or self._session is None:
            return None
        now = time.monotonic()
        if self._capture.due > now:
            return self._capture.due - now
        try:
            picture = self._capture.read()
        except DeviceAbsent:
            return self._missing(self._capture, now)
        self._missing_since = None
        self._tell_camera("on")
        self._show(picture)
        self._judge(self._session, picture, now)
        return max(0.0, self._capture.due - time.monotonic())

    def _start(self, body: dict[str, Any], binary: bytearray) -> None:
        from drivers.families.face.capture import Capture
        from drivers.families.face.detect import Detector, np
        from drivers.families.face.embed import Embedder
        from drivers.families.face.session import Session

        portrait = int(body["portrait"])
        anchor = np.frombuffer(binary, np.float32, offset=portrait).copy() if len(binary) > portrait else None
        if self._session is None:
            self._session = Session(Detector(), Embedder())
        self._told, self._anchor_told, self._missing_since = "", anchor is not None, None
        request = FaceRequest(tuple(body["actions"]), bytes(binary[:portrait]))
        if self._capture is None:
            self._capture = Capture(self._address)
        for event in self._session.start(request, int(body["done"]), anchor):
            self._send(to_json(event), b"")

    def _stop(self) -> None:
        if self._session is not None:
            self._session.wipe()
        if self._capture is not None:
            self._capture.close()
        self._capture = None

    def _missing(self, capture: "Capture", now: float) -> float:
        """No picture: try to open again, and say so when it lasts."""
        if self._missing_since is None:
            self._missing_since = now
        try:
            capture.open()
            return 0.0
        except DeviceAbsent:
            if now - self._missing_since >= self._lost_after:
                self._tell_camera("gone")
            return _RETRY

    def _tell_camera(self, state: str) -> None:
        if state != self._told:
            self._told = state
            self._send({"camera": state}, b"")

    def _show(self, picture: "Picture") -> None:
        from drivers.families.face.detect import cv2, np

        slot = np.frombuffer(self._preview.begin(), np.uint8).reshape(picture.shape)
        cv2.flip(picture, 1, dst=slot)
        self._preview.finish()

    def _judge(self, session: "Session", picture: "Picture", now: float) -> None:
        events = session.see(picture, now)
        if session.anchor is not None and not self._anchor_told:
            self._anchor_told = True
            self._send({"anchor": True}, session.anchor.tobytes())
        for event in events:
            self._send(to_json(event), b"")

    def _compare(self, split: int, binary: bytearray) -> None:
        from drivers.families.face.compare import compare_files

        self._send({"reply": "compared", **compare_files(bytes(binary[:split]), bytes(binary[split:]))}, b"")

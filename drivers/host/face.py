"""Face capture in a child process, behind the contract of drivers.api.face. Never imports cv2 or numpy."""

import os
import queue
import threading
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from drivers.api.errors import DeviceAbsent, DeviceError, DriverCrashed
from drivers.api.face import (
    ActionSeen,
    CameraBack,
    CameraLost,
    FaceCompared,
    FaceEvent,
    FaceRejected,
    FaceRequest,
    Frame,
)
from drivers.api.status import DeviceStatus
from drivers.families.face.events import from_json
from drivers.host.codec import Message
from drivers.host.frames import FrameRing
from drivers.host.process import ChildProcess, Died, RespawnBudget, error_named

SERVICE = "drivers.families.face.service:FaceService"
_TICK = 0.1


class RingFrames:
    """The preview; safe to ask from the GUI thread while the driver's thread opens and closes."""

    def __init__(self) -> None:
        self._lock, self._ring = threading.Lock(), None

    def use(self, ring: FrameRing | None) -> None:
        with self._lock:
            self._ring = ring

    def latest(self, newer_than: int = -1) -> Frame | None:
        """The newest frame, or None when there is none newer than that sequence number."""
        with self._lock:
            return None if self._ring is None else self._ring.latest(newer_than)


class _Request:
    """What is running: enough to go on in a new child where the old one stopped."""

    def __init__(self, request: FaceRequest) -> None:
        self.actions, self.portrait, self.anchor = request.actions, bytearray(request.reference), bytearray()
        self.seen, self.ended = 0, False

    def wipe(self) -> None:
        for secret in (self.portrait, self.anchor):
            secret[:] = bytes(len(secret))


class FaceCaptureHost:
    """`address`: `file:PATH` or a V4L2 device path. `profile` (all optional, seconds): `hang_after` without a sign of
    life, `warm_up` until the first one, `lost_after` without a picture, `respawns` allowed a minute."""

    def __init__(self, address: str, profile: Mapping[str, Any] | None = None) -> None:
        profile = profile or {}
        self._address = address
        self._settings = {"address": address, "lost_after": float(profile.get("lost_after", 1.0))}
        self._hang_after, self._warm_up = float(profile.get("hang_after", 2.0)), float(profile.get("warm_up", 15.0))
        self._budget = RespawnBudget(int(profile.get("respawns", 5)))
        self._ring: FrameRing | None = None
        self._child: ChildProcess | None = None
        self._request: _Request | None = None
        self._events: deque[FaceEvent] = deque()
        self._lost = False
        self._beats, self._alive_until = -1, 0.0
        self._frames = RingFrames()

    @property
    def frames(self) -> RingFrames:
        return self._frames

    @property
    def child_pid(self) -> int | None:
        """For diagnostics (memory) and tests (faults)."""
        return self._child.pid if self._child else None

    def open(self) -> None:
        """Start the child; the camera stays closed. Raises DeviceAbsent when nothing is at the address."""
        if not self._present():
            raise DeviceAbsent(f"no camera at {self._address}")
        if self._ring is None:
            self._ring = FrameRing.create()
            self._frames.use(self._ring)
        if self._child is None or not self._child.alive:
            self._new_child(self._ring)

    def close(self) -> None:
        self._end_request()
        self._frames.use(None)
        if self._child is not None:
            self._child.kill()
            self._child = None
        if self._ring is not None:
            self._ring.close()
            self._ring = None

    def status(self) -> DeviceStatus:
        """Answers without the child: the camera itself is only touched after the person agreed."""
        if not self._present():
            return DeviceStatus("offline", ("device.absent",), self._address)
        alive = self._child is not None and self._child.alive
        return DeviceStatus("online", () if alive else ("device.driver_crashed",), self._address)

    def start(self, request: FaceRequest) -> None:
        self.open()
        self._end_request()
        self._request = _Request(request)
        self._order_start(self._request)

    def poll(self, timeout: float) -> FaceEvent | None:
        """Next event; watches over the child meanwhile. Raises DriverCrashed when it died too often."""
        deadline = time.monotonic() + timeout
        while not self._events:
            left = deadline - time.monotonic()
            item = self._next_item(max(0.0, min(left, _TICK)))
            if item is not None:
                self._take(item)
            elif left <= 0:
                return None
            self._watch()
        return self._events.popleft()

    def stop(self) -> None:
        """Returns when the camera is closed and everything of the person is zeroed, in at most about a second."""
        if self._child is not None and self._request is not None:
            self._child.send({"do": "stop"})
            if not self._stopped_in_time(self._child, time.monotonic() + 1.0):
                self._child.kill()
        self._end_request()

    def forget(self) -> None:
        """The surest way to forget is a new process: nothing of the old one's memory remains."""
        self._end_request()
        if self._child is not None and self._ring is not None:
            try:
                self._new_child(self._ring)
            except DeviceError:
                self._child = None

    def _present(self) -> bool:
        return Path(self._address.removeprefix("file:")).exists()

    def _new_child(self, ring: FrameRing) -> None:
        if self._child is not None:
            self._child.kill()
        ring.wipe()
        self._child = ChildProcess(SERVICE, ring, self._settings)

    def _order_start(self, request: _Request) -> None:
        if self._child is not None:
            order = {"do": "start", "actions": list(request.actions), "done": request.seen}
            self._child.send(order | {"portrait": len(request.portrait)}, request.portrait, request.anchor)
        self._alive_until = time.monotonic() + self._warm_up

    def _end_request(self) -> None:
        if self._request is not None:
            self._request.wipe()
        self._request, self._lost = None, False
        self._events.clear()
        if self._ring is not None:
            self._ring.wipe()

    def _next_item(self, timeout: float) -> Message | Died | None:
        if self._child is None:
            raise DriverCrashed("driver host is not open")
        try:
            return self._child.inbox.get(timeout=timeout) if timeout else self._child.inbox.get_nowait()
        except queue.Empty:
            return None

    def _take(self, item: Message | Died) -> None:
        if isinstance(item, Died):
            self._recover()
        elif "error" in item.body:
            raise error_named(str(item.body["error"]), str(item.body.get("detail", "")))
        elif self._request is not None:
            self._take_message(self._request, item)

    def _take_message(self, request: _Request, message: Message) -> None:
        camera = message.body.get("camera")
        if camera == "gone":
            self._lose(recovering=False)
        elif camera == "on" and self._lost:
            self._lost = False
            self._events.append(CameraBack())
        elif "anchor" in message.body:
            request.anchor[:] = message.binary
            message.binary[:] = bytes(len(message.binary))
        elif "event" in message.body:
            self._tell(request, from_json(message.body))

    def _tell(self, request: _Request, event: FaceEvent) -> None:
        if isinstance(event, ActionSeen):
            request.seen += 1
        if isinstance(event, FaceCompared | FaceRejected):
            request.ended = True
            request.wipe()
        self._events.append(event)

    def _lose(self, *, recovering: bool) -> None:
        self._lost = True
        self._events.append(CameraLost(recovering))

    def _recover(self) -> None:
        """The child died: start another, and the request goes on where it stopped."""
        if self._ring is None or not self._budget.spend(time.monotonic()):
            raise DriverCrashed("driver host died too often")
        self._new_child(self._ring)
        if self._request is not None and not self._request.ended:
            self._lose(recovering=True)
            self._order_start(self._request)

    def _watch(self) -> None:
        """A child without a sign of life while the camera is open is killed; its death then leads to a new one."""
        if self._ring is None or self._child is None or self._request is None or self._request.ended:
            return
        now, beats = time.monotonic(), self._ring.beats
        if beats != self._beats:
            warming = not self._ring.painted and not self._lost
            self._beats = beats
            self._alive_until = max(self._alive_until if warming else 0.0, now + self._hang_after)
        elif now > self._alive_until:
            os.kill(self._child.pid, 9)
            self._alive_until = now + self._warm_up

    def _stopped_in_time(self, child: ChildProcess, deadline: float) -> bool:
        while (left := deadline - time.monotonic()) > 0:
            try:
                item = child.inbox.get(timeout=left)
            except queue.Empty:
                return False
            if isinstance(item, Died):
                return True
            if item.body.get("reply") == "stopped":
                return True
        return False

"""A camera with people before it: the address is a link that points to the clip being shown.

The driver sees what it would see from a camera: pictures, then other pictures, or none. Clips are made once and kept
by the hash of what they are made from.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from drivers.emulators.base import Json
from drivers.emulators.camera_names import ACTIONS, ALL_CLIPS, PEOPLE, SCENES, clip_name

_HERE = Path(__file__).resolve().parent
_ACTION_SECONDS = 1.6
_PLAIN = ("plug", "unplug", *SCENES)


def cache_folder() -> Path:
    """Where clips are kept between runs."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "bianmin"


def clips(cache: Path) -> Path:
    """Folder with all clips, made when they are not there yet (some ten seconds of one core)."""
    sources = sorted([*_HERE.glob("camera_*.py"), *(_HERE / "media").iterdir()])
    key = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]
    folder = cache / f"camera-{key}"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "camera.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not all((folder / name).exists() for name in ALL_CLIPS):
            command = [sys.executable, "-m", "drivers.emulators.camera_clips", "--out", str(folder)]
            environment = os.environ | {"PYTHONPATH": str(_HERE.parents[1])}
            subprocess.run(command, check=True, env=environment, stdin=subprocess.DEVNULL)
    return folder


class CameraEmulator:
    """Actions: plug, unplug, person(name), perform(action), nobody, dark, two_people."""

    name = "camera"
    family = "face"

    def __init__(self, run_dir: Path, cache: Path | None = None) -> None:
        self._link = run_dir / "camera.avi"
        self._cache = cache or cache_folder()
        self._folder = Path()
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._person: str = PEOPLE[0]
        self._clip = clip_name("nobody")
        self._plugged = False

    def start(self) -> str:
        """Make or find the clips; nobody stands before the camera yet."""
        self._folder = clips(self._cache)
        self._link.parent.mkdir(parents=True, exist_ok=True)
        self.do("plug")
        return f"file:{self._link}"

    def do(self, action: str, /, **params: Any) -> None:
        with self._lock:
            if action == "person":
                self._person = _one_of(PEOPLE, "name", params)
                self._show(clip_name(self._person, "neutral"))
            elif action == "perform":
                self._perform(_one_of(ACTIONS, "action", params))
            elif action in _PLAIN and not params:
                self._plain(action)
            else:
                raise ValueError(
                    f"the camera knows {', '.join((*_PLAIN, 'person', 'perform'))}; not {action!r} {params}"
                )

    def state(self) -> Json:
        with self._lock:
            shown = self._clip.removesuffix(".avi")
            person = self._person if shown.startswith(self._person) else None
            return {"plugged": self._plugged, "person": person, "clip": shown, "violations": []}

    def stop(self) -> None:
        with self._lock:
            self._cancel()
            self._link.unlink(missing_ok=True)

    def _plain(self, action: str) -> None:
        if action in SCENES:
            self._show(clip_name(action))
            return
        self._plugged = action == "plug"
        if self._plugged:
            self._point()
        else:
            self._link.unlink(missing_ok=True)

    def _perform(self, action: str) -> None:
        if not self._clip.startswith(self._person):
            raise ValueError("nobody alone before the camera: choose a person first")
        self._show(clip_name(self._person, action))
        self._timer = threading.Timer(_ACTION_SECONDS, self._rest, (self._clip,))
        self._timer.daemon = True
        self._timer.start()

    def _rest(self, performed: str) -> None:
        with self._lock:
            if self._clip == performed:
                self._show(clip_name(self._person, "neutral"))

    def _show(self, clip: str) -> None:
        self._cancel()
        self._clip = clip
        if self._plugged:
            self._point()

    def _point(self) -> None:
        """Point the link elsewhere in one step: there is no moment without a camera."""
        beside = self._link.with_name(".camera.next")
        beside.unlink(missing_ok=True)
        beside.symlink_to(self._folder / self._clip)
        beside.replace(self._link)

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _one_of(allowed: tuple[str, ...], key: str, params: dict[str, Any]) -> str:
    if set(params) != {key} or params[key] not in allowed:
        raise ValueError(f"{key} must be one of {', '.join(allowed)}")
    return str(params[key])

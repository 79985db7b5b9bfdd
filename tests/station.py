"""A whole station without a screen: real backend process, real emulators process, the terminal's core, and a person.

Waiting is always for something to happen, with a deadline that only a broken terminal reaches.
"""

import json
import queue
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from kiosk.assembly import BuiltTerminal, build
from kiosk.visit.intents import DockControl, DockPress, Key, Press, Stroke, Touch
from kiosk.visit.views import IdleWarning, View

DEADLINE = 60.0
TOKEN = "sample-token-of-a-test"
TERMINAL = "SAMPLE-01"
SIGNATURE = ((100, 500), (300, 200), (500, 700), (800, 300))


class Station:
    """Processes beside the terminal. `directory` holds everything they write."""

    def __init__(self, directory: Path, *devices: str) -> None:
        self.directory = directory
        (directory / "tokens").write_text(f"{TERMINAL} {TOKEN}\n")
        (directory / "token").write_text(TOKEN)
        self._backend = self._start_backend()
        only = [word for name in devices for word in ("--only", name)]
        self._rig = self._start("drivers.emulators", "--dir", str(directory / "rig"), "--with-parent", *only)
        self.backend_url = str(self._wait(directory / "backend.json", self._backend)["url"])
        rig = self._wait(directory / "rig" / "rig.json", self._rig)
        self.control, self.devices = str(rig["control"]), dict(rig["devices"])

    def _start(self, module: str, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", module, *words], stdin=subprocess.PIPE)

    def _start_backend(self) -> subprocess.Popen[bytes]:
        where = self.directory
        return self._start(
            "deploy.backend", "--port", "0", "--database", f"sqlite:///{where / 'backend.db'}",
            "--ready-file", str(where / "backend.json"), "--terminal-token-file", str(where / "tokens"),
            "--faults", "--with-parent",
        )  # fmt: skip

    def _wait(self, ready: Path, process: subprocess.Popen[bytes]) -> dict[str, Any]:
        """The ready file of a process, as soon as it is there; it is written atomically."""
        for _ in range(int(DEADLINE * 20)):
            if ready.exists():
                return json.loads(ready.read_text())
            try:
                process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
            raise AssertionError(f"ended before it was ready: {process.args!r}")
        raise AssertionError(f"not ready in {DEADLINE} s: {process.args!r}")

    def config(self, **timing: float) -> Path:
        """The terminal's configuration file, with faster health checks and the timing given."""
        where = self.directory
        lines = ["[terminal]", f'id = "{TERMINAL}"', 'site = "QSQ"', f'state_dir = "{where / "state"}"',
                 f'token_file = "{where / "token"}"', "[backend]", f'url = "{self.backend_url}"', "health_every = 0.3",
                 "[timing]", *(f"{name} = {value}" for name, value in timing.items())]  # fmt: skip
        for name, device in self.devices.items():
            lines += [f"[devices.{name}]", f'family = "{device["family"]}"', f'address = "{device["address"]}"']
        path = where / "terminal.toml"
        path.write_text("\n".join(lines) + "\n")
        return path

    def does(self, device: str, action: str, /, **params: Any) -> None:
        """Somebody, or fate, acts on a device."""
        self._post(f"{self.control}/{device}", {"do": action, **params})

    def state(self, device: str) -> dict[str, Any]:
        with urllib.request.urlopen(f"{self.control}/{device}") as answer:
            return json.loads(answer.read())

    def backend_fault(self, mode: str) -> None:
        self._post(f"{self.backend_url}/_faults", {"mode": mode})

    def _post(self, url: str, body: dict[str, Any]) -> None:
        request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request):
            return

    def close(self) -> None:
        for process in (self._backend, self._rig):
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=DEADLINE)


@contextmanager
def station(directory: Path, *devices: str) -> Iterator[Station]:
    opened = Station(directory, *devices)
    try:
        yield opened
    finally:
        opened.close()


class Person:
    """Somebody in front of a terminal: sees views, presses what is on them."""

    def __init__(self, config: Path) -> None:
        self.terminal: BuiltTerminal = build(config)
        self._views: queue.Queue[View] = queue.Queue()
        self.seen: list[str] = []
        self.view: View | None = None
        self.heard: list[str] = []
        self._pressed = ("", -1)
        self.terminal.start(self._views.put, self.heard.append)

    def until(self, wanted: Callable[[View], bool]) -> View:
        """The first view, from the present one on, that fits."""
        while self.view is None or not wanted(self.view):
            try:
                self.view = self._views.get(timeout=DEADLINE)
            except queue.Empty:
                raise AssertionError(f"never came; last was {self.view.name if self.view else None}") from None
            if not self.seen or self.seen[-1] != self.view.name:
                self.seen.append(self.view.name)
        return self.view

    def waits_for(self, condition: Callable[[], bool], every: float = 0.02) -> "Person":
        """Something that is on no page; looked at every so many seconds."""
        for _ in range(int(DEADLINE / every)):
            if condition():
                return self
            with suppress(queue.Empty):
                self.view = self._views.get(timeout=every)
        raise AssertionError("the condition never came true")

    def sees(self, name: str) -> View:
        return self.until(lambda view: view.name == name)

    def presses(self, choice: str) -> "Person":
        """Waits until the choice can be pressed, then presses it; the same one again only on another page."""
        view = self.until(lambda view: choice in pressable(view) and self._pressed != (choice, view.serial))
        self._pressed = (choice, view.serial)
        self.terminal.send(Press(choice, view.serial))
        return self

    def docks(self, control: DockControl) -> "Person":
        self.terminal.send(DockPress(control))
        return self

    def types(self, digits: str) -> "Person":
        for digit in digits:
            self.terminal.send(Key(digit))
        return self

    def touches(self) -> None:
        self.terminal.send(Touch())

    def signs(self) -> "Person":
        self.sees("promise")
        self.terminal.send(Stroke(SIGNATURE))
        return self.presses("sign.done")

    def leaves(self) -> None:
        self.terminal.stop()

    def shows_face(self, place: Station, who: str) -> "Person":
        """Stands before the camera and does what the page asks for, as often as it asks."""
        place.does("camera", "person", name=who)
        asked = {"眨": "blink", "向左": "turn_left", "向右": "turn_right", "张一张": "open_mouth"}
        last = ""

        def obeyed(view: View) -> bool:
            nonlocal last
            hint = str(getattr(view.body, "hint", ""))
            action = next((action for word, action in asked.items() if word in hint), "")
            if action and action != last:
                place.does("camera", "perform", action=action)
            last = action
            return view.page != "face"

        self.sees("face")
        self.until(obeyed)
        return self

    # -- stretches
    def chooses_item(self) -> "Person":
        return self.presses("start").presses("item:gaoling_certification")

    def is_checked_by_staff(self) -> "Person":
        self.sees("identify.staff_badge")
        self.types("0012").presses("next").sees("identify.staff_pin")
        return self.types("246810").presses("next")


def pressable(view: View) -> set[str]:
    """Ids of everything on the screen that can be pressed now."""
    if isinstance(view.sheet, IdleWarning):
        return {view.sheet.choice.id}
    if view.sheet is not None:
        return {choice.id for choice in view.sheet.choices}
    tiles = getattr(view.body, "tiles", ())
    tools = getattr(view.body, "tools", ())
    fixes = tuple(row.fix for row in getattr(view.body, "rows", ()) if row.fix is not None)
    return {each.id for each in (*view.choices, *tiles, *tools, *fixes) if each.enabled}

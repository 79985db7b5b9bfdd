"""The window with a scripted person before it."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.visit.views import View
from ui.bridge.bridge import Bridge
from ui.demo.hands import Point, draw, find, settle, tap
from ui.demo.ledger import Ledger

PATIENCE_S = 30.0


class Stuck(Exception):
    """The visit went where the script knows no further. `page` is where, the message what was waited for."""

    def __init__(self, page: str, reason: str) -> None:
        super().__init__(f"{page}: {reason}")
        self.page = page


class Album:
    """Pictures in the order of the visit: 01_attract.png, 01_attract_elder.png ..."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("[0-9][0-9]_*.png"):
            old.unlink()
        self._folder = folder
        self._numbers: dict[str, int] = {}
        self.count = 0

    def keep(self, page: str, elder: bool, window: QQuickWindow) -> None:
        """One picture a page and mode: the first. Pictures of an earlier visit in the folder were removed."""
        number = self._numbers.setdefault(page, len(self._numbers) + 1)
        path = self._folder / f"{number:02}_{page}{'_elder' if elder else ''}.png"
        if not path.exists():
            window.grabWindow().save(str(path))
            self.count += 1


class Stage:
    """What a script may do. Acts go through real mouse events on real items."""

    def __init__(self, bridge: Bridge, window: QQuickWindow, ledger: Ledger, album: Album) -> None:
        self.bridge, self.window, self.ledger, self.album = bridge, window, ledger, album

    @property
    def view(self) -> View:
        """The view on the screen; waits for the first."""
        if self.bridge.current is None:
            self._until(lambda: self.bridge.current is not None, PATIENCE_S)
        if self.bridge.current is None:
            raise Stuck("nothing", "no page came")
        return self.bridge.current

    def wait(self, condition: Callable[[View], bool], what: str, patience: float = PATIENCE_S) -> View:
        """Until a view fulfils the condition. Raises Stuck."""
        self._until(lambda: condition(self.view), patience)
        if not condition(self.view):
            raise Stuck(self.view.name, f"waited {patience:.0f} s for {what}")
        return self.view

    def _until(self, condition: Callable[[], bool], patience: float) -> None:
        deadline = time.monotonic() + patience
        while not condition() and (left := deadline - time.monotonic()) > 0:
            loop = QEventLoop()
            timer = QTimer(loop)
            timer.setSingleShot(True)
            timer.timeout.connect(loop.quit)
            timer.start(int(left * 1000) + 1)
            self.bridge.viewChanged.connect(loop.quit)
            loop.exec()
            self.bridge.viewChanged.disconnect(loop.quit)

    def item(self, name: str) -> QQuickItem:
        found = find(self.window, name)
        if found is None or not found.isEnabled():
            raise Stuck(self.view.name, f"nothing to touch is called {name!r}")
        return found

    def tap(self, name: str) -> None:
        """Tap what is called so; the machine's turn begins."""
        settle(self.window)
        target = self.item(name)
        self.ledger.handed_over()
        tap(self.window, target)

    def type(self, digits: str) -> None:
        """Keys of the keypad one by one, each seen before the next."""
        for done, digit in enumerate(digits, 1):
            tap(self.window, self.item(f"key.{digit}"))
            self.wait(lambda view, done=done: getattr(view.body, "filled", -1) == done, f"digit {done}")

    def sign(self, strokes: Sequence[Sequence[Point]]) -> None:
        """Strokes on the pad, each seen before the next."""
        for number, stroke in enumerate(strokes, 1):
            settle(self.window)
            draw(self.window, self.item("sign.pad"), stroke)
            self.wait(lambda view, number=number: len(getattr(view.body, "strokes", ())) == number, f"stroke {number}")

    def arrived(self) -> None:
        """The page is drawn and stands: the person's turn."""
        settle(self.window)
        self.ledger.persons_turn(self.view.name)

    def look(self) -> None:
        """The person's turn, and a picture in both modes."""
        self.arrived()
        self._picture()
        if self.view.dock.elder == "off":
            return
        elder = self.view.elder
        self.switch_mode(not elder)
        self._picture()
        self.switch_mode(elder)

    def snap(self, moment: str) -> None:
        """A picture of this page at a moment of its own: face.blink, promise.signed."""
        self.album.keep(f"{self.view.name}.{moment}", self.view.elder, self.window)

    def _picture(self) -> None:
        settle(self.window)
        self.album.keep(self.view.name, self.view.elder, self.window)

    def switch_mode(self, elder: bool) -> None:
        """长辈模式 or back; nothing when it is so already."""
        if self.view.elder is elder:
            return
        settle(self.window)
        tap(self.window, self.item("dock.elder"))
        self.wait(lambda view: view.elder is elder, "the other mode")
        settle(self.window)

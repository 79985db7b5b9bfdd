"""A small real Terminal for tests: follows a table (view name, intent) -> next view, in a thread of its own."""

import queue
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace

from drivers.api.face import Frame, FrameSource
from kiosk.visit.intents import DockPress, Intent, Press
from kiosk.visit.views import Attract, Choice, Choose, Dock, Home, Tile, View


def view(name: str, *choices: str, **changes: object) -> View:
    """A plain page with these choices."""
    keys = tuple(Choice(each, f"选{each}", filled=number == 0) for number, each in enumerate(choices))
    plain = View(
        name=name, page="choose", title=f"第{name}页", subtitle="", body=Choose(), station="样例社区便民服务站",
        clock="9:41", spoken=f"这是{name}。", choices=keys,
    )  # fmt: skip
    return replace(plain, **changes)  # pyright: ignore[reportArgumentType]


ATTRACT = view("attract", "start", page="attract", body=Attract("身份证放上来", "可办的事"))
HOME = view(
    "home", page="home", dock=Dock(back="off"),
    body=Home((Tile("item:a", "津贴", "每年一次", ""), Tile("item:b", "别的", "", "", enabled=False)), "", "", ""),
)  # fmt: skip


class Frames:
    """Frames on demand; `latest` is what the GUI thread asks."""

    def __init__(self) -> None:
        self.frame: Frame | None = None
        self.asked = 0

    def latest(self, newer_than: int = -1) -> Frame | None:
        self.asked += 1
        return self.frame if self.frame is not None and self.frame.sequence > newer_than else None


class ScriptedTerminal:
    """Implements kiosk.visit.intents.Terminal: every page gets a new serial, late presses are dropped."""

    def __init__(self, first: View, table: Mapping[tuple[str, str], View]) -> None:
        self.intents: queue.Queue[Intent] = queue.Queue()
        self.source = Frames()
        self.stopped = threading.Event()
        self._first, self._table = first, table
        self._inbox: queue.Queue[Intent | None] = queue.Queue()
        self._thread = threading.Thread(target=self._run, name="scripted-core")
        self.say: Callable[[str], None] = lambda text: None

    def start(self, on_view: Callable[[View], None], on_speech: Callable[[str], None]) -> None:
        self._on_view, self.say = on_view, on_speech
        self._thread.start()

    def send(self, intent: Intent) -> None:
        self.intents.put(intent)
        self._inbox.put(intent)

    @property
    def frames(self) -> FrameSource | None:
        return self.source

    def stop(self) -> None:
        self._inbox.put(None)
        if self._thread.is_alive():
            self._thread.join()
        self.stopped.set()

    def show(self, page: View) -> None:
        """From outside: what a device or the backend made the core show."""
        self._on_view(page)

    def _run(self) -> None:
        now, elder = self._enter(self._first, 0, False), False
        while (intent := self._inbox.get()) is not None:
            if isinstance(intent, Press) and intent.serial != now.serial:
                continue
            if intent == DockPress("elder"):
                elder = not elder
                now = self._enter(now, now.serial, elder)
            elif (after := self._table.get((now.name, _word(intent)))) is not None:
                now = self._enter(after, now.serial, elder)

    def _enter(self, page: View, serial: int, elder: bool) -> View:
        shown = replace(page, serial=serial + 1, elder=elder)
        self._on_view(shown)
        return shown


def _word(intent: Intent) -> str:
    match intent:
        case Press():
            return intent.id
        case DockPress():
            return f"dock.{intent.control}"
        case _:
            return type(intent).__name__

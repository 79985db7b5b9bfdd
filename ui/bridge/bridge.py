"""What QML sees of the core."""

import time
from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication

from drivers.api.face import FrameSource
from kiosk.visit.intents import DockControl, DockPress, Intent, Key, Press, Stroke, Terminal, Touch
from kiosk.visit.views import View
from ui.bridge.convert import pressable, to_qml
from ui.bridge.panel import Panel
from ui.speech.speaker import Speaker

DOCK: tuple[DockControl, ...] = ("back", "exit", "help", "speak", "elder")
BOUNCE_S = 0.3
ELDER_BOUNCE_S = 0.7
WIPING = "wiping"  # the page of the wipe: what the screen's side holds goes with it
RATE = 1.0
ELDER_RATE = 0.85


class Bridge(QObject):
    """Views of the core as a property, presses as intents.

    Views come from the core's thread and are handed to the GUI thread by a queued signal, in order.
    A second press on the same thing within 0.3 s (elder mode 0.7 s) is a trembling finger, not a wish.
    """

    viewChanged = Signal()
    speakingChanged = Signal()
    _arrived = Signal(object)
    _spoke = Signal(bool)

    def __init__(
        self, terminal: Terminal, panel: Panel, speaker: Speaker, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self._terminal, self._panel, self._speaker, self._clock = terminal, panel, speaker, clock
        self._view: View | None = None
        self._map: dict[str, object] = {}
        self._speaking = False
        self._last_press, self._pressed_at = ("", 0, False), 0.0
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._spoke.connect(self._set_speaking, Qt.ConnectionType.QueuedConnection)
        speaker.listen(self._spoke.emit)

    def start(self) -> None:
        """Start the core; views come from now on."""
        self._terminal.start(self._arrived.emit, self._speaker.say)

    @property
    def current(self) -> View | None:
        """The view on the screen, for tests, the demonstration and the crash guard."""
        return self._view

    @property
    def measures(self) -> Panel:
        """The panel everything is drawn for."""
        return self._panel

    @property
    def frames(self) -> FrameSource | None:
        """The camera's preview, when there is one."""
        return self._terminal.frames

    @Slot(object)
    def _show(self, view: View) -> None:
        self._view, self._map = view, to_qml(view)
        if view.name == WIPING:
            QGuiApplication.clipboard().clear()
        self._speaker.rate = ELDER_RATE if view.elder else RATE
        self.viewChanged.emit()

    @Slot(bool)
    def _set_speaking(self, speaking: bool) -> None:
        if speaking != self._speaking:
            self._speaking = speaking
            self.speakingChanged.emit()

    def show(self, view: View) -> None:
        """Show a page that does not come from the core (the crash page)."""
        self._show(view)

    def _get_view(self) -> dict[str, object]:
        return self._map

    def _get_speaking(self) -> bool:
        return self._speaking

    def _get_panel(self) -> dict[str, float]:
        return self._panel.as_map()

    view = Property("QVariantMap", _get_view, notify=viewChanged)  # pyright: ignore[reportArgumentType]
    speaking = Property(bool, _get_speaking, notify=speakingChanged)
    panel = Property("QVariantMap", _get_panel, constant=True)  # pyright: ignore[reportArgumentType]

    @Slot(str)
    def press(self, choice: str) -> None:
        """A Choice or Tile. One that is not on this view belongs to a page that is sliding away: dropped."""
        if self._view is not None and choice in pressable(self._view):
            self._send_once(choice, Press(choice, self._view.serial))

    @Slot(str)
    def dock(self, control: str) -> None:
        for known in DOCK:
            if known == control and self._view is not None and getattr(self._view.dock, known) != "off":
                self._send_once(f"dock.{known}", DockPress(known))

    @Slot(str)
    def key(self, key: str) -> None:
        self._terminal.send(Key(key))

    @Slot("QVariantList")
    def stroke(self, points: list[list[float]]) -> None:
        """One finished stroke: [x, y] pairs 0..1000 of the pad; a finger that slides off ends at the edge."""
        self._terminal.send(Stroke(tuple((_on_pad(x), _on_pad(y)) for x, y in points)))

    @Slot()
    def touch(self) -> None:
        self._terminal.send(Touch())

    def _send_once(self, what: str, intent: Intent) -> None:
        assert self._view is not None
        now, pause = self._clock(), ELDER_BOUNCE_S if self._view.elder else BOUNCE_S
        press = (what, self._view.serial, self._view.elder)
        if press == self._last_press and now - self._pressed_at < pause:
            return
        self._last_press, self._pressed_at = press, now
        self._terminal.send(intent)


def _on_pad(value: float) -> int:
    return min(1000, max(0, round(value)))

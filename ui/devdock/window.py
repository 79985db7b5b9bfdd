"""The dock's window: a box of buttons per device, its state, and what the terminal did wrong on the wire."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QGroupBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.demo.world import Json
from ui.devdock.controls import BACKEND, Control, controls, summary
from ui.devdock.hand import Hand

COLUMNS = 3
WIDTH, LEAST_WIDTH = 640, 360  # pixels
WRONG_LINES = 5


class DeviceBox(QGroupBox):
    """Buttons and state of one device."""

    def __init__(self, name: str, state: Json, hand: Hand) -> None:
        super().__init__(name)
        self._state = QLabel()
        self._state.setWordWrap(True)
        self._state.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        layout = QGridLayout(self)
        layout.addWidget(self._state, 0, 0, 1, COLUMNS)
        for number, control in enumerate(controls(name, state)):
            layout.addWidget(_button(control, hand), 1 + number // COLUMNS, number % COLUMNS)
        self.show_state(state)

    def show_state(self, state: Json) -> None:
        self._state.setText(summary(state))


def _button(control: Control, hand: Hand) -> QPushButton:
    button = QPushButton(control.label)
    button.setObjectName(f"{control.device}.{control.label}")
    button.clicked.connect(lambda: hand.do(control))
    return button


class DockWindow(QWidget):
    """Boxes appear with the first states; devices never change while a rig runs."""

    def __init__(self, hand: Hand, *, backend: bool) -> None:
        super().__init__()
        self.setWindowTitle("Bianmin device dock (development)")
        self._hand, self._boxes = hand, dict[str, DeviceBox]()
        outer = QVBoxLayout(self)
        self._layout = QVBoxLayout()
        self._layout.addStretch(1)
        outer.addWidget(_scrolled(self._layout), 1)
        self._trouble = QLabel()
        self._trouble.setWordWrap(True)
        self._wrong = QPlainTextEdit(readOnly=True)
        self._wrong.setPlaceholderText("What the terminal did wrong on the wire appears here.")
        self._wrong.setMaximumHeight(self.fontMetrics().lineSpacing() * (WRONG_LINES + 1))
        outer.addWidget(self._trouble)
        outer.addWidget(self._wrong)
        if backend:
            self._add(BACKEND, {"cut": False})
        hand.looked.connect(self.show_states)
        hand.failed.connect(self._trouble.setText)

    def place(self, left: int, screen: QRect) -> None:
        """Right of the kiosk's window and as high as the screen; where that leaves too little, at the right edge."""
        width = min(WIDTH, max(LEAST_WIDTH, screen.right() - left))
        title = self.fontMetrics().lineSpacing() * 2  # of a window manager, if there is one
        self.setGeometry(min(left, screen.right() - width), screen.top(), width, screen.height() - title)

    def show_states(self, states: dict[str, Json]) -> None:
        """All devices as they are now."""
        for name, state in states.items():
            if name in self._boxes:
                self._boxes[name].show_state(state)
            else:
                self._add(name, state)
        wrong = [f"{name}: {text}" for name, state in states.items() for text in state.get("violations", [])]
        if "\n".join(wrong) != self._wrong.toPlainText():
            self._wrong.setPlainText("\n".join(wrong))

    def _add(self, name: str, state: Json) -> None:
        self._boxes[name] = DeviceBox(name, state, self._hand)
        self._layout.insertWidget(len(self._boxes) - 1, self._boxes[name])


def _scrolled(layout: QVBoxLayout) -> QScrollArea:
    """On a low screen the boxes scroll; squeezed, their lines of state would be cut."""
    inside, area = QWidget(), QScrollArea(widgetResizable=True)
    inside.setLayout(layout)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inside)
    return area

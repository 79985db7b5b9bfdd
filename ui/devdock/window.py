"""The dock's window: a box of buttons per device, its state, and what the terminal did wrong on the wire."""

from PySide6.QtWidgets import QGridLayout, QGroupBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from ui.demo.world import Json
from ui.devdock.controls import BACKEND, Control, controls, summary
from ui.devdock.hand import Hand

COLUMNS = 3


class DeviceBox(QGroupBox):
    """Buttons and state of one device."""

    def __init__(self, name: str, state: Json, hand: Hand) -> None:
        super().__init__(name)
        self._state = QLabel()
        self._state.setWordWrap(True)
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
        self._layout = QVBoxLayout(self)
        self._trouble = QLabel()
        self._wrong = QPlainTextEdit(readOnly=True)
        self._wrong.setPlaceholderText("What the terminal did wrong on the wire appears here.")
        self._layout.addWidget(self._trouble)
        self._layout.addWidget(self._wrong)
        if backend:
            self._add(BACKEND, {})
        hand.looked.connect(self.show_states)
        hand.failed.connect(self._trouble.setText)

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

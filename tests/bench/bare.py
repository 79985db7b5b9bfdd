"""`python -m tests.bench.bare --ready-file F`: the least a QML program can be, to hold the terminal's start against."""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from ui.bridge.started import since_process_start

QML = b"""
import QtQuick
Window { width: 1080; height: 1920; visible: true
    Text { anchors.centerIn: parent; font.pixelSize: 60; text: "\xe4\xbe\xbf\xe6\xb0\x91" } }
"""


def main() -> int:
    app = QGuiApplication([])
    engine = QQmlApplicationEngine()
    engine.loadData(QML, QUrl("file:bare.qml"))
    window = engine.rootObjects()[0]
    assert isinstance(window, QQuickWindow)
    ready = Path(sys.argv[sys.argv.index("--ready-file") + 1])

    def drawn() -> None:
        window.frameSwapped.disconnect(drawn)
        part = ready.with_suffix(".part")
        part.write_text(json.dumps({"first_frame_s": since_process_start()}))
        part.replace(ready)

    window.frameSwapped.connect(drawn)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())

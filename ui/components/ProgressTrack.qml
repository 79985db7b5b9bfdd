import QtQuick
import "../theme"

// A track that fills only as the device reports.
Rectangle {
    id: track

    property real progress: 0

    implicitHeight: Theme.pick(7.4, 8.1)
    radius: height / 2
    color: Theme.face
    border.width: Theme.line
    border.color: Theme.edge
    Accessible.role: Accessible.ProgressBar
    Accessible.name: Math.round(progress * 100) + "%"

    Rectangle {
        visible: track.progress > 0
        width: Math.max(height, track.width * Math.min(1, track.progress))
        height: parent.height
        radius: height / 2
        color: Theme.accent
    }
}

import QtQuick
import "../theme"

// One hint over the picture of the camera. It informs, so it is ink and not accent.
Rectangle {
    id: pill

    property string text
    property string icon

    implicitWidth: Math.max(Theme.mm(214), row.width + Theme.mm(36))
    implicitHeight: Theme.pick(38.4, 45)
    radius: height / 2
    color: Theme.ink
    Accessible.role: Accessible.AlertMessage
    Accessible.name: Words.plain(text)

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.mm(8)
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: pill.icon
            size: Theme.pick(20.7, 24)
            tone: Theme.white
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: pill.text
            strong: true
            lineHeight: 1
            font.pixelSize: Theme.type(16.2, 22.1, 6.5)
            color: Theme.white
        }
    }
}

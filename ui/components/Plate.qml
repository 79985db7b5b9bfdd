import QtQuick
import "../theme"

// The tinted plate an icon sits on.
Rectangle {
    property string name
    property int size: Theme.mm(33.9)
    property color tone: Theme.accent

    width: size
    height: size
    radius: Theme.mm(8)
    color: Theme.tint
    Icon {
        anchors.centerIn: parent
        name: parent.name
        tone: parent.tone
        size: Math.round(parent.size * 0.64)
    }
}

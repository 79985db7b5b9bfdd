import QtQuick
import "../theme"
import "../components"

// The state of a device said large, with its sign on a disc.
Item {
    id: line

    property string icon
    property string big
    property string second

    implicitHeight: Math.max(disc.height, words.height)

    Rectangle {
        id: disc
        y: Math.max(0, Math.min(Theme.mm(1.5), (parent.height - height) / 2))
        width: Theme.mm(35.4)
        height: width
        radius: width / 2
        color: Theme.accent
        Icon {
            anchors.centerIn: parent
            name: line.icon
            size: Theme.mm(20.7)
            tone: Theme.white
        }
    }
    Column {
        id: words
        x: disc.width + Theme.mm(8.9)
        width: parent.width - x
        y: (parent.height - height) / 2
        spacing: 0
        Label {
            width: parent.width
            text: line.big
            strong: true
            lineHeight: Theme.lineTitle
            font.pixelSize: Theme.type(17, 20, 6.5)
            color: Theme.accent
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: line.second
            font.pixelSize: Theme.type(11.1, 14.8, 6.5)
            lineHeight: Theme.lineTitle
            color: Theme.ink2
        }
    }
}

import QtQuick
import "../theme"

// A key as one line of a list: plate or bare icon, word, hint, and an arrow at the end.
Raised {
    id: key

    property var choice: ({})
    property bool plated: true
    property int size: Theme.landscape ? Theme.type(13, 16, 6.5) : Theme.type(14.8, 19.2, 6.5)
    // A short key of a small landscape panel has room for its word only.
    readonly property string second: Theme.elder && Theme.landscape ? "" : !available && choice.reason ? choice.reason : choice.hint ?? ""
    readonly property int signSize: Math.min(Theme.mm(36.9), face.height * 0.74)
    readonly property alias faceHeight: face.height

    objectName: choice.id ?? ""
    available: choice.enabled ?? true
    filled: (choice.filled ?? false) && available
    name: choice.label ?? ""
    why: choice.reason ?? ""

    Item {
        id: face
        anchors.fill: parent
        Plate {
            id: plate
            visible: key.plated && name !== ""
            x: Theme.mm(8.1)
            anchors.verticalCenter: parent.verticalCenter
            size: key.signSize
            name: key.choice.icon ?? ""
            color: key.filled ? Theme.face : key.available ? Theme.tint : "transparent"
            tone: key.available ? Theme.accent : Theme.ink2
        }
        Icon {
            visible: !key.plated && name !== ""
            x: Theme.mm(15.5)
            anchors.verticalCenter: parent.verticalCenter
            size: Math.min(Theme.mm(34.5), face.height * 0.62)
            name: key.choice.icon ?? ""
            tone: key.mark
        }
        Column {
            x: key.plated ? (plate.visible ? plate.x + plate.width + Theme.mm(11.8) : Theme.mm(13.3)) : Theme.mm(62)
            width: arrow.x - x - Theme.mm(4)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.mm(0.8)
            Label {
                width: parent.width
                text: key.choice.label ?? ""
                strong: true
                lineHeight: Theme.lineTitle
                font.pixelSize: key.size
                color: key.plated || !key.available ? key.mark : Theme.ink
            }
            Label {
                visible: text !== "" && !masked.visible
                width: parent.width
                text: key.second
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.type(10.3, 13.3, 6.5)
                color: key.filled ? Theme.white : Theme.ink2
            }
            Masked {
                id: masked
                visible: /[•●]/.test(key.second)
                value: visible ? key.second : ""
                strong: false
                size: Theme.type(10.3, 13.3, 6.5)
                tone: key.filled ? Theme.white : Theme.ink2
            }
        }
        Icon {
            id: arrow
            visible: key.available
            anchors.verticalCenter: parent.verticalCenter
            x: parent.width - width - Theme.mm(11)
            size: Theme.mm(19.2)
            name: "chevron_right"
            tone: key.mark
        }
    }
}

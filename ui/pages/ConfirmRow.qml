import QtQuick
import "../theme"
import "../components"

// One prefilled value of the standard page: label, source tag, value; at the right why it is fixed, or 不对？
Item {
    id: line

    property var row: ({})
    property bool ruled: false
    property int tagLeft: Theme.mm(65)
    // Many rows share a page: a little smaller before they touch each other.
    readonly property int valueSize: line.height < Theme.mm(34) ? Theme.type(13.3, 13.3, 6.5) : Theme.type(14.8, 14.8, 6.5)

    signal press(string id)

    Rectangle {
        visible: line.ruled
        width: parent.width
        height: Theme.line
        color: Theme.hair
    }
    Item {
        width: parent.width
        height: value.y + value.height
        anchors.verticalCenter: parent.verticalCenter
        Label {
            id: label
            anchors.verticalCenter: tag.verticalCenter
            text: line.row.label ?? ""
            lineHeight: 1
            font.pixelSize: Theme.second
            color: Theme.ink2
        }
        Rectangle {
            id: tag
            x: line.tagLeft
            width: source.width + Theme.mm(11.8)
            height: source.height - Theme.mm(0.8)
            radius: height / 2
            color: Theme.tint
            Label {
                id: source
                anchors.centerIn: parent
                text: line.row.source ?? ""
                lineHeight: 1
                font.pixelSize: Theme.caption
                color: Theme.ink2
            }
        }
        Masked {
            id: value
            y: tag.height + Math.max(-Theme.mm(3), Math.min(Theme.mm(1), line.height - tag.height - height - Theme.mm(2)))
            value: line.row.value ?? ""
            size: Math.min(line.valueSize, Math.floor(line.valueSize * (aside.x - Theme.mm(3)) / Math.max(1, room.advanceWidth)))
        }
        TextMetrics {
            id: room
            font.family: Theme.family
            font.pixelSize: line.valueSize
            font.weight: Font.Bold
            text: line.row.value ?? ""
        }
    }
    Item {
        id: aside
        x: parent.width - width
        width: fix.visible ? fix.width : lock.width
        height: parent.height
        Row {
            id: lock
            visible: !fix.visible
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.mm(4.4)
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: line.row.locked ? "id_card" : ""
                tone: Theme.ink2
                size: Theme.mm(13.3)
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: line.row.lock_note ?? ""
                lineHeight: 1
                font.pixelSize: Theme.small
                color: Theme.ink2
            }
        }
        QuietPill {
            id: fix
            visible: !!line.row.fix
            anchors.verticalCenter: parent.verticalCenter
            choice: line.row.fix ?? ({})
            onActivated: line.press(objectName)
        }
    }
}

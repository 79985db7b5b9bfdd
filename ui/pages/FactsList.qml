pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// The facts of an item one below the other, for elder mode.
Sheet {
    id: sheet

    property var facts: []
    readonly property int pad: Theme.mm(17.7)

    Repeater {
        model: sheet.facts.length
        Item {
            id: fact
            required property int index
            readonly property var value: sheet.facts[index] ?? ({})
            x: sheet.pad
            y: Theme.mm(2) + index * height
            width: sheet.width - 2 * sheet.pad
            height: (sheet.height - Theme.mm(8)) / Math.max(1, sheet.facts.length)
            Rectangle {
                visible: fact.index > 0
                width: parent.width
                height: Theme.line
                color: Theme.hair
            }
            Icon {
                id: sign
                anchors.verticalCenter: parent.verticalCenter
                name: fact.value.icon ?? ""
                size: Theme.mm(23.6)
            }
            Label {
                x: sign.width + Theme.mm(13.3)
                anchors.verticalCenter: parent.verticalCenter
                text: fact.value.label ?? ""
                lineHeight: 1
                font.pixelSize: Theme.body
                color: Theme.ink2
            }
            Label {
                id: number
                x: Theme.mm(107)
                anchors.verticalCenter: parent.verticalCenter
                text: fact.value.number ?? ""
                strong: true
                lineHeight: 1
                font.pixelSize: Theme.type(31, 38.4, 8)
                color: Theme.accent
            }
            Label {
                x: number.x + number.width + Theme.mm(10)
                anchors.verticalCenter: parent.verticalCenter
                text: fact.value.unit ?? ""
                strong: true
                lineHeight: 1
                font.pixelSize: Theme.type(13.3, 17.7, 6.5)
            }
        }
    }
}

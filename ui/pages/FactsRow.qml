pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// The facts of an item side by side: a big number, its unit, and what it is.
Sheet {
    id: sheet

    property var facts: []

    implicitHeight: Theme.mm(76.4)

    Repeater {
        model: sheet.facts.length
        Item {
            id: fact
            required property int index
            readonly property var value: sheet.facts[index] ?? ({})
            x: index * width
            width: sheet.width / Math.max(1, sheet.facts.length)
            height: sheet.height
            Rectangle {
                visible: fact.index > 0
                y: (parent.height - height) / 2
                width: Theme.line
                height: parent.height * 0.62
                color: Theme.hair
            }
            Row {
                id: figure
                anchors.horizontalCenter: parent.horizontalCenter
                y: Theme.mm(6.3)
                spacing: Theme.mm(4.8)
                Label {
                    id: number
                    text: fact.value.number ?? ""
                    strong: true
                    lineHeight: 1
                    font.pixelSize: Theme.numeral
                    color: Theme.accent
                }
                Label {
                    anchors.baseline: number.baseline
                    text: fact.value.unit ?? ""
                    lineHeight: 1
                    font.pixelSize: Theme.section
                }
            }
            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                y: figure.y + figure.height + Theme.mm(0.6)
                width: Math.min(implicitWidth, parent.width - Theme.mm(6))
                horizontalAlignment: Text.AlignHCenter
                text: fact.value.label ?? ""
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.second
                color: Theme.ink2
            }
        }
    }
}

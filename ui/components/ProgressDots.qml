pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// Waiting, working, done: three stations on a line; the one reached is filled.
Item {
    id: dots

    property string progress: "waiting"
    property var labels: ["", "", ""]
    property var icons: ["id_card", "hourglass_empty", "check"]
    readonly property int reached: ["waiting", "working", "done"].indexOf(progress)
    readonly property int dot: Theme.mm(29.5)

    implicitHeight: Theme.mm(50)

    Rectangle {
        x: parent.width / 6
        y: (dots.dot - height) / 2
        width: parent.width * 2 / 3
        height: Theme.mm(1.5)
        color: Theme.edge
    }
    Repeater {
        model: 3
        Item {
            id: station
            required property int index
            readonly property bool lit: index === dots.reached
            readonly property bool past: index < dots.reached
            x: dots.width / 6 * (1 + 2 * index) - width / 2
            width: dots.width / 3
            height: dots.height
            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                width: dots.dot
                height: dots.dot
                radius: width / 2
                color: station.lit ? Theme.accent : station.past ? Theme.tint : Theme.paper
                border.width: station.lit ? 0 : Theme.strongLine
                border.color: station.past ? Theme.accent : Theme.edge
                Icon {
                    anchors.centerIn: parent
                    name: station.past ? "check" : dots.icons[station.index]
                    size: Theme.mm(17.7)
                    tone: station.lit ? Theme.white : station.past ? Theme.accent : Theme.ink2
                }
            }
            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                y: dots.dot + Theme.mm(3)
                text: dots.labels[station.index] ?? ""
                strong: station.lit
                lineHeight: 1
                font.pixelSize: Theme.section
                color: station.lit || station.past ? Theme.accent : Theme.ink2
            }
        }
    }
}

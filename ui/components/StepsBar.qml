pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// 第几步 共几步, a bar per step, and in standard mode the name of each.
Item {
    id: bar

    property var steps: null
    readonly property int count: steps ? steps.names.length : 0
    readonly property real part: (width - (count - 1) * Theme.mm(5.5)) / Math.max(1, count)

    visible: steps !== null
    implicitHeight: Theme.elder ? Theme.mm(36.2) : Theme.mm(48)

    Row {
        id: words
        spacing: Theme.pick(5.9, 5.2)
        Label {
            text: bar.steps ? Words.step(bar.steps.current) : ""
            strong: true
            lineHeight: 1
            font.pixelSize: Theme.type(14, 17, 6.5)
            color: Theme.accent
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: Words.steps(bar.count)
            lineHeight: 1
            font.pixelSize: Theme.type(14, 16.2, 6.5)
            color: Theme.ink2
        }
    }
    Label {
        anchors.right: parent.right
        anchors.verticalCenter: words.verticalCenter
        text: bar.steps?.aside ?? ""
        lineHeight: 1
        font.pixelSize: Theme.type(11.1, 14.8, 6.5)
        color: Theme.ink2
    }
    Repeater {
        model: bar.count
        Item {
            id: step
            required property int index
            readonly property bool past: bar.steps && index < bar.steps.current - 1
            readonly property bool now: bar.steps && index === bar.steps.current - 1
            x: index * (bar.part + Theme.mm(5.5))
            y: words.height + Theme.pick(5.9, 6.3)
            width: bar.part
            Rectangle {
                width: parent.width
                height: Theme.mm(5.2)
                radius: height / 2
                color: step.past || step.now ? Theme.accent : Theme.face
                border.width: step.past || step.now ? 0 : Theme.line
                border.color: Theme.edge
            }
            Row {
                visible: !Theme.elder
                anchors.horizontalCenter: parent.horizontalCenter
                y: Theme.mm(7.6)
                spacing: Theme.mm(2.2)
                Icon {
                    visible: step.past && !Theme.landscape
                    anchors.verticalCenter: parent.verticalCenter
                    name: "check"
                    size: Theme.mm(8.9)
                }
                Label {
                    text: bar.steps?.names[step.index] ?? ""
                    strong: step.now
                    lineHeight: 1
                    font.pixelSize: Theme.caption
                    color: step.past || step.now ? Theme.accent : Theme.ink2
                }
            }
        }
    }
}

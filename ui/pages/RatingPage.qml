pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// Five levels as faces with words, none chosen beforehand; not to rate is as large as any of them.
Page {
    id: page

    readonly property var levels: choices.slice(0, -1)
    // The item first, then when it was done and how long it took.
    readonly property var said: (body.item_line ?? "").split(/\s{2,}|\u3000/)
    readonly property int gapBelow: Theme.mm(wide ? 8.9 : 19)
    readonly property int rowHeight: Math.min(Theme.mm(60), (room - gapBelow - (levels.length - 1) * Theme.gap) / (levels.length + 1))
    readonly property int room: Theme.contentBottom - listTop
    readonly property int listTop: wide ? Theme.stepsTop : contentTop + sheet.y + sheet.height + Theme.mm(14)

    Sheet {
        id: sheet
        width: parent.width
        y: Theme.mm(page.wide ? 0 : 4)
        height: Math.max(Theme.mm(54.3), line.height + Theme.mm(20))
        Plate {
            id: plate
            x: Theme.mm(10)
            anchors.verticalCenter: parent.verticalCenter
            size: Theme.mm(33.9)
            name: "task_alt"
        }
        Column {
            id: line
            x: plate.x + plate.width + Theme.mm(8.9)
            width: parent.width - x - Theme.mm(10)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.mm(0.8)
            Label {
                width: parent.width
                text: page.said[0] ?? ""
                strong: true
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.type(13.3, 17, 6.5)
            }
            Label {
                visible: text !== ""
                width: parent.width
                text: page.said.slice(1).join("  ")
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.second
                color: Theme.ink2
            }
        }
    }
    act: Item {
        width: parent.width
        height: page.room
        Repeater {
            model: page.levels.length
            ListKey {
                required property int index
                plated: false
                size: Theme.type(17.7, 20.7, 6.5)
                choice: page.levels[index] ?? ({})
                width: parent.width
                height: page.rowHeight
                y: index * (height + Theme.gap)
                onActivated: page.press(objectName)
            }
        }
        Key {
            choice: page.choices[page.choices.length - 1] ?? ({})
            size: Theme.type(17, 20.7, 6.5)
            width: parent.width
            height: page.rowHeight
            y: parent.height - height
            onActivated: page.press(objectName)
        }
    }
}

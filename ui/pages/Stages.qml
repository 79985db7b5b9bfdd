pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// 接下来: the stages as discs on a thin line, each with its name and one sentence.
Item {
    id: list

    property var stages: []
    readonly property int listTop: heading.height + Theme.mm(3)
    readonly property int rowHeight: Math.min(Theme.mm(44), (height - listTop) / Math.max(1, list.stages.length))
    readonly property int disc: Math.min(Theme.mm(26.6), rowHeight * 0.8)

    Label {
        id: heading
        text: Words.next
        strong: true
        lineHeight: 1
        font.pixelSize: Theme.section
    }
    Repeater {
        model: list.stages.length
        Item {
            id: row
            required property int index
            readonly property var stage: list.stages[index] ?? ({})
            y: list.listTop + index * list.rowHeight
            width: list.width
            height: list.rowHeight
            Rectangle {
                visible: row.index < list.stages.length - 1
                x: list.disc / 2
                y: list.disc
                width: Theme.line
                height: list.rowHeight - list.disc
                color: Theme.accent
            }
            Rectangle {
                width: list.disc
                height: list.disc
                radius: width / 2
                color: Theme.tint
                Icon {
                    anchors.centerIn: parent
                    name: row.stage.icon ?? ""
                    size: Math.round(parent.width * 0.62)
                }
            }
            Label {
                x: list.disc + Theme.mm(8.9)
                y: (list.disc - height) / 2
                text: row.stage.name ?? ""
                strong: true
                lineHeight: 1
                font.pixelSize: Theme.type(11.8, 14.8, 6.5)
            }
            Label {
                x: Theme.mm(125.4)
                y: (list.disc - height) / 2
                width: parent.width - x
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.type(7, 10, 6.5)
                wrapMode: Text.NoWrap
                text: row.stage.text ?? ""
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.second
                color: Theme.ink2
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// What to take along. Standard: three small sheets; elder: one line that names them.
Item {
    id: list

    property var reminders: []
    property int sheetHeight: Theme.mm(72)

    implicitHeight: Theme.elder ? first.height : heading.height + Theme.mm(4) + sheetHeight

    Row {
        id: first
        visible: Theme.elder
        spacing: Theme.mm(8.9)
        Icon {
            id: sign
            anchors.verticalCenter: parent.verticalCenter
            name: (list.reminders[0] ?? {}).icon ?? ""
            size: Theme.mm(23.6)
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            width: list.width - sign.width - parent.spacing
            text: list.reminders.map(one => one.label).join("、")
            strong: true
            lineHeight: Theme.lineTitle
            font.pixelSize: Theme.type(17.7, 17.7, 6.5)
        }
    }
    Label {
        id: heading
        visible: !Theme.elder
        text: Words.beforeLeaving
        strong: true
        lineHeight: 1
        font.pixelSize: Theme.section
    }
    Repeater {
        model: Theme.elder ? 0 : list.reminders.length
        Sheet {
            id: card
            required property int index
            readonly property var reminder: list.reminders[index] ?? ({})
            x: index * (width + Theme.gutter)
            y: heading.height + Theme.mm(4)
            width: (list.width - (list.reminders.length - 1) * Theme.gutter) / list.reminders.length
            height: list.sheetHeight
            Column {
                x: Theme.mm(8.5)
                width: parent.width - 2 * x
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.mm(1)
                Icon {
                    name: card.reminder.icon ?? ""
                    size: Theme.mm(20.7)
                }
                Label {
                    width: parent.width
                    text: card.reminder.label ?? ""
                    strong: true
                    lineHeight: Theme.lineTitle
                    font.pixelSize: Theme.section
                }
                Label {
                    width: parent.width
                    text: card.reminder.hint ?? ""
                    lineHeight: Theme.lineTitle
                    font.pixelSize: Theme.type(10, 10, 6.5)
                    color: Theme.ink2
                }
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// 请人帮办: who can be had now. The last choice goes on without help.
BottomSheet {
    id: sheet

    property var view: ({})
    readonly property var help: view.sheet ?? ({})
    readonly property var choices: help.choices ?? []
    readonly property int rowHeight: Theme.target(57.6, Theme.landscape ? 50 : 57.6)

    signal press(string id)

    frontHeight: Math.min(height - Theme.mm(10), column.height + column.y + height - Theme.contentBottom)

    Column {
        id: column
        x: Theme.margin
        y: Theme.mm(Theme.landscape ? 14 : 25)
        width: parent.width - 2 * x
        spacing: Theme.gap
        Column {
            width: parent.width
            spacing: Theme.mm(1)
            Label {
                width: parent.width
                text: sheet.help.title ?? ""
                strong: true
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.type(26.5, 30, 8)
            }
            Label {
                width: parent.width
                bottomPadding: Theme.mm(7)
                text: sheet.help.line ?? ""
                font.pixelSize: Theme.type(11.8, 15.5, 6.5)
                color: Theme.ink2
            }
        }
        Banner {
            visible: text !== ""
            width: parent.width
            text: sheet.help.answer ?? ""
            icon: "check_circle"
        }
        Grid {
            id: ways
            width: parent.width
            columns: Theme.landscape ? 2 : 1
            columnSpacing: Theme.gutter
            rowSpacing: Theme.gap
            Repeater {
                model: Math.max(0, sheet.choices.length - 1)
                ListKey {
                    required property int index
                    choice: sheet.choices[index] ?? ({})
                    size: Theme.type(15.5, 20, 6.5)
                    width: (ways.width - (ways.columns - 1) * Theme.gutter) / ways.columns
                    height: sheet.rowHeight
                    onActivated: sheet.press(objectName)
                }
            }
        }
        Item {
            width: 1
            height: Theme.mm(3)
        }
        Key {
            choice: sheet.choices[sheet.choices.length - 1] ?? ({})
            width: parent.width
            height: Theme.target(50.2, Theme.landscape ? 40 : 56)
            size: Theme.type(15, 20.7, 6.5)
            onActivated: sheet.press(objectName)
        }
    }
}

import QtQuick
import "../theme"
import "../components"

// 退出 while something was entered: what is lost, and both ways, equally large.
BottomSheet {
    id: sheet

    property var view: ({})
    readonly property var leave: view.sheet ?? ({})

    signal press(string id)

    frontHeight: Math.min(height - Theme.mm(10), column.height + column.y + height - Theme.contentBottom)

    Column {
        id: column
        x: Theme.margin
        y: Theme.mm(25)
        width: parent.width - 2 * x
        spacing: Theme.mm(6)
        Column {
            width: parent.width
            spacing: Theme.mm(1)
            Label {
                width: parent.width
                text: sheet.leave.title ?? ""
                strong: true
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.type(26.5, 30, 8)
            }
            Label {
                width: parent.width
                bottomPadding: Theme.mm(13)
                text: sheet.leave.line ?? ""
                font.pixelSize: Theme.type(13.3, 16.2, 6.5)
                color: Theme.ink2
            }
        }
        Keys {
            width: parent.width
            choices: sheet.leave.choices ?? []
            wide: true
            size: Theme.type(16.2, 22.1, 6.5)
            keyHeight: Theme.target(62, 66)
            onPress: id => sheet.press(id)
        }
    }
}

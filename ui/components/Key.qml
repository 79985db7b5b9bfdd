import QtQuick
import "../theme"

// A key with a word on it, its icon before it and a hint below: the action row of a page.
// An unavailable key says why in place of its word.
Raised {
    id: key

    property var choice: ({})
    property int size: Theme.label
    property int iconSize: Math.round(size * 1.3)
    property bool stacked: false
    readonly property bool narrow: width < Theme.mm(125)
    readonly property string word: !available && choice.reason ? choice.reason : choice.label ?? ""
    readonly property int room: width - 2 * Theme.mm(4.4)

    objectName: choice.id ?? ""
    available: choice.enabled ?? true
    filled: (choice.filled ?? false) && available
    name: choice.label ?? ""
    why: choice.reason ?? ""

    Grid {
        id: line
        anchors.centerIn: parent
        columns: key.stacked ? 1 : 2
        columnSpacing: key.narrow ? Theme.mm(4.4) : Theme.pick(7.4, 9.6)
        rowSpacing: Theme.mm(5.2)
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter
        Icon {
            id: sign
            name: key.available ? key.choice.icon ?? "" : ""
            size: key.narrow && !key.stacked ? Math.round(key.iconSize * 0.9) : key.iconSize
            tone: key.mark
        }
        Column {
            readonly property int most: key.room - (key.stacked || !sign.visible ? 0 : sign.width + line.columnSpacing)
            spacing: Theme.mm(1.5)
            Label {
                id: word
                width: Math.min(implicitWidth, parent.most)
                x: key.stacked ? (parent.width - width) / 2 : 0
                text: key.word
                strong: true
                lineHeight: Theme.lineTitle
                font.pixelSize: key.available || key.word === key.choice.label ? key.size : Math.min(key.size, Theme.label)
                color: key.mark
            }
            Label {
                visible: text !== "" && key.available
                width: Math.min(implicitWidth, parent.most)
                x: key.stacked ? (parent.width - width) / 2 : 0
                text: key.choice.hint ?? ""
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.small
                color: key.filled ? Theme.white : Theme.ink2
            }
        }
    }
}

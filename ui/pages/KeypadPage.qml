pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// One number to type. What is shown comes from the core; places still empty are drawn as short lines.
Page {
    id: page

    readonly property var rows: body.keys ?? []
    readonly property int missing: Math.max(0, (body.length ?? 0) - (body.filled ?? 0))
    readonly property var notes: (body.note ?? "").split(/\s{2,}/)
    readonly property bool fault: (body.error ?? "") !== ""

    seeHeight: Theme.pick(67, 72) + note.height + Theme.mm(8)
    seeGap: Theme.mm(10)
    actGap: Theme.mm(14)

    Field {
        id: field
        width: parent.width
        height: Theme.pick(67, 72)
        fault: page.fault
        Accessible.role: Accessible.EditableText
        Accessible.name: page.body.field_label ?? ""
        Row {
            id: typed
            x: Theme.mm(14)
            anchors.verticalCenter: parent.verticalCenter
            readonly property int size: Theme.type((page.body.length ?? 0) > 12 ? 24 : 26, (page.body.length ?? 0) > 12 ? 24 : 28.8, 6.5)
            Masked {
                anchors.verticalCenter: parent.verticalCenter
                value: page.body.shown ?? ""
                spread: Math.round(size * 0.3)
                size: Math.min(typed.size, Math.floor(typed.size * (field.width - Theme.mm(40)) / Math.max(1, room.advanceWidth)))
            }
            TextMetrics {
                id: room
                font.family: Theme.family
                font.pixelSize: typed.size
                font.weight: Font.Bold
                text: (page.body.shown ?? "") + "0".repeat(Math.min(4, page.missing))
            }
            Item {
                width: Theme.mm(2)
                height: 1
            }
            Rectangle {
                visible: !page.body.complete
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.mm(1.5)
                height: typed.size
                color: Theme.accent
            }
            Repeater {
                model: Math.min(4, page.missing)
                Item {
                    width: Math.round(typed.size * 0.62)
                    height: field.height
                    Rectangle {
                        x: Theme.mm(2.6)
                        anchors.verticalCenter: parent.verticalCenter
                        anchors.verticalCenterOffset: Math.round(typed.size * 0.42)
                        width: parent.width - x
                        height: Theme.mm(1.85)
                        color: Theme.edge
                    }
                }
            }
        }
    }
    Row {
        id: note
        y: field.height + Theme.mm(8)
        width: parent.width
        height: Math.max(Theme.pick(20, 24), words.height)
        spacing: Theme.mm(4.4)
        Icon {
            id: sign
            anchors.verticalCenter: parent.verticalCenter
            name: words.text === "" ? "" : page.fault ? "error" : "info"
            size: Theme.pick(13.3, 17)
            tone: page.fault ? Theme.stop : Theme.accent
        }
        Label {
            id: words
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, parent.width - sign.width - parent.spacing)
            text: page.fault ? page.body.error : page.notes[0] ?? ""
            strong: true
            lineHeight: Theme.lineTitle
            font.pixelSize: Theme.type(11.1, 14.8, 6.5)
            color: page.fault ? Theme.stop : Theme.accent
        }
        Label {
            visible: !page.fault && text !== ""
            anchors.verticalCenter: parent.verticalCenter
            leftPadding: Theme.mm(8)
            text: page.notes[1] ?? ""
            lineHeight: 1
            font.pixelSize: Theme.type(10.7, 14, 6.5)
            color: Theme.ink2
        }
    }
    more: Item {
        id: pad
        readonly property real rowHeight: Math.min(Theme.mm(62), (height - (page.rows.length - 1) * Theme.gap) / Math.max(1, page.rows.length))
        width: parent.width
        height: page.moreBottom - page.moreTop
        Repeater {
            model: page.rows.length * 3
            PadKey {
                required property int index
                readonly property int row: Math.floor(index / 3)
                symbol: (page.rows[row] ?? [])[index % 3] ?? ""
                visible: symbol !== ""
                width: (pad.width - 2 * Theme.gutter) / 3
                height: pad.rowHeight
                x: (index % 3) * (width + Theme.gutter)
                y: pad.height - (page.rows.length - row) * (height + Theme.gap) + Theme.gap
                onActivated: page.key(symbol)
            }
        }
    }
    act: Keys {
        width: parent.width
        choices: page.choices
        wide: false
        firstShare: 0.325
        size: Theme.type(14, 19.2, 6.5)
        keyHeight: Theme.target(50.2, 56)
        onPress: id => page.press(id)
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// One number to type. What is shown comes from the core; every place still empty is drawn as a short line.
Page {
    id: page

    readonly property var rows: body.keys ?? []
    readonly property var notes: (body.note ?? "").split(/\s{2,}/)
    readonly property bool fault: (body.error ?? "") !== ""

    // The core says one sentence for the note and for why the key waits. It is read once: standard mode has it below
    // the field, elder mode on the key, so that the number keys get the room.
    readonly property bool noted: fault || !Theme.elder
    readonly property var answers: choices.map(choice => noted && choice.reason === body.note ? Object.assign({}, choice, {
            reason: ""
        }) : choice)
    readonly property int fieldHeight: Theme.pick(67, 64)

    subtitleText: Theme.elder && fault ? "" : view.subtitle ?? ""
    seeHeight: fieldHeight + (noted ? note.height + Theme.pick(8, 4) : 0)
    seeGap: Theme.pick(10, 8)
    actGap: Theme.pick(14, 8.9)

    Field {
        id: field
        width: parent.width
        height: page.fieldHeight
        fault: page.fault
        Accessible.role: Accessible.EditableText
        Accessible.name: Words.plain(page.body.field_label ?? "")
        Places {
            id: typed
            x: Theme.mm(14)
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - 2 * x
            height: parent.height
            shown: page.body.shown ?? ""
            length: page.body.length ?? 0
        }
    }
    Row {
        id: note
        visible: page.noted
        y: field.height + Theme.pick(8, 4)
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
        choices: page.answers
        wide: false
        firstShare: 0.325
        size: Theme.type(14, 19.2, 6.5)
        keyHeight: Theme.target(50.2, 56)
        onPress: id => page.press(id)
    }
}

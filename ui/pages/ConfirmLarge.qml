pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// The rows of one question of the elder page, large; where a value comes from stands below it, or once at the
// foot when all come from the same place. As high as its rows need, within `room`.
Item {
    id: large

    property var rows: []
    readonly property int pad: Theme.mm(17.7)
    property int room: 0
    readonly property string source: (rows[0] ?? {}).source ?? ""
    readonly property bool oneSource: rows.every(row => row.source === source)
    readonly property int footHeight: oneSource && source !== "" ? Theme.mm(42) : 0
    readonly property real share: Math.min(Theme.mm(80), (room - footHeight - Theme.mm(8)) / Math.max(1, weight(-1)))

    // Rows with large digits are taller, and those that say their own source; -1 asks for the sum of all.
    function weight(index: int): real {
        if (index < 0)
            return rows.reduce((sum, row, at) => sum + weight(at), 0);
        return (rows[index]?.numeral ? 1.25 : 1) + (oneSource ? 0 : 0.25);
    }

    implicitHeight: share * weight(-1) + footHeight + Theme.mm(8)
    height: implicitHeight

    function valueSize(row: var): int {
        return row.numeral ? Theme.numeralLarge : rows.length === 1 ? Theme.type(22, 31, 6.5) : Theme.type(15.5, 23.2, 6.5);
    }

    // Few digits stand apart, so that they can be compared with the card one by one.
    function spaced(row: var): string {
        const value = row.value ?? "";
        return row.numeral && /^[0-9]{1,6}$/.test(value) ? value.split("").join(" ") : value;
    }

    function rowTop(index: int): real {
        let y = Theme.mm(4);
        for (let above = 0; above < index; above++)
            y += share * weight(above);
        return y;
    }

    Repeater {
        model: large.rows.length
        Item {
            id: line
            required property int index
            readonly property var row: large.rows[index] ?? ({})
            x: large.pad
            width: large.width - 2 * large.pad
            height: large.share * large.weight(index)
            y: large.rowTop(index)
            Rectangle {
                visible: line.index > 0
                width: parent.width
                height: Theme.line
                color: Theme.hair
            }
            Column {
                anchors.verticalCenter: parent.verticalCenter
                spacing: line.row.numeral ? 0 : Theme.mm(2)
                Label {
                    text: line.row.label ?? ""
                    lineHeight: 1
                    font.pixelSize: Theme.type(11.1, 14.8, 6.5)
                    color: Theme.ink2
                }
                Masked {
                    readonly property int wanted: large.valueSize(line.row)
                    value: large.spaced(line.row)
                    size: Math.min(wanted, Math.floor(wanted * line.width / Math.max(1, room.advanceWidth)))
                    tone: line.row.numeral ? Theme.accent : Theme.ink
                }
                Label {
                    visible: !large.oneSource
                    text: line.row.source ?? ""
                    lineHeight: 1
                    font.pixelSize: Theme.type(10.3, 14, 6.5)
                    color: Theme.ink2
                }
            }
            TextMetrics {
                id: room
                font.family: Theme.family
                font.pixelSize: large.valueSize(line.row)
                font.weight: Font.Bold
                text: large.spaced(line.row)
            }
        }
    }
    Item {
        id: foot
        x: large.pad
        y: parent.height - height
        width: parent.width - 2 * large.pad
        height: large.footHeight
        visible: height > 0
        Rectangle {
            width: parent.width
            height: Theme.line
            color: Theme.hair
        }
        Icon {
            id: info
            anchors.verticalCenter: parent.verticalCenter
            name: "info"
            size: Theme.mm(17.7)
        }
        Label {
            x: info.width + Theme.mm(5.9)
            anchors.verticalCenter: parent.verticalCenter
            text: large.source
            lineHeight: 1
            font.pixelSize: Theme.type(10.3, 14, 6.5)
            color: Theme.ink2
        }
    }
}

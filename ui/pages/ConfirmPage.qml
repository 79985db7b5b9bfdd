pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// What is filled in already: every value with its source; what may be wrong has its own 不对？
Page {
    id: page

    readonly property var rows: body.rows ?? []
    readonly property var tools: body.tools ?? []

    swapped: wide
    leftShare: 0.44
    seeGap: Theme.pick(9.2, 12)
    actGap: Theme.pick(5.2, 11.5)

    Loader {
        width: parent.width
        height: parent.height
        sourceComponent: Theme.elder ? large : standard
    }
    Component {
        id: standard
        Item {
            Sheet {
                id: sheet
                width: parent.width
                readonly property int count: Math.max(1, page.rows.length)
                readonly property int pad: Math.max(Theme.mm(6), Math.min(Theme.mm(13.3), (parent.height - count * Theme.mm(38)) / 2))
                readonly property int rowHeight: Math.min(Theme.mm(62), (parent.height - 2 * pad) / count)
                // Sources stand in one column, right of the longest label.
                readonly property int tagLeft: page.rows.reduce((most, row) => Math.max(most, metrics.advanceWidth(row.label) + Theme.mm(8)), Theme.mm(65))
                FontMetrics {
                    id: metrics
                    font.family: Theme.family
                    font.pixelSize: Theme.second
                }
                Repeater {
                    model: page.rows.length
                    ConfirmRow {
                        required property int index
                        row: page.rows[index] ?? ({})
                        ruled: index > 0
                        tagLeft: sheet.tagLeft
                        x: Theme.mm(13.3)
                        y: sheet.pad + index * sheet.rowHeight
                        width: parent.width - 2 * x
                        height: sheet.rowHeight
                        onPress: id => page.press(id)
                    }
                }
                height: 2 * pad + rowHeight * page.rows.length
            }
        }
    }
    Component {
        id: large
        Item {
            Sheet {
                width: parent.width
                height: values.height
                ConfirmLarge {
                    id: values
                    width: parent.width
                    rows: page.rows
                    room: page.seeBottom - page.contentTop
                }
            }
        }
    }
    more: Column {
        width: parent.width
        spacing: Theme.pick(8, 6)
        Row {
            visible: page.tools.length > 0
            width: parent.width
            spacing: Theme.gutter
            Repeater {
                model: page.tools.length
                QuietPill {
                    required property int index
                    choice: page.tools[index] ?? ({})
                    width: (parent.width - (page.tools.length - 1) * Theme.gutter) / page.tools.length
                    height: Theme.target(31, 31)
                    onActivated: page.press(objectName)
                }
            }
        }
        Label {
            visible: text !== ""
            width: parent.width
            horizontalAlignment: Theme.elder ? Text.AlignLeft : Text.AlignHCenter
            text: page.body.note ?? ""
            lineHeight: Theme.lineTitle
            font.pixelSize: Theme.type(10.3, 14, 6.5)
            color: Theme.ink2
        }
    }
    act: Keys {
        width: parent.width
        choices: page.choices
        size: Theme.type(16.2, 22.1, 6.5)
        keyHeight: Theme.target(62, 62)
        onPress: id => page.press(id)
    }
}

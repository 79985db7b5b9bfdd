pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// A value whose digits are set large and whose units stay small: 2027年11月20日.
Row {
    id: numeral

    property string value
    property int size: Theme.numeral
    property int unitSize: Math.max(Theme.type(6.5, 10, 6.5), Math.round(size * 0.37))
    property color tone: Theme.accent
    readonly property var parts: value.match(/[0-9]+|[^0-9]+/g) ?? []

    spacing: Math.round(size * 0.06)
    Accessible.role: Accessible.StaticText
    Accessible.name: Words.plain(value)

    FontMetrics {
        id: metrics
        font.family: Theme.family
        font.pixelSize: numeral.size
        font.weight: Font.Bold
    }
    Repeater {
        model: numeral.parts.length
        Item {
            id: part
            required property int index
            readonly property string text: (numeral.parts[index] ?? "").trim()
            readonly property bool digits: /^[0-9]/.test(text)
            width: run.width
            height: metrics.height
            Label {
                id: run
                text: part.text
                strong: true
                lineHeight: 1
                wrapMode: Text.NoWrap
                font.pixelSize: part.digits ? numeral.size : numeral.unitSize
                color: part.digits ? numeral.tone : Theme.ink
                y: Math.round(metrics.ascent - baselineOffset)
            }
        }
    }
}

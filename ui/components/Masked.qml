pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// A value with hidden digits: the dots are drawn, so that every font and reader sees the same mask.
Row {
    id: masked

    property string value
    property int size: Theme.value
    property bool strong: true
    property real spread: 0
    property color tone: Theme.ink
    readonly property var parts: value.match(/[•●]+|[^•●]+/g) ?? []

    spacing: 0
    Accessible.role: Accessible.StaticText
    Accessible.name: Words.plain(value)

    Repeater {
        model: masked.parts.length
        Row {
            id: part
            required property int index
            readonly property string text: (masked.parts[index] ?? "").replace(/^ | $/g, "")
            readonly property bool hidden: /^[•●]/.test(text)
            height: run.height
            spacing: Math.round(masked.size * 0.17)
            leftPadding: hidden && index > 0 ? Math.round(masked.size * 0.26) : 0
            rightPadding: hidden && index < masked.parts.length - 1 ? Math.round(masked.size * 0.26) : 0
            Label {
                id: run
                visible: !part.hidden
                text: part.hidden ? "" : part.text
                strong: masked.strong
                wrapMode: Text.NoWrap
                font.wordSpacing: masked.spread
                lineHeight: 1
                font.pixelSize: masked.size
                color: masked.tone
            }
            Repeater {
                model: part.hidden ? part.text.length : 0
                Rectangle {
                    required property int index
                    y: Math.round(masked.size * 0.68)
                    width: Math.round(masked.size * 0.26)
                    height: width
                    radius: width / 2
                    color: masked.tone
                }
            }
        }
    }
}

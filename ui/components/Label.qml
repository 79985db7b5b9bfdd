import QtQuick
import "../theme"

// Text as it is set everywhere: one family, Regular or Bold, never elided.
Text {
    property bool strong: false

    font.family: Theme.family
    font.pixelSize: Theme.body
    font.weight: strong ? Font.Bold : Font.Normal
    color: Theme.ink
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    lineHeight: Theme.lineBody
}

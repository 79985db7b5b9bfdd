import QtQuick
import "../theme"

// One symbol in one colour, drawn at the size it is shown.
Image {
    id: icon

    property string name
    property color tone: Theme.accent
    property int size: Theme.mm(16.2)

    visible: name !== ""
    width: visible ? size : 0
    height: visible ? size : 0
    source: name === "" || size <= 0 ? "" : "image://icon/" + name + "?color=" + encodeURIComponent(tone.toString()) + "&size=" + size
    Accessible.ignored: true
}

import QtQuick
import "../theme"

// What is written in: a line, a gap, and a tint line inside it. With a fault: one thick line in the stop colour.
Rectangle {
    id: field

    property bool fault: false
    default property alias content: inner.data

    radius: Theme.radius
    color: Theme.face
    border.width: fault ? Theme.mm(1.5) : Theme.strongLine
    border.color: fault ? Theme.stop : Theme.accent

    Rectangle {
        id: inner
        anchors.fill: parent
        anchors.margins: Theme.mm(2.2)
        radius: Theme.radius - Theme.mm(2.2)
        color: "transparent"
        border.width: field.fault ? 0 : Theme.mm(1.5)
        border.color: Theme.tint
    }
}

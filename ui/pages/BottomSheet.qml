import QtQuick
import "../theme"

// A sheet that comes up over a veiled page and ends where the dock begins.
Item {
    id: sheet

    property real risen: 1
    readonly property bool moving: rise.running
    default property alias content: inner.data
    readonly property alias front: inner
    property int frontHeight: Theme.mm(430)

    Rectangle {
        anchors.fill: parent
        color: Theme.veil
        opacity: sheet.risen
    }
    Item {
        anchors.fill: parent
        clip: true
        Rectangle {
            id: inner
            x: Theme.landscape ? parent.width * 0.1 : 0
            y: parent.height - sheet.frontHeight * sheet.risen
            width: parent.width - x
            height: sheet.frontHeight + Theme.bottomRadius
            radius: Theme.bottomRadius
            color: Theme.paper
        }
    }
    NumberAnimation on risen {
        id: rise
        running: Theme.sheetMs > 0
        from: 0
        to: 1
        duration: Theme.sheetMs
        easing.type: Easing.OutCubic
    }
}

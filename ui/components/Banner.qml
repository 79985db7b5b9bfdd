import QtQuick
import "../theme"

// One sentence that something happened: calm, warn or stop, each with its own icon.
Rectangle {
    id: banner

    property string tone: "calm"
    property string icon: "error"
    property string text
    readonly property color mark: tone === "warn" ? Theme.warn : tone === "stop" ? Theme.stop : Theme.accent

    implicitHeight: Math.max(Theme.pick(38, 44), line.height + Theme.mm(10))
    radius: Theme.radius
    color: tone === "warn" ? Theme.warnGround : tone === "stop" ? Theme.stopGround : Theme.tint
    border.width: Theme.strongLine
    border.color: mark

    Icon {
        id: sign
        x: Theme.mm(10.3)
        anchors.verticalCenter: parent.verticalCenter
        name: banner.icon
        size: Theme.pick(20, 23.6)
        tone: banner.mark
    }
    Label {
        id: line
        x: sign.x + sign.width + Theme.mm(8.9)
        width: parent.width - x - Theme.mm(8.9)
        anchors.verticalCenter: parent.verticalCenter
        text: banner.text
        strong: true
        lineHeight: Theme.lineTitle
        font.pixelSize: Theme.type(14, 19.2, 6.5)
        color: banner.mark
    }
}

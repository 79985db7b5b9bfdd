import QtQuick
import "../theme"

// Station and time. On the attract page larger, with the time set big.
Item {
    id: top

    property string station
    property string clock
    property bool large: false
    readonly property var found: clock.match(/^(.*?)\s*((?:凌晨|早上|上午|中午|下午|晚上)?\s*)(\d{1,2}:\d{2})$/)

    height: large ? Theme.mm(64) : Theme.topLine

    Rectangle {
        id: mark
        x: Theme.margin
        y: top.large ? Theme.mm(20.7) : Theme.mm(10.3)
        width: top.large ? Theme.mm(26.6) : Theme.mm(20.7)
        height: width
        radius: Theme.mm(top.large ? 6.6 : 5.2)
        color: Theme.accent
        Label {
            anchors.centerIn: parent
            text: Words.mark
            strong: true
            lineHeight: 1
            font.pixelSize: Math.max(Theme.type(6.5, 10, 6.5), Math.round(parent.width * 0.62))
            color: Theme.white
        }
    }
    Column {
        anchors.verticalCenter: mark.verticalCenter
        x: mark.x + mark.width + Theme.mm(7)
        spacing: -Theme.mm(1.5)
        Label {
            width: (top.large ? big.x : time.x) - parent.x - Theme.mm(7)
            text: top.station
            strong: true
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.type(7.4, 10, 6.5)
            lineHeight: 1
            font.pixelSize: top.large ? Theme.type(12.5, 12.5, 6.5) : Theme.type(11.1, 12.5, 6.5)
        }
        Label {
            visible: top.large
            text: Words.terminal
            lineHeight: 1
            font.pixelSize: Theme.type(8.9, 12.5, 6.5)
            color: Theme.ink2
        }
    }
    Label {
        id: time
        visible: !top.large
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.verticalCenter: mark.verticalCenter
        text: top.clock
        lineHeight: 1
        font.pixelSize: Theme.type(10.3, 12.5, 6.5)
        color: Theme.ink2
    }
    Column {
        id: big
        visible: top.large
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        y: Theme.mm(13.6)
        spacing: -Theme.mm(4)
        Label {
            anchors.right: parent.right
            text: top.found ? top.found[3] : top.clock
            strong: true
            lineHeight: 1
            font.pixelSize: Theme.type(26.6, 26.6, 8)
            color: Theme.accent
        }
        Label {
            anchors.right: parent.right
            text: top.found ? top.found[1] : ""
            lineHeight: 1
            font.pixelSize: Theme.type(9.6, 12.5, 6.5)
            color: Theme.ink2
        }
    }
    Rectangle {
        visible: !top.large
        x: Theme.margin
        y: parent.height - height
        width: parent.width - 2 * Theme.margin
        height: Theme.line
        color: Theme.hair
    }
}

import QtQuick
import "../theme"
import "../components"

// 您还在吗: an opaque cover, so that nobody reads what was entered; one large key brings it back.
Rectangle {
    id: sheet

    property var view: ({})
    readonly property var warning: view.sheet ?? ({})
    readonly property bool wide: Theme.landscape

    signal press(string id)

    color: Theme.band

    TopLine {
        width: parent.width
        station: sheet.view.station ?? ""
        clock: sheet.view.clock ?? ""
    }
    Column {
        x: sheet.wide ? Theme.margin : (parent.width - width) / 2
        y: sheet.wide ? (parent.height - height) / 2 : Theme.mm(78)
        width: sheet.wide ? parent.width * 0.3 : implicitWidth
        spacing: Theme.mm(4)
        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Theme.mm(59)
            height: width
            radius: width / 2
            color: Theme.tint
            Icon {
                anchors.centerIn: parent
                name: "lock"
                size: Theme.mm(33.9)
            }
        }
        Label {
            topPadding: Theme.mm(10)
            anchors.horizontalCenter: parent.horizontalCenter
            text: Words.covered
            strong: true
            lineHeight: 1
            font.pixelSize: Theme.type(16.2, 19.2, 6.5)
        }
        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            text: Words.coveredHint
            lineHeight: 1
            font.pixelSize: Theme.type(11.8, 15.5, 6.5)
            color: Theme.ink2
        }
    }
    Rectangle {
        id: front
        x: sheet.wide ? parent.width * 0.36 : 0
        y: sheet.wide ? 0 : Theme.mm(228.6)
        width: parent.width - x
        height: parent.height - y + radius
        radius: Theme.bottomRadius
        color: Theme.paper

        Column {
            id: words
            x: Theme.margin
            y: Theme.mm(sheet.wide ? 46 : 22.5)
            width: parent.width - 2 * x
            spacing: Theme.mm(3)
            Label {
                width: parent.width
                text: sheet.warning.title ?? ""
                strong: true
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.type(35.4, 40, 8)
            }
            Label {
                width: parent.width
                text: sheet.warning.line ?? ""
                lineHeight: Theme.lineBody * 1.07
                font.pixelSize: Theme.type(13.3, 16.2, 6.5)
                color: Theme.ink2
            }
        }
        Rectangle {
            id: dial
            x: Theme.margin
            y: words.y + words.height + Theme.mm(14)
            width: Math.max(Theme.mm(60), Math.min(Theme.mm(118), key.y - y - Theme.mm(10)))
            height: width
            radius: width / 2
            color: Theme.sheet
            border.width: Theme.mm(6)
            border.color: Theme.accent
            Column {
                anchors.centerIn: parent
                spacing: -Theme.mm(8)
                Label {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: sheet.warning.seconds_left ?? ""
                    strong: true
                    lineHeight: 1
                    font.pixelSize: Math.round(dial.width * 0.44)
                    color: Theme.accent
                }
                Label {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: Words.second
                    strong: true
                    lineHeight: 1
                    font.pixelSize: Theme.type(14.8, 17, 6.5)
                }
            }
        }
        Column {
            x: dial.x + dial.width + Theme.mm(22)
            anchors.verticalCenter: dial.verticalCenter
            width: parent.width - x - Theme.mm(8)
            spacing: Theme.mm(3)
            Label {
                width: parent.width
                text: Words.kept
                strong: true
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.type(17.7, 20, 6.5)
            }
            Label {
                width: parent.width
                text: Words.keptHint
                lineHeight: Theme.lineBody * 1.07
                font.pixelSize: Theme.type(13.3, 15.5, 6.5)
                color: Theme.ink2
            }
        }
        Key {
            id: key
            choice: sheet.warning.choice ?? ({})
            x: Theme.margin
            y: Theme.contentBottom - front.y - height
            width: parent.width - 2 * x
            height: sheet.wide ? Theme.target(70, 70) : Theme.mm(105.5)
            size: Theme.type(27.3, 29, 6.5)
            iconSize: Theme.mm(36)
            onActivated: sheet.press(objectName)
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// What happens with the face, and that it is the resident's choice. A sheet in standard mode, plain in elder mode.
Item {
    id: consent

    property string title
    property var lines: []
    property string aside
    property var choice: null
    readonly property int pad: Theme.elder ? 0 : Theme.mm(13.3)

    signal press(string id)

    implicitHeight: words.height + 2 * words.y
    height: implicitHeight

    Sheet {
        visible: !Theme.elder
        anchors.fill: parent
    }
    Column {
        id: words
        x: consent.pad
        y: Theme.elder ? 0 : Theme.mm(11.4)
        width: parent.width - 2 * consent.pad
        spacing: Theme.pick(3.4, 3)
        Label {
            width: parent.width
            text: consent.title
            strong: true
            lineHeight: Theme.lineTitle
            font.pixelSize: Theme.type(13.3, 20, 6.5)
        }
        Label {
            width: parent.width
            text: consent.lines.join("\n")
            lineHeight: Theme.lineBody * 1.06
            font.pixelSize: Theme.type(10.3, 15.5, 6.5)
            color: Theme.ink2
        }
        Row {
            visible: consent.choice !== null
            topPadding: Theme.mm(4)
            spacing: Theme.mm(11.8)
            QuietPill {
                id: pill
                choice: consent.choice ?? ({})
                onActivated: consent.press(objectName)
            }
            Label {
                visible: !Theme.elder
                anchors.verticalCenter: pill.verticalCenter
                text: consent.aside
                lineHeight: 1
                font.pixelSize: Theme.small
                color: Theme.ink2
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// A page that is only its choices, as a list; a picture fills what the list leaves.
Page {
    id: page

    readonly property int rowHeight: Theme.target(57.6, Theme.landscape ? 40 : 65)

    Sheet {
        visible: height > Theme.mm(60)
        width: parent.width
        height: parent.height
        Illustration {
            anchors.fill: parent
            anchors.margins: Theme.mm(13)
            name: page.body.picture ?? ""
        }
        Column {
            visible: !page.body.picture
            anchors.centerIn: parent
            width: parent.width - Theme.mm(26)
            spacing: Theme.mm(9)
            Plate {
                anchors.horizontalCenter: parent.horizontalCenter
                size: Theme.mm(74)
                radius: size / 2
                name: "support_agent"
            }
            Label {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: Words.unsure
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.type(12.5, 17, 6.5)
                color: Theme.ink2
            }
        }
    }
    act: Column {
        width: parent.width
        spacing: Theme.gutter
        Label {
            visible: text !== ""
            width: parent.width
            bottomPadding: Theme.mm(2)
            text: page.body.question ?? ""
            strong: true
            lineHeight: Theme.lineTitle
            font.pixelSize: Theme.type(13.3, 18.4, 6.5)
        }
        Repeater {
            model: page.choices.length
            ListKey {
                required property int index
                choice: page.choices[index] ?? ({})
                width: parent.width
                height: page.rowHeight
                onActivated: page.press(objectName)
            }
        }
    }
}

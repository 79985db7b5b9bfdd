import QtQuick
import "../theme"
import "../components"

// Waiting for the backend or the printer: what is being done, how long it has taken, and nothing that hurries.
Page {
    id: page

    readonly property int seconds: body.seconds ?? 0

    Sheet {
        width: page.wide && page.choices.length === 0 ? page.innerWidth : parent.width
        height: parent.height
        Column {
            anchors.centerIn: parent
            width: parent.width - Theme.mm(36)
            spacing: Theme.mm(13)
            Item {
                id: dial
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(Theme.mm(126), page.height * 0.26)
                height: width
                Rectangle {
                    anchors.fill: parent
                    radius: width / 2
                    color: Theme.tint
                }
                Icon {
                    anchors.centerIn: parent
                    name: "hourglass_empty"
                    size: Math.round(parent.width * 0.46)
                }
                // A bead that walks round slowly: the machine is at work, and nothing blinks.
                Item {
                    anchors.fill: parent
                    Rectangle {
                        anchors.horizontalCenter: parent.horizontalCenter
                        y: -height / 2
                        width: Theme.mm(9)
                        height: width
                        radius: width / 2
                        color: Theme.accent
                    }
                    RotationAnimation on rotation {
                        running: Theme.motion && page.visible
                        from: 0
                        to: 360
                        duration: 4800
                        loops: Animation.Infinite
                    }
                }
            }
            Label {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: page.body.line ?? ""
                strong: true
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.type(18.4, 22.9, 6.5)
            }
            Label {
                visible: page.seconds >= 2
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: Words.waited(page.seconds)
                lineHeight: 1
                font.pixelSize: Theme.type(12.5, 15.5, 6.5)
                color: Theme.ink2
            }
        }
    }
    act: Keys {
        width: parent.width
        choices: page.choices
        size: Theme.type(14.4, 20, 6.5)
        keyHeight: Theme.target(62, 58)
        onPress: id => page.press(id)
    }
}

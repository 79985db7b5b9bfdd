pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// Waiting for something on a device: its picture with the part that goes in, how far it is, what helps.
Page {
    id: page

    readonly property string progress: body.progress ?? "waiting"
    readonly property bool moves: body.picture === "card"

    seeGap: Theme.mm(9)
    actGap: Theme.mm(11.4)

    Sheet {
        anchors.fill: parent
        Illustration {
            id: still
            anchors.centerIn: parent
            width: Math.min(parent.width, (parent.height - Theme.mm(22)) * 1.714)
            height: Math.round(width / 1.714)
            name: page.body.picture ?? ""
            part: page.moves ? "still" : ""
        }
        Illustration {
            id: card
            property real sunk: page.progress === "waiting" ? 0 : 1
            anchors.horizontalCenter: still.horizontalCenter
            y: still.y + sunk * Theme.mm(page.progress === "waiting" ? 8.9 : 34)
            width: still.width
            height: still.height
            visible: page.moves
            name: page.moves ? "card" : ""
            part: "moving"
            // Sinks, rests a second, and comes back: never a blink.
            SequentialAnimation on sunk {
                running: Theme.motion && page.moves && page.progress === "waiting" && page.visible
                loops: Animation.Infinite
                NumberAnimation {
                    from: 0
                    to: 1
                    duration: 900
                    easing.type: Easing.InOutQuad
                }
                PauseAnimation {
                    duration: 1000
                }
                NumberAnimation {
                    to: 0
                    duration: 500
                    easing.type: Easing.InOutQuad
                }
            }
        }
    }
    more: Column {
        width: parent.width
        spacing: Theme.mm(13.3)
        ProgressDots {
            visible: !Theme.elder
            width: parent.width
            progress: page.progress
            labels: page.body.stage_labels ?? []
            icons: [page.body.picture === "card" ? "id_card" : "qr_code_scanner", "hourglass_empty", "check"]
        }
        StateLine {
            visible: Theme.elder
            width: parent.width
            icon: page.progress === "done" ? "check" : page.progress === "working" ? "hourglass_empty" : page.body.picture === "card" ? "id_card" : "qr_code_scanner"
            big: page.body.big || (page.body.stage_labels ?? [])[["waiting", "working", "done"].indexOf(page.progress)] || ""
            second: page.body.big && page.progress === "waiting" ? (page.body.remedies ?? [])[0] ?? "" : ""
        }
        Sheet {
            visible: !Theme.elder && remedy.text !== ""
            width: parent.width
            height: words.height + Theme.mm(19)
            Icon {
                id: sign
                x: Theme.mm(12.5)
                anchors.verticalCenter: parent.verticalCenter
                name: "help"
                size: Theme.mm(22.1)
            }
            Column {
                id: words
                x: Theme.mm(43.5)
                width: parent.width - x - Theme.mm(13)
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.mm(1.5)
                Label {
                    width: parent.width
                    text: page.body.remedies_title ?? ""
                    strong: true
                    lineHeight: Theme.lineTitle
                    font.pixelSize: Theme.section
                }
                Label {
                    id: remedy
                    width: parent.width
                    text: (page.body.remedies ?? []).join("\n")
                    lineHeight: Theme.lineTitle
                    font.pixelSize: Theme.body
                    color: Theme.ink2
                }
            }
        }
    }
    act: Keys {
        width: parent.width
        choices: page.choices
        wide: Theme.elder || (page.wide && page.choices.length > 2)
        size: Theme.type(12.5, 19.2, 6.5)
        keyHeight: page.wide ? Theme.target(46, 53) : Theme.target(62, 53)
        onPress: id => page.press(id)
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// The end of the item: what came of it, the next date, the number, the receipt on its way, what to take along.
Page {
    id: page

    readonly property var reminders: body.reminders ?? []
    readonly property int numbersHeight: numbers.height + Theme.pick(20, 19)

    ticked: true
    tickIcon: body.accepted ? "check" : "cloud_sync"
    titleSize: wide ? Theme.title : Theme.resultTitle
    subtitleSize: Theme.type(12.5, 17.4, 6.5)
    readonly property bool prints: (body.print_title ?? "") !== ""

    seeHeight: prints ? numbersHeight : 0
    seeGap: Theme.pick(14, 11)
    actGap: Theme.pick(11.4, 20)

    Sheet {
        width: parent.width
        height: page.prints || page.wide ? page.numbersHeight : parent.height
        Numbers {
            id: numbers
            x: Theme.mm(16)
            y: Math.max(Theme.mm(11.8), (parent.height - height) / 2)
            width: parent.width - 2 * x
            due: page.body.due ?? null
            number: page.body.number ?? ({})
        }
    }
    more: Item {
        width: parent.width
        height: page.prints || page.wide ? page.moreBottom - page.moreTop : reminders.implicitHeight
        Sheet {
            id: receipt
            visible: page.prints
            width: parent.width
            height: reminders.room
            Illustration {
                id: printer
                x: Theme.mm(10)
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.pick(124, 118)
                height: Math.min(Theme.mm(106), parent.height - Theme.mm(9))
                name: "paper"
            }
            Column {
                id: words
                x: Theme.pick(150.5, 141)
                width: parent.width - x - Theme.mm(16)
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.mm(4)
                Label {
                    width: parent.width
                    text: page.body.print_title ?? ""
                    strong: true
                    lineHeight: Theme.lineTitle
                    font.pixelSize: Theme.type(14.8, 19.2, 6.5)
                }
                Label {
                    visible: text !== ""
                    width: parent.width
                    text: page.body.print_line ?? ""
                    lineHeight: Theme.lineTitle
                    font.pixelSize: Theme.body
                    color: Theme.ink2
                }
                ProgressTrack {
                    visible: progress > 0
                    width: parent.width
                    progress: page.body.print_progress ?? 0
                }
                Label {
                    visible: text !== "" && !Theme.elder
                    width: parent.width
                    topPadding: Theme.mm(2)
                    text: page.body.print_note ?? ""
                    lineHeight: Theme.lineTitle
                    font.pixelSize: Theme.body
                    color: Theme.ink2
                }
            }
        }
        Reminders {
            id: reminders
            readonly property int room: parent.height - height - Theme.pick(12.5, 13)
            width: parent.width
            y: receipt.visible ? parent.height - height : 0
            reminders: page.reminders
        }
    }
    act: Keys {
        width: parent.width
        choices: page.choices
        wide: Theme.elder && page.choices.length > 2
        size: Theme.type(17, 20.7, 6.5)
        keyHeight: Theme.target(62, 76)
        onPress: id => page.press(id)
    }
}

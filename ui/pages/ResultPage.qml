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
    titleSize: Theme.resultTitle
    subtitleSize: Theme.type(12.5, 17.4, 6.5)
    seeHeight: numbersHeight
    seeGap: Theme.pick(14, 11)
    actGap: Theme.pick(11.4, 20)

    Sheet {
        width: parent.width
        height: page.numbersHeight
        Numbers {
            id: numbers
            x: Theme.mm(16)
            y: Theme.mm(11.8)
            width: parent.width - 2 * x
            due: page.body.due ?? null
            number: page.body.number ?? ({})
        }
    }
    more: Item {
        width: page.column
        height: page.moreBottom - page.moreTop
        Sheet {
            id: receipt
            visible: (page.body.print_title ?? "") !== ""
            width: parent.width
            height: Math.min(Theme.pick(114.5, 119), reminders.room)
            Illustration {
                id: printer
                x: Theme.mm(10)
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.pick(124, 118)
                height: parent.height - Theme.mm(9)
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
            y: receipt.visible ? receipt.height + Math.min(Theme.pick(14.5, 16), parent.height - height - receipt.height) : 0
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

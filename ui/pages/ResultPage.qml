pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// The end of the item: what came of it, the next date, the number, the receipt on its way, what to take along.
Page {
    id: page

    readonly property var reminders: body.reminders ?? []
    readonly property int numbersHeight: numbers.height + Theme.mm(Theme.elder ? 22 : 24)

    ticked: true
    titleSize: Theme.resultTitle
    subtitleSize: Theme.type(12.5, 17.4, 6.5)
    seeHeight: numbersHeight
    moreGap: Theme.mm(10.3)

    Sheet {
        width: parent.width
        height: page.numbersHeight
        Numbers {
            id: numbers
            x: Theme.mm(16)
            y: Theme.mm(10)
            width: parent.width - 2 * x
            due: page.body.due ?? null
            number: page.body.number ?? ({})
        }
    }
    more: Column {
        width: page.column
        spacing: Theme.pick(13, 11)
        Sheet {
            visible: (page.body.print_title ?? "") !== ""
            width: parent.width
            height: Math.max(Theme.mm(87), words.height + Theme.mm(18))
            Illustration {
                id: printer
                x: Theme.mm(10)
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.pick(124, 112)
                height: Theme.mm(82)
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
            width: parent.width
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

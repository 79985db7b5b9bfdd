pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// What the item is, what it needs, what happens with the face; then both ways, equally large.
Page {
    id: page

    readonly property var facts: body.facts ?? []
    readonly property var stages: body.stages ?? []
    readonly property var notices: body.notice_lines ?? []
    // The last two are the answers; what stands before them is to read first.
    readonly property var quiet: choices.slice(0, Math.max(0, choices.length - 2))
    readonly property var main: choices.slice(-2)

    seeGap: Theme.pick(13.3, 11.1)
    actGap: Theme.pick(10.3, 11.1)

    Loader {
        width: parent.width
        height: parent.height
        sourceComponent: Theme.elder ? large : standard
    }
    Component {
        id: standard
        Item {
            FactsRow {
                id: row
                width: parent.width
                facts: page.facts
            }
            Stages {
                anchors.top: row.bottom
                anchors.topMargin: Theme.mm(13)
                width: parent.width
                height: parent.height - y
                stages: page.stages
            }
        }
    }
    Component {
        id: large
        FactsList {
            facts: page.facts
        }
    }
    more: Consent {
        width: parent.width
        title: page.body.notice_title ?? ""
        lines: page.notices
        aside: page.body.notice_aside ?? ""
        choice: page.quiet[0] ?? null
        onPress: id => page.press(id)
    }
    act: Keys {
        width: parent.width
        choices: page.main
        size: Theme.type(14, 22.1, 6.5)
        keyHeight: Theme.target(62, 68)
        onPress: id => page.press(id)
    }
}

import QtQuick
import "../theme"
import "../components"

// Nobody is here yet: what this machine is for, and one large key to start.
Page {
    id: page

    readonly property var start: choices[0] ?? ({})
    readonly property var second: choices[1] ?? ({})

    showHead: false

    // Whoever taps anywhere wants to begin; the key only says so.
    MouseArea {
        property bool decorative: true
        parent: page
        z: -1
        anchors.fill: parent
        enabled: page.choices.length > 0 && (page.start.enabled ?? true)
        onPressed: Finger.down()
        onClicked: page.press(page.start.id)
    }

    Rectangle {
        parent: page
        z: -1
        y: Math.floor(town.y + town.height * 0.9)
        width: page.width
        height: page.height - y
        color: Theme.sand
    }
    Illustration {
        id: town
        parent: page
        z: -1
        name: "town"
        x: page.wide ? page.width - width : 0
        y: page.wide ? keys.y - Theme.mm(8) - height * 0.9 : Theme.mm(235.5)
        width: page.wide ? Math.min(page.width * 0.62, (keys.y - Theme.mm(40)) * 1.7) : page.width
        height: Math.round(width * 640 / 1080)
    }
    Column {
        parent: page
        x: Theme.margin
        y: page.wide ? Theme.mm(66) : Theme.mm(91.8)
        width: page.innerWidth
        spacing: Theme.mm(8)
        Label {
            width: parent.width
            text: page.body.headline ?? ""
            strong: true
            lineHeight: Theme.lineTitle * 0.98
            font.pixelSize: page.wide ? Theme.title : Theme.headline
            Accessible.role: Accessible.Heading
            Accessible.name: Words.plain(text)
        }
        Label {
            width: parent.width
            text: page.body.items_line ?? ""
            font.pixelSize: Theme.type(12.5, 12.5, 6.5)
            color: Theme.ink2
        }
    }
    Item {
        id: keys
        parent: page
        x: Theme.margin
        y: Theme.contentBottom - Theme.mm(3) - height
        width: page.innerWidth
        height: page.wide ? Theme.target(80, 80) : Theme.mm(125.5)
        Key {
            visible: page.choices.length > 0
            choice: page.start
            width: page.choices.length > 1 ? Math.round(keys.width * 0.65) : keys.width
            height: parent.height
            size: Theme.type(25.1, 25.1, 6.5)
            iconSize: Theme.mm(31)
            filled: available
            onActivated: page.press(objectName)
        }
        Key {
            visible: page.choices.length > 1
            choice: page.second
            stacked: !page.wide
            anchors.right: parent.right
            width: Math.round(keys.width * 0.325)
            height: parent.height
            size: Theme.type(19.9, 19.9, 6.5)
            iconSize: Theme.mm(34)
            onActivated: page.press(objectName)
        }
    }
}

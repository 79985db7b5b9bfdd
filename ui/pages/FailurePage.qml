pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// What happened, what is safe, what can be done, and a way to leave. The last choice is the way to leave.
Page {
    id: page

    readonly property bool listed: choices.length > 2
    readonly property var list: listed ? choices.slice(0, -1) : []
    readonly property var leave: listed ? choices.slice(-1) : choices
    readonly property int rowHeight: Theme.target(52, Theme.landscape ? 44 : 60)

    titleSize: Theme.type(24.3, 28.8, 8)
    bannerText: body.banner ?? ""
    bannerTone: body.tone ?? "calm"
    bannerIcon: body.icon || "error"
    seeGap: Theme.pick(12, 11.4)
    actGap: Theme.pick(9, 8.9)

    Sheet {
        visible: height > Theme.mm(50)
        width: parent.width
        height: parent.height - (code.visible ? code.height + Theme.mm(4) : 0)
        Illustration {
            visible: name !== ""
            anchors.fill: parent
            anchors.margins: Math.min(Theme.mm(18), Math.max(Theme.mm(5), (parent.height - Theme.mm(160)) / 2))
            name: page.body.picture ?? ""
        }
        Plate {
            visible: !page.body.picture
            anchors.centerIn: parent
            size: Math.min(Theme.mm(116), parent.height * 0.6)
            radius: size / 2
            name: page.bannerIcon
        }
    }
    Label {
        id: code
        visible: (page.body.code ?? "") !== "" && parent.height > Theme.mm(20)
        y: parent.height - height
        width: parent.width
        horizontalAlignment: Text.AlignHCenter
        text: Words.trouble + "  " + page.body.code
        lineHeight: Theme.lineTitle
        font.pixelSize: Theme.small
        color: Theme.ink2
    }
    more: Column {
        width: parent.width
        visible: page.listed
        height: page.listed ? implicitHeight : 0
        spacing: Theme.gap
        Label {
            visible: text !== ""
            width: parent.width
            text: page.body.choices_title ?? ""
            strong: true
            lineHeight: 1
            font.pixelSize: Theme.type(13.3, 17, 6.5)
        }
        Repeater {
            model: page.list.length
            ListKey {
                required property int index
                choice: page.list[index] ?? ({})
                width: parent.width
                height: page.rowHeight
                onActivated: page.press(objectName)
            }
        }
    }
    act: Keys {
        width: parent.width
        choices: page.leave
        size: Theme.type(14, 20, 6.5)
        keyHeight: page.listed ? Theme.target(50.2, 52) : Theme.target(62, 60)
        onPress: id => page.press(id)
    }
}

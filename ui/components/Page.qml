import QtQuick
import "../theme"

// The frame of every page: steps, banner, title, then what is seen (`see`), what goes with it (`more`), what
// can be done (`act`). Portrait: one column, `see` takes what the others leave unless it says its own height,
// and the action row always ends at the same line. Landscape: `more` and `act` stand in a right column.
Item {
    id: page

    property var view: ({})
    readonly property var body: view.body ?? ({})
    readonly property var choices: view.choices ?? []
    property string titleText: view.title ?? ""
    property string subtitleText: view.subtitle ?? ""
    property int titleSize: Theme.title
    property int subtitleSize: Theme.body
    property real subtitleSpread: 1
    property string bannerText: ""
    property string bannerTone: "calm"
    property string bannerIcon: "error"
    property bool ticked: false
    property string tickIcon: "check"
    property int pictureRoom: 0
    property int seeHeight: 0
    property int seeGap: Theme.mm(13.3)
    property int actGap: Theme.mm(11.4)
    property bool showHead: true
    readonly property bool wide: Theme.landscape
    readonly property int innerWidth: width - 2 * Theme.margin
    property real leftShare: 0.5
    // Landscape: what is seen goes to the right and the keys under the title.
    property bool swapped: false
    readonly property int column: wide ? (innerWidth - Theme.mm(13)) * leftShare : innerWidth
    readonly property int rightColumn: wide ? innerWidth - Theme.mm(13) - column : innerWidth
    readonly property int rightX: wide ? Theme.margin + column + Theme.mm(13) : Theme.margin
    readonly property int headGap: subtitleText ? Theme.pick(11.4, 14.4) : Theme.pick(11.4, 15)
    readonly property int contentTop: head.y + head.height + headGap
    readonly property int actTop: Theme.contentBottom - actArea.height
    readonly property int moreBottom: actArea.height > 0 ? actTop - actGap : Theme.contentBottom
    readonly property int moreTop: wide && swapped ? moreBottom - moreArea.childrenRect.height : wide ? Theme.stepsTop : seeHeight > 0 ? seeArea.y + seeHeight + seeGap : moreBottom - moreArea.childrenRect.height
    readonly property int seeBottom: wide ? Theme.contentBottom : moreArea.childrenRect.height > 0 ? moreTop - seeGap : moreBottom
    default property alias see: seeArea.data
    property alias more: moreArea.data
    property alias act: actArea.data
    property alias head: head

    signal press(string id)
    signal key(string k)
    signal stroke(var points)

    StepsBar {
        x: Theme.margin
        y: Theme.stepsTop
        width: page.column
        steps: page.view.steps ?? null
    }
    Column {
        id: head
        visible: page.showHead
        x: Theme.margin
        y: page.view.steps ? Theme.titleTop : page.bannerText !== "" ? Theme.mm(54.6) : Theme.titleTopBare
        width: page.column
        height: visible ? implicitHeight : 0
        spacing: Theme.pick(2.2, 0.8)
        Banner {
            visible: page.bannerText !== ""
            width: parent.width
            text: page.bannerText
            tone: page.bannerTone
            icon: page.bannerIcon
        }
        Item {
            visible: page.bannerText !== ""
            width: 1
            height: Theme.mm(11.4)
        }
        Row {
            width: parent.width - page.pictureRoom
            height: tick.visible ? Math.max(tick.height, heading.height) : implicitHeight
            spacing: Theme.mm(10)
            Rectangle {
                id: tick
                visible: page.ticked
                width: Theme.pick(42.8, 51.6)
                height: width
                radius: width / 2
                color: Theme.accent
                Icon {
                    anchors.centerIn: parent
                    name: page.tickIcon
                    size: Math.round(parent.width * 0.66)
                    tone: Theme.white
                }
            }
            Label {
                id: heading
                width: parent.width - (tick.visible ? tick.width + parent.spacing : 0)
                y: tick.visible ? Math.max(0, Math.round((tick.height - height) / 2 - Theme.pick(0.7, 2.4))) : 0
                text: page.titleText
                strong: true
                lineHeight: Theme.lineTitle
                font.pixelSize: page.titleSize
                Accessible.role: Accessible.Heading
                Accessible.name: Words.plain(text)
            }
        }
        Label {
            visible: text !== ""
            width: parent.width - (Theme.elder ? 0 : page.pictureRoom)
            topPadding: page.ticked ? Theme.mm(11) : 0
            text: page.subtitleText
            lineHeight: Theme.lineBody * page.subtitleSpread
            font.pixelSize: page.subtitleSize
            color: Theme.ink2
        }
    }
    Item {
        id: seeArea
        x: page.swapped ? page.rightX : Theme.margin
        y: page.wide && page.swapped ? Theme.stepsTop : page.contentTop
        width: page.wide && page.swapped ? page.rightColumn : page.column
        height: Math.max(0, page.seeHeight > 0 && !page.wide ? page.seeHeight : page.seeBottom - y)
    }
    Item {
        id: moreArea
        x: page.swapped ? Theme.margin : page.rightX
        y: page.moreTop
        width: page.swapped ? page.column : page.rightColumn
        height: Math.max(0, page.moreBottom - y)
    }
    Item {
        id: actArea
        x: moreArea.x
        y: page.actTop
        width: moreArea.width
        height: childrenRect.height
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// What can be done here. Rows share the room below the line that every target must stay under.
Page {
    id: page

    readonly property var tiles: body.tiles ?? []
    readonly property bool broad: !wide && tiles.length <= 2
    readonly property int columns: broad ? 1 : 2
    readonly property int rows: Math.max(1, Math.ceil(tiles.length / columns))
    readonly property int listTop: wide ? Theme.stepsTop + heading.height : Math.max(Theme.pick(200, 211), head.y + head.height + Theme.pick(30, 13) + heading.height + Theme.mm(8))
    readonly property int room: Theme.contentBottom - listTop
    readonly property int rowHeight: Math.min(broad ? Theme.pick(96, 118) : Theme.pick(108, 128), (room - (rows - 1) * Theme.gap) / rows)

    // With few things to do, the picture of where the card goes is large and fills the middle.
    readonly property bool few: !wide && rows * (rowHeight + Theme.gap) < room * (Theme.elder ? 0.66 : 0.76)
    readonly property int listFloor: Theme.contentBottom - rows * (rowHeight + Theme.gap) + Theme.gap
    // An elder page with many things to do shows nothing else.
    readonly property bool bare: Theme.elder && rows > 2

    leftShare: 0.36
    titleSize: wide ? Theme.title : Theme.greeting
    subtitleSize: Theme.type(11.8, 17, 6.5)
    subtitleSpread: 1.08
    pictureRoom: wide || few ? 0 : Theme.pick(128, 114)

    Illustration {
        parent: page
        visible: height > Theme.mm(40)
        name: page.few ? "town" : "card"
        readonly property int from: page.few || page.wide ? (staffRow.visible ? staffRow.y + staffRow.height : page.head.y + page.head.height) + Theme.mm(6) : Theme.pick(83, 62)
        x: page.few || page.wide ? Theme.margin : page.width - Theme.margin - width + Theme.mm(4)
        y: from
        width: page.wide ? page.column : page.few ? page.innerWidth : Theme.pick(132, 124)
        height: page.wide ? Theme.contentBottom - from : page.few ? heading.y - from - Theme.mm(9) : Theme.mm(83)
    }
    Row {
        id: staffRow
        parent: page
        visible: staff.text !== "" && !page.bare
        x: Theme.margin
        y: Math.max(page.few || page.wide ? 0 : Theme.pick(151, 150), page.head.y + page.head.height + Theme.mm(8))
        spacing: Theme.mm(5.2)
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "support_agent"
            size: Theme.pick(14, 17)
        }
        Label {
            id: staff
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, page.column - Theme.pick(20, 23))
            text: page.body.staff_line ?? ""
            lineHeight: Theme.lineTitle
            font.pixelSize: Theme.second
            color: Theme.ink2
        }
    }
    Item {
        id: heading
        parent: page
        x: page.rightX
        visible: !page.bare
        y: page.listFloor - height
        width: page.rightColumn
        height: title.text === "" || page.bare ? 0 : Theme.pick(24, 28)
        Label {
            id: title
            text: page.body.section ?? ""
            strong: true
            lineHeight: 1
            font.pixelSize: Theme.type(13.3, 17, 6.5)
        }
        Label {
            anchors.right: parent.right
            anchors.baseline: title.baseline
            text: page.body.section_note ?? ""
            lineHeight: 1
            font.pixelSize: Theme.second
            color: Theme.ink2
        }
    }
    Item {
        parent: page
        anchors.fill: parent
        Repeater {
            model: page.tiles.length
            Tile {
                required property int index
                broad: page.broad
                item: page.tiles[index] ?? ({})
                width: (page.rightColumn - (page.columns - 1) * Theme.gutter) / page.columns
                height: page.rowHeight
                x: heading.x + (index % page.columns) * (width + Theme.gutter)
                y: Theme.contentBottom - (page.rows - Math.floor(index / page.columns)) * (height + Theme.gap) + Theme.gap
                onActivated: page.press(objectName)
            }
        }
    }
}

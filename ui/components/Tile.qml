import QtQuick
import "../theme"

// One thing that can be done, on the home page. Elder: picture above, word large below.
Raised {
    id: tile

    property var item: ({})
    // One of few: as wide as the page, the picture at the left.
    property bool broad: false
    readonly property bool tall: !broad && !Theme.landscape && height >= Theme.mm(84)
    readonly property int pad: broad ? Theme.mm(17.7) : tall ? Theme.pick(11, 13.3) : Theme.mm(7.4)
    readonly property string second: !available && item.reason ? item.reason : item.hint ?? ""

    objectName: item.id ?? ""
    action: false
    available: item.enabled ?? true
    name: item.label ?? ""
    why: item.reason ?? ""

    Plate {
        id: plate
        visible: tile.item.icon !== ""
        x: tile.pad
        y: tile.tall ? tile.pad - Theme.mm(1) : (parent.height - height) / 2
        size: Math.min(tile.broad ? Theme.mm(62) : tile.tall ? Theme.mm(44.3) : Theme.mm(33.9), Math.max(Theme.mm(18), parent.height * (tile.tall ? 0.38 : tile.broad ? 0.58 : 0.66)))
        name: tile.item.icon ?? ""
        tone: tile.available ? Theme.accent : Theme.ink2
        color: tile.available ? Theme.tint : "transparent"
    }
    Column {
        x: tile.tall ? tile.pad : plate.x + plate.width + Theme.mm(tile.broad ? 14 : 7.4)
        y: tile.tall ? plate.y + plate.height + Theme.mm(5) : (parent.height - height) / 2
        width: parent.width - x - Theme.mm(5)
        spacing: Theme.mm(tile.broad ? 2.5 : 0.8)
        Label {
            width: parent.width
            text: tile.item.label ?? ""
            strong: true
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.type(9.6, 14, 6.5)
            lineHeight: Theme.lineTitle
            font.pixelSize: tile.broad ? Theme.type(19.2, 25, 6.5) : Theme.type(13.3, 23.6, 6.5)
            color: tile.available ? Theme.ink : Theme.ink2
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: tile.second
            fontSizeMode: Theme.landscape ? Text.FixedSize : Text.HorizontalFit
            minimumPixelSize: Theme.type(6.6, 10, 5)
            wrapMode: Theme.landscape ? Text.Wrap : Text.NoWrap
            lineHeight: Theme.lineTitle
            font.pixelSize: tile.broad ? Theme.type(12.5, 16.2, 6.5) : Theme.type(10.3, 14.8, 6.5)
            color: Theme.ink2
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// The places of a number: what was typed, then a short line for every place still empty, in groups as people say it.
Item {
    id: places

    property string shown
    property int length: 0
    readonly property string typed: shown.replace(/\s/g, "")
    readonly property var groups: ({
            11: [3, 4, 4],
            18: [6, 8, 4]
        })[length] ?? [length]
    // Between groups there is the room of half a place.
    readonly property real slots: Math.max(1, length + (groups.length - 1) * 0.5)
    readonly property int size: Math.min(Theme.type(length > 12 ? 24 : 26, length > 12 ? 24 : 28.8, 6.5), Math.floor(width / slots / 0.66))
    readonly property real place: Math.min(size * 0.82, width / slots)

    function edgeOf(index: int): real {
        let passed = 0, before = 0;
        for (const group of groups) {
            passed += group;
            if (index >= passed)
                before += 1;
        }
        return (index + Math.min(before, groups.length - 1) * 0.5) * place;
    }

    Accessible.role: Accessible.StaticText
    Accessible.name: shown

    Repeater {
        model: places.length
        Item {
            id: spot
            required property int index
            readonly property string digit: places.typed.charAt(index)
            readonly property bool hidden: /[•●]/.test(digit)
            x: places.edgeOf(index)
            width: places.place
            height: places.height
            Label {
                visible: !spot.hidden && spot.digit !== ""
                anchors.centerIn: parent
                text: spot.hidden ? "" : spot.digit
                strong: true
                lineHeight: 1
                wrapMode: Text.NoWrap
                font.pixelSize: places.size
            }
            Rectangle {
                visible: spot.hidden
                anchors.centerIn: parent
                width: Math.round(places.size * 0.36)
                height: width
                radius: width / 2
                color: Theme.ink
            }
            Rectangle {
                visible: spot.digit === ""
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.verticalCenter: parent.verticalCenter
                anchors.verticalCenterOffset: Math.round(places.size * 0.42)
                width: Math.round(parent.width * 0.72)
                height: Theme.mm(1.85)
                color: Theme.edge
            }
            Rectangle {
                visible: spot.index === places.typed.length
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.mm(1.5)
                height: places.size
                color: Theme.accent
            }
        }
    }
}

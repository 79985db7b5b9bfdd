pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// What can be pressed: a face above a dark lower edge and a soft shadow. Acts when the finger leaves the
// glass on the key or within the slop around it; answers to the pressing in the next frame.
Item {
    id: key

    property bool available: true
    property bool selected: false
    property bool filled: false
    property bool action: true
    property bool casts: true
    property int keel: Theme.keel
    property real radius: action ? Theme.actionRadius : Theme.radius
    property string name
    property string why
    readonly property bool down: touch.pressed && touch.within && available
    readonly property color mark: !available ? Theme.ink2 : filled ? Theme.white : Theme.accent
    default property alias content: inner.data

    signal activated

    function fire() {
        if (available)
            activated();
    }

    activeFocusOnTab: available
    Accessible.role: Accessible.Button
    Accessible.name: Words.plain(key.name)
    Accessible.description: Words.plain(key.why)
    Accessible.focusable: available
    Accessible.onPressAction: key.fire()
    Keys.onReturnPressed: key.fire()
    Keys.onEnterPressed: key.fire()
    Keys.onSpacePressed: key.fire()

    BorderImage {
        // The picture is made for the reference panel; a panel with twice the pixels draws it twice as large.
        readonly property int times: Math.max(1, Math.round(Theme.unit / 2.71))
        readonly property int reach: 16 * times
        visible: key.available && key.casts && !key.down
        transformOrigin: Item.TopLeft
        scale: times
        x: -reach + Theme.mm(1.5)
        y: Theme.mm(3)
        width: (key.width + 2 * reach - Theme.mm(3)) / times
        height: (key.height + reach) / times
        border {
            left: 40
            right: 40
            top: 40
            bottom: 40
        }
        source: "../theme/shadow.png"
    }
    Rectangle {
        visible: key.available
        anchors.fill: parent
        anchors.topMargin: face.y
        radius: key.radius
        color: key.filled ? Theme.deep : Theme.accent
    }
    Rectangle {
        id: face
        y: key.down ? Theme.drop : 0
        width: key.width
        height: key.height - (key.available ? key.keel : 0)
        radius: key.radius
        color: !key.available ? "transparent" : key.filled ? (key.down ? Theme.deep : Theme.accent) : key.down || key.selected ? Theme.tint : Theme.face
        border.width: key.filled && key.available ? 0 : key.available && key.action ? Theme.strongLine : Theme.line
        border.color: !key.available ? Theme.hair : key.action || key.selected ? Theme.accent : Theme.edge
        Item {
            id: inner
            width: parent.width
            height: key.height - key.keel
        }
        Behavior on y {
            enabled: !key.down && Theme.motion
            NumberAnimation {
                duration: Theme.releaseMs
            }
        }
    }
    Rectangle {
        visible: key.activeFocus
        anchors.fill: parent
        anchors.margins: -Theme.mm(4)
        radius: key.radius + Theme.mm(4)
        color: "transparent"
        border.width: Theme.drop
        border.color: Theme.ink
    }
    MouseArea {
        id: touch
        readonly property bool within: mouseX >= -Theme.slop && mouseY >= -Theme.slop && mouseX <= width + Theme.slop && mouseY <= height + Theme.slop
        anchors.fill: parent
        enabled: key.available
        preventStealing: true
        onPressed: Finger.down()
        onReleased: if (within)
            key.fire()
    }
}

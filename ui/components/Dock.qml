pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// The five controls that never move: the same rectangles on every page, sheet and warning, in both modes.
// Below the page on a portrait panel, at its right side on a landscape one.
Rectangle {
    id: dock

    property var controls: ({})
    property bool speaking: false
    // The same in both modes, so the wider floor of the two.
    readonly property int space: Math.max(Math.ceil(5 * Theme.near * Theme.pxPerMm), Theme.mm(5.5))
    readonly property int keyWidth: Theme.landscape ? width - 2 * Theme.mm(9) : (width - 2 * Theme.margin - 4 * space) / 5
    readonly property int keyHeight: Theme.landscape ? (height - 2 * Theme.mm(13) - 4 * space) / 5 : Theme.mm(55.3)
    readonly property bool elderOn: controls.elder === "active"

    signal pressed(string control)

    function words(control: string): string {
        if (control === "speak")
            return speaking ? Words.speaking : Words.speak;
        if (control === "elder")
            return elderOn ? Words.standard : Words.elder;
        return control === "back" ? Words.back : control === "exit" ? Words.exit : Words.help;
    }

    function sign(control: string): string {
        if (control === "elder")
            return elderOn ? "person" : "elderly";
        return ({
                back: "arrow_back",
                exit: "logout",
                help: "support_agent",
                speak: "volume_up"
            })[control];
    }

    function lit(control: string): bool {
        if (control === "speak")
            return speaking;
        return control !== "elder" && controls[control] === "active";
    }

    color: Theme.band

    Rectangle {
        width: Theme.landscape ? Theme.line : parent.width
        height: Theme.landscape ? parent.height : Theme.line
        color: Theme.hair
    }
    Repeater {
        model: ["back", "exit", "help", "speak", "elder"]
        Raised {
            id: key
            required property int index
            required property string modelData
            objectName: "dock." + modelData
            action: false
            radius: Theme.radius
            available: dock.controls[modelData] !== "off"
            selected: dock.lit(modelData)
            name: dock.words(modelData)
            width: dock.keyWidth
            height: dock.keyHeight
            x: Theme.landscape ? Theme.mm(9) : Theme.margin + index * (width + dock.space)
            y: Theme.landscape ? Theme.mm(13) + index * (height + dock.space) : Theme.mm(11.1)
            onActivated: dock.pressed(modelData)
            Column {
                anchors.centerIn: parent
                spacing: Theme.mm(2.2)
                Icon {
                    anchors.horizontalCenter: parent.horizontalCenter
                    name: dock.sign(key.modelData)
                    size: Theme.mm(23.6)
                    tone: key.mark
                }
                Label {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: dock.words(key.modelData)
                    strong: true
                    lineHeight: 1
                    font.pixelSize: Theme.dockLabel
                    color: key.mark
                }
            }
        }
    }
}

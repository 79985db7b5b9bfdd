pragma ComponentBehavior: Bound
import QtQuick
import "../theme"
import "../components"

// The promise to read and the pad to sign on.
Page {
    id: page

    readonly property var tools: body.tools ?? []
    readonly property var lines: body.promise_lines ?? []
    readonly property bool fault: (body.error ?? "") !== ""

    seeHeight: promise.height + Theme.mm(21)
    seeGap: Theme.pick(10.3, 8.9)
    actGap: Theme.pick(9.6, 8.9)

    Sheet {
        width: parent.width
        height: promise.height + Theme.mm(21)
        Column {
            id: promise
            x: Theme.mm(14.8)
            y: Theme.mm(9)
            width: parent.width - 2 * x
            spacing: Theme.mm(2)
            Label {
                width: parent.width
                text: page.body.promise_title ?? ""
                strong: true
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.type(13.3, 17, 6.5)
            }
            Label {
                width: parent.width
                text: page.lines.join("\n")
                lineHeight: Theme.elder ? Theme.lineBody : Theme.lineBody * 1.08
                font.pixelSize: Theme.type(11.1, 14, 6.5)
            }
            Label {
                visible: text !== ""
                width: parent.width
                topPadding: Theme.mm(6)
                text: page.body.promise_note ?? ""
                lineHeight: Theme.lineTitle
                font.pixelSize: Theme.type(10.3, 13.3, 6.5)
                color: Theme.ink2
                Rectangle {
                    y: Theme.mm(2.5)
                    width: parent.width
                    height: Theme.line
                    color: Theme.hair
                }
            }
        }
    }
    more: Item {
        width: parent.width
        height: page.moreBottom - page.moreTop
        Label {
            id: call
            text: page.fault ? page.body.error : Words.signHere
            strong: true
            lineHeight: 1
            font.pixelSize: Theme.type(12.5, 17, 6.5)
            color: page.fault ? Theme.stop : Theme.ink
        }
        Label {
            visible: !page.fault
            anchors.right: parent.right
            anchors.baseline: call.baseline
            width: parent.width - call.width - Theme.mm(6)
            horizontalAlignment: Text.AlignRight
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.type(6.6, 10, 6.5)
            text: Words.name + "  " + (page.body.name ?? "")
            lineHeight: 1
            font.pixelSize: Theme.type(11.1, 14, 6.5)
            color: Theme.ink2
        }
        InkPad {
            y: call.height + Theme.mm(3)
            width: parent.width
            height: tools.y - y - Theme.mm(10.3)
            fault: page.fault
            strokes: page.body.strokes ?? []
            onDrawn: points => page.stroke(points)
        }
        Row {
            id: tools
            y: parent.height - height
            width: parent.width
            spacing: Theme.gutter
            Repeater {
                model: page.tools.length
                QuietPill {
                    required property int index
                    choice: page.tools[index] ?? ({})
                    width: (parent.width - (page.tools.length - 1) * Theme.gutter) / page.tools.length
                    height: Theme.target(27.7, 31)
                    onActivated: page.press(objectName)
                }
            }
        }
    }
    act: Keys {
        width: parent.width
        choices: page.choices
        size: Theme.type(16.2, 22.1, 6.5)
        keyHeight: Theme.target(62, 54)
        onPress: id => page.press(id)
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Bianmin.Bridge 1.0
import "../theme"
import "../components"

// The resident sees the face in a circle; the ring grows with what is done; one hint at a time.
Page {
    id: page

    readonly property real done: Math.max(0, Math.min(1, body.progress ?? 0))
    readonly property var checks: body.checks ?? []

    seeGap: Theme.pick(11.4, 10)
    actGap: Theme.pick(15, 10)

    Item {
        id: stage
        readonly property int diameter: Math.min(parent.width, parent.height - hint.height * 0.55, Theme.pick(266, 300))
        readonly property int ring: Theme.mm(6.6)
        anchors.fill: parent

        Item {
            id: circle
            width: stage.diameter
            height: stage.diameter
            x: (parent.width - width) / 2
            y: Math.max(0, (parent.height - hint.height * 0.55 - height) / 4)
            Rectangle {
                anchors.fill: parent
                anchors.margins: stage.ring
                radius: width / 2
                color: Theme.tint
                Icon {
                    visible: !camera.live
                    anchors.centerIn: parent
                    name: "face"
                    size: Math.round(parent.width * 0.3)
                    tone: Theme.ink2
                }
            }
            CameraPreview {
                id: camera
                anchors.fill: parent
                anchors.margins: stage.ring
            }
            Shape {
                anchors.fill: parent
                preferredRendererType: Shape.GeometryRenderer
                ShapePath {
                    strokeColor: Theme.hair
                    strokeWidth: stage.ring
                    fillColor: "transparent"
                    PathAngleArc {
                        centerX: circle.width / 2
                        centerY: circle.height / 2
                        radiusX: (circle.width - stage.ring) / 2
                        radiusY: radiusX
                        startAngle: 0
                        sweepAngle: 360
                    }
                }
                ShapePath {
                    strokeColor: page.done > 0 ? Theme.accent : "transparent"
                    strokeWidth: stage.ring
                    fillColor: "transparent"
                    capStyle: ShapePath.RoundCap
                    PathAngleArc {
                        centerX: circle.width / 2
                        centerY: circle.height / 2
                        radiusX: (circle.width - stage.ring) / 2
                        radiusY: radiusX
                        startAngle: -90
                        sweepAngle: 360 * page.done
                    }
                }
            }
        }
        HintPill {
            id: hint
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.min(implicitWidth, parent.width)
            height: implicitHeight
            y: circle.y + circle.height - height * 0.45
            text: page.body.hint ?? ""
            icon: page.body.hint_icon ?? ""
        }
    }
    more: Column {
        width: parent.width
        spacing: Theme.pick(10.3, 7)
        Row {
            visible: !Theme.elder && page.checks.length > 0
            width: parent.width
            spacing: Theme.gutter
            Repeater {
                model: page.checks.length
                Rectangle {
                    id: pill
                    required property int index
                    readonly property var check: page.checks[index] ?? ({})
                    width: (parent.width - (page.checks.length - 1) * Theme.gutter) / page.checks.length
                    height: Theme.mm(33.6)
                    radius: height / 2
                    color: Theme.sheet
                    border.width: Theme.line
                    border.color: Theme.hair
                    Row {
                        anchors.centerIn: parent
                        spacing: Theme.mm(5.2)
                        Icon {
                            anchors.verticalCenter: parent.verticalCenter
                            name: pill.check.done ? "check_circle" : "hourglass_empty"
                            size: Theme.mm(14.8)
                        }
                        Label {
                            anchors.verticalCenter: parent.verticalCenter
                            text: pill.check.label ?? ""
                            strong: true
                            lineHeight: 1
                            font.pixelSize: Theme.type(11.1, 14, 6.5)
                        }
                    }
                }
            }
        }
        Label {
            visible: text !== ""
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.body.note ?? ""
            lineHeight: Theme.lineTitle
            font.pixelSize: Theme.type(10.7, 14.8, 6.5)
            color: Theme.ink2
        }
    }
    act: Keys {
        width: parent.width
        choices: page.choices
        size: Theme.type(14.4, 20, 6.5)
        keyHeight: Theme.target(62, 52)
        onPress: id => page.press(id)
    }
}

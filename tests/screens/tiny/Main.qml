import QtQuick
import Bianmin.Bridge 1.0

// The least a shell does: the title, the choices and tiles, the dock, a pad and a preview.
Window {
    id: shell
    required property QtObject bridge
    readonly property var page: bridge.view
    readonly property bool moving: false
    color: "#F5F0E6"

    component Pressable: Rectangle {
        id: pressable
        required property string label
        signal tapped
        width: 200; height: 80; color: "#FFFEFB"; border.color: "#0E4D62"
        Accessible.role: Accessible.Button
        Accessible.name: label
        Text { anchors.centerIn: parent; text: pressable.label; font.pixelSize: 28; color: "#1B2529" }
        MouseArea { anchors.fill: parent; onClicked: pressable.tapped() }
    }
    Column {
        x: 20; y: 20; spacing: 20
        Text { objectName: "title"; text: shell.page.title ?? ""; font.pixelSize: 60; color: "#1B2529" }
        Repeater {
            model: [...(shell.page.choices ?? []), ...(shell.page.body?.tiles ?? [])]
            delegate: Pressable {
                required property var modelData
                objectName: modelData.id
                label: modelData.label
                onTapped: shell.bridge.press(modelData.id)
            }
        }
    }
    Row {
        y: 860; x: 10; spacing: 10
        Repeater {
            model: ["back", "exit", "elder"]
            delegate: Pressable {
                required property string modelData
                objectName: "dock." + modelData
                width: 120; label: modelData
                onTapped: shell.bridge.dock(modelData)
            }
        }
    }
    MouseArea {
        objectName: "sign.pad"
        property var points: []
        x: 20; y: 600; width: 200; height: 100
        onPressed: mouse => points = [[mouse.x * 5, mouse.y * 10]]
        onPositionChanged: mouse => points.push([mouse.x * 5, mouse.y * 10])
        onReleased: shell.bridge.stroke(points)
    }
    CameraPreview {
        objectName: "preview"
        x: 300; y: 600; width: 200; height: 200
        visible: shell.page.page === "face"
    }
}

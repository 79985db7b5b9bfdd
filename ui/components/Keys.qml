pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// The action row: choices side by side in standard mode, one below the other in elder mode.
Item {
    id: keys

    property var choices: []
    property bool wide: Theme.elder
    property int size: Theme.label
    property int keyHeight: Theme.action
    readonly property int count: choices.length
    readonly property int columns: wide ? 1 : count === 4 ? 2 : Math.min(3, Math.max(1, count))
    readonly property int rows: Math.ceil(count / columns)

    signal press(string id)

    implicitHeight: rows * keyHeight + Math.max(0, rows - 1) * Theme.gutter

    Repeater {
        model: keys.count
        Key {
            required property int index
            readonly property int column: index % keys.columns
            choice: keys.choices[index] ?? ({})
            size: keys.size
            width: (keys.width - (keys.columns - 1) * Theme.gutter) / keys.columns
            height: keys.keyHeight
            x: column * (width + Theme.gutter)
            y: Math.floor(index / keys.columns) * (height + Theme.gutter)
            onActivated: keys.press(objectName)
        }
    }
}

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
    // In elder mode the filled key is also the taller one; a pair may be unequal (全部重输 beside 下一步).
    property real firstShare: 0
    // A hint is a second line, and a key with two lines needs air above and below them.
    readonly property bool hinted: choices.some(choice => !!choice.hint)
    readonly property int oneHeight: hinted && !Theme.landscape ? Math.max(keyHeight, Theme.target(62, 65)) : keyHeight
    readonly property int rowGap: Theme.between(8.9, 10.7)
    readonly property int count: choices.length
    readonly property int columns: wide ? 1 : count === 4 ? 2 : Math.min(3, Math.max(1, count))
    readonly property int rows: Math.ceil(count / columns)

    signal press(string id)

    function tall(index: int): int {
        return wide && choices[index]?.filled ? Math.round(oneHeight * 1.2) : oneHeight;
    }

    function rowTop(row: int): int {
        let y = 0;
        for (let above = 0; above < row; above++)
            y += tall(above * columns) + rowGap;
        return y;
    }

    function span(column: int): real {
        const room = width - (columns - 1) * Theme.gutter;
        if (firstShare > 0 && count === 2 && columns === 2)
            return room * (column === 0 ? firstShare : 1 - firstShare);
        return room / columns;
    }

    implicitHeight: count === 0 ? 0 : rowTop(rows) - rowGap

    Repeater {
        model: keys.count
        Key {
            required property int index
            readonly property int column: index % keys.columns
            choice: keys.choices[index] ?? ({})
            size: keys.size
            width: keys.span(column)
            height: keys.tall(index)
            x: column === 0 ? 0 : column * (keys.span(0) + Theme.gutter)
            y: keys.rowTop(Math.floor(index / keys.columns))
            onActivated: keys.press(objectName)
        }
    }
}

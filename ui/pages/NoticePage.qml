import QtQuick
import "../theme"
import "../components"

// One screenful to read. The print shrinks before anything is cut off, down to the least that may be read.
Page {
    id: page

    swapped: wide
    leftShare: 0.36

    Sheet {
        width: parent.width
        height: parent.height
        Label {
            id: words
            // Fitted here and not by Text itself, which forgets the line height and ends a line too low.
            readonly property int least: Theme.type(6.6, 10, 6.5)
            property int size: Theme.type(14.8, 17, 6.5)
            x: Theme.mm(14.8)
            y: Theme.mm(12)
            width: parent.width - 2 * x
            text: (page.body.lines ?? []).join("\n")
            lineHeight: Theme.lineBody * 1.06
            font.pixelSize: size
            onHeightChanged: Qt.callLater(fit)
            Component.onCompleted: Qt.callLater(fit)

            function fit() {
                if (parent.height > 2 * y && height > parent.height - 2 * y && size > least)
                    size -= 1;
            }
        }
    }
    act: Keys {
        width: parent.width
        choices: page.choices
        size: Theme.type(16.2, 22.1, 6.5)
        onPress: id => page.press(id)
    }
}

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
            anchors.fill: parent
            anchors.margins: Theme.mm(14.8)
            text: (page.body.lines ?? []).join("\n")
            lineHeight: Theme.lineBody * 1.06
            font.pixelSize: Theme.type(14.8, 17, 6.5)
            fontSizeMode: Text.VerticalFit
            minimumPixelSize: Theme.type(6.6, 10, 6.5)
        }
    }
    act: Keys {
        width: parent.width
        choices: page.choices
        size: Theme.type(16.2, 22.1, 6.5)
        onPress: id => page.press(id)
    }
}

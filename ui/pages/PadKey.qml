import QtQuick
import "../theme"
import "../components"

// One key of the number pad: a large digit, or 删一位 and 全部重输 with their signs.
Raised {
    id: key

    property string symbol
    readonly property string word: symbol === "erase" ? Words.erase : symbol === "clear" ? Words.clear : ""

    objectName: "key." + symbol
    action: false
    radius: Theme.radius
    name: word !== "" ? word : symbol

    Label {
        visible: key.word === ""
        anchors.centerIn: parent
        text: key.symbol
        strong: true
        lineHeight: 1
        font.pixelSize: Theme.type(31, 35.4, 8)
    }
    Row {
        visible: key.word !== ""
        anchors.centerIn: parent
        spacing: Theme.mm(4.4)
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: key.symbol === "erase" ? "backspace" : "restart_alt"
            size: Theme.landscape ? Theme.mm(14) : Theme.pick(21.4, 22.1)
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: key.word
            strong: true
            lineHeight: 1
            font.pixelSize: Theme.landscape ? Theme.type(11, 13, 6.5) : Theme.type(14, 16.2, 6.5)
            color: Theme.accent
        }
    }
}

import QtQuick
import "../theme"
import "../components"

// The next date, large, and the number of the case in groups.
Column {
    id: numbers

    property var due: null
    property var number: ({})

    spacing: -Theme.mm(2.9)

    Label {
        visible: numbers.due !== null
        width: parent.width
        text: numbers.due?.label ?? ""
        lineHeight: 1
        font.pixelSize: Theme.type(11.8, 15.5, 6.5)
        color: Theme.ink2
    }
    Numeral {
        id: date
        visible: numbers.due !== null
        readonly property int wanted: Theme.type(39, 44.5, 8)
        value: numbers.due?.value ?? ""
        size: Math.min(wanted, Math.floor(wanted * numbers.width / (wanted * 7.2)))
    }
    Item {
        visible: numbers.due !== null
        width: parent.width
        height: Theme.mm(22.3)
        Rectangle {
            y: Theme.mm(9.9)
            width: parent.width
            height: Theme.line
            color: Theme.hair
        }
    }
    Item {
        width: parent.width
        height: label.height + Theme.mm(2.4)
        Label {
            id: label
            text: numbers.number.label ?? ""
            lineHeight: 1
            font.pixelSize: Theme.type(11.8, 15.5, 6.5)
            color: Theme.ink2
        }
        Label {
            visible: !Theme.elder
            anchors.right: parent.right
            anchors.baseline: label.baseline
            text: numbers.number.aside ?? ""
            lineHeight: 1
            font.pixelSize: Theme.small
            color: Theme.ink2
        }
    }
    Label {
        width: parent.width
        text: numbers.number.value ?? ""
        strong: true
        lineHeight: Theme.lineTitle
        font.pixelSize: Theme.type(22, 21.4, 6.5)
        font.wordSpacing: Theme.mm(5.5)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.body
        wrapMode: Text.NoWrap
    }
}

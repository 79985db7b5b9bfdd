import QtQuick
import "../theme"

// A second-rank key: half-round, thin keel, no shadow.
Raised {
    id: pill

    property var choice: ({})

    objectName: choice.id ?? ""
    available: choice.enabled ?? true
    action: false
    casts: false
    keel: Theme.pillKeel
    radius: height / 2
    name: choice.label ?? ""
    why: choice.reason ?? ""
    implicitHeight: Theme.target(25.1, 31)
    implicitWidth: row.width + Theme.mm(22)

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Theme.mm(4.4)
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: pill.choice.icon ?? ""
            size: Theme.pick(12.5, 17.7)
            tone: pill.mark
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: pill.choice.label ?? ""
            strong: true
            wrapMode: Text.NoWrap
            lineHeight: 1
            font.pixelSize: Theme.type(10.3, 14, 6.5)
            color: pill.mark
        }
    }
}

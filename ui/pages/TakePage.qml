import QtQuick
import "../theme"
import "../components"

// Take the card, the paper, your belongings.
Page {
    id: page

    titleSize: Theme.greeting

    Sheet {
        width: parent.width
        height: parent.height
        Illustration {
            anchors.fill: parent
            anchors.margins: Theme.mm(13)
            // The same card as on the page that asks for it, but on its way up.
            name: page.body.picture === "card" ? "take_card" : page.body.picture ?? ""
        }
    }
    more: Reminders {
        width: parent.width
        reminders: page.body.reminders ?? []
    }
    act: Keys {
        width: parent.width
        choices: page.choices
        size: Theme.type(17, 22.1, 6.5)
        keyHeight: Theme.target(62, 66)
        onPress: id => page.press(id)
    }
}

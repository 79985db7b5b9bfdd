import QtQuick
import "../theme"

// What is read: flat, with a hair outline.
Rectangle {
    radius: Theme.radius
    color: Theme.sheet
    border.width: Theme.line
    border.color: Theme.hair
}

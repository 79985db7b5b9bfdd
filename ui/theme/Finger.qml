pragma Singleton
import QtQuick

// Tells the window that a finger came down on something that keeps the touch for itself.
QtObject {
    signal down
}

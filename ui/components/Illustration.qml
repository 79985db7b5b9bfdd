import QtQuick

// An illustration of this machine, drawn as large as fits. `part` splits off the part that moves.
Image {
    property string name
    property string part: ""
    // Not drawn for the sizes a page passes through while it is being laid out.
    property bool placed: false

    fillMode: Image.PreserveAspectFit
    sourceSize.width: width
    sourceSize.height: height
    source: !placed || name === "" || width <= 0 || height <= 0 ? "" : "image://art/" + name + (part === "" ? "" : "?layer=" + part)
    Accessible.ignored: true
    Component.onCompleted: placed = true
}

import QtQuick

// An illustration of this machine, drawn as large as fits. `layer` splits off the part that moves.
Image {
    property string name
    property string layer: ""

    fillMode: Image.PreserveAspectFit
    sourceSize.width: width
    sourceSize.height: height
    source: name === "" || width <= 0 || height <= 0 ? "" : "image://art/" + name + (layer === "" ? "" : "?layer=" + layer)
    Accessible.ignored: true
}

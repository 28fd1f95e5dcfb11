import QtQuick
import Kiosk.Theme

// A Tabler outline icon by name, in one colour; sharp at any size.
Image {
    id: icon

    required property string name
    property color colour: Theme.colours.accent
    property real size: Theme.icon
    property real stroke: 1.75

    width: size
    height: size
    sourceSize: Qt.size(Math.round(size), Math.round(size))
    source: name === "" ? "" : "image://icon/%1/%2/%3".arg(name).arg(String(colour).slice(-6)).arg(stroke)
    asynchronous: false
}

import QtQuick
import Kiosk.Theme

// The mark of the hall, until a city brings its own.
Rectangle {
    id: emblem

    property real size: Theme.tileIcon

    implicitWidth: size
    implicitHeight: size
    radius: Theme.smallRadius
    color: Theme.colours.primary

    Icon {
        anchors.centerIn: parent
        name: "building-community"
        colour: Theme.colours.inkOnPrimary
        size: Math.round(emblem.size * 0.6)
    }
}

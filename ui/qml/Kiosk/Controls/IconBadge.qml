import QtQuick
import Kiosk.Theme

// An icon on a soft square, in front of a title.
Rectangle {
    id: badge

    required property string name
    property color colour: Theme.colours.accent
    property real size: Theme.tileIcon

    implicitWidth: size
    implicitHeight: size
    radius: Theme.smallRadius
    color: Theme.colours.accentSoft

    Icon {
        anchors.centerIn: parent
        name: badge.name
        colour: badge.colour
        size: Math.round(badge.size * 0.58)
    }
}

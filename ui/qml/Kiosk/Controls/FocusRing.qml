import QtQuick
import Kiosk.Theme

// Where the keypad stands: a ring outside the control, light and dark so that it shows anywhere.
Rectangle {
    z: 10
    anchors.margins: -Theme.focusRing
    color: "transparent"
    radius: Theme.radius + Theme.focusRing
    border.width: Theme.focusRing
    border.color: Theme.colours.focus
}

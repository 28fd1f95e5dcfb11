import QtQuick
import Kiosk.Theme

// A white sheet on the page: groups what belongs together.
Rectangle {
    color: Theme.colours.surface
    radius: Theme.radius
    border.width: Theme.line
    border.color: Theme.colours.cardEdge
}

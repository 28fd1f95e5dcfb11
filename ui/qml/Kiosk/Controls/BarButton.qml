import QtQuick
import Kiosk.Theme

// One choice of the bottom bar: an icon over its word, or beside it where the bar is low.
Pressable {
    id: button

    required property string icon
    property string text: name
    property bool beside: Theme.landscape
    property bool on: false

    readonly property real room: width - 2 * Theme.smallGap

    minimum: Theme.target

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.smallGap / 2
        radius: Theme.radius
        visible: button.pressed || button.on
        color: button.pressed ? Theme.colours.pressed : Theme.colours.accentSoft
        border.width: button.on ? Theme.line : 0
        border.color: Theme.colours.accent
    }

    Grid {
        id: grid

        anchors.centerIn: parent
        columns: button.beside ? 2 : 1
        spacing: button.beside ? Theme.gap : Theme.smallGap * 0.6
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        Icon {
            id: picture

            visible: button.beside ? label.implicitWidth + width + grid.spacing <= button.room : label.height + height + grid.spacing <= button.height
            name: button.icon
            size: Theme.barIcon
            colour: button.on ? Theme.colours.accent : Theme.colours.ink
        }

        Label {
            id: label

            width: Math.min(implicitWidth, button.room)
            type: Theme.frame
            font.weight: Font.Medium
            color: button.on ? Theme.colours.accent : Theme.colours.ink
            horizontalAlignment: button.beside && picture.visible ? Text.AlignLeft : Text.AlignHCenter
            text: button.text
            spoken: false
        }
    }
}

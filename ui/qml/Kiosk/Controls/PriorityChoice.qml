import QtQuick
import Kiosk.Theme

// One answer to "who goes ahead": picture, words and a ring that closes, never colour alone.
Pressable {
    id: choice

    required property string icon

    checkable: true
    minimum: Math.round(Theme.target * (Theme.landscape ? 1.15 : 1.45))
    implicitHeight: Math.max(minimum, label.implicitHeight + 2 * Theme.smallGap)

    Accessible.role: Accessible.RadioButton

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        opacity: choice.enabled || choice.checked ? 1 : 0.4
        color: choice.pressed ? Theme.colours.pressed : choice.checked ? Theme.colours.accentSoft : Theme.colours.surface
        border.width: choice.checked ? 2 * Theme.strongLine : Theme.strongLine
        border.color: choice.checked ? Theme.colours.accent : Theme.colours.controlEdge

        Icon {
            id: picture

            x: Theme.gap
            anchors.verticalCenter: parent.verticalCenter
            name: choice.icon
            size: Math.round(Theme.icon * (0.9 + 0.3 * Theme.textScale))
            colour: choice.checked ? Theme.colours.accent : Theme.colours.ink
        }

        Label {
            id: label

            anchors {
                left: picture.right
                right: ring.left
                leftMargin: Math.round(Theme.gap * 0.75)
                rightMargin: Theme.smallGap
                verticalCenter: parent.verticalCenter
            }
            type: choice.checked ? Theme.strong : Theme.body
            color: choice.checked ? Theme.colours.accent : Theme.colours.ink
            text: choice.name
            spoken: false
        }

        Icon {
            id: ring

            x: parent.width - width - Math.round(Theme.gap * 0.75)
            anchors.verticalCenter: parent.verticalCenter
            name: choice.checked ? "circle-check" : "circle"
            colour: choice.checked ? Theme.colours.accent : Theme.colours.controlEdge
        }
    }
}

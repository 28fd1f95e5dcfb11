import QtQuick
import Kiosk.Theme

// One answer to "who goes ahead": picture, words and a ring that closes, never colour alone.
Pressable {
    id: choice

    required property string icon

    readonly property real side: Theme.cramped ? Theme.smallGap : Theme.gap

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

            x: choice.side
            anchors.verticalCenter: parent.verticalCenter
            name: choice.icon
            size: Math.round(Theme.icon * 1.2)
            colour: choice.checked ? Theme.colours.accent : Theme.colours.ink
        }

        Label {
            id: label

            anchors {
                left: picture.right
                right: ring.left
                leftMargin: choice.side
                rightMargin: Theme.smallGap
                verticalCenter: parent.verticalCenter
            }
            type: Theme.cramped ? Theme.body : Theme.large
            font.weight: choice.checked ? Font.DemiBold : Font.Normal
            color: choice.checked ? Theme.colours.accent : Theme.colours.ink
            text: choice.name
            spoken: false
        }

        Icon {
            id: ring

            x: parent.width - width - choice.side
            anchors.verticalCenter: parent.verticalCenter
            name: choice.checked ? "circle-check" : "circle"
            colour: choice.checked ? Theme.colours.accent : Theme.colours.controlEdge
        }
    }
}

import QtQuick
import Kiosk.Theme

// A button with words. `primary` is the one thing a screen is for: one on a screen.
Pressable {
    id: button

    property string text: name
    property string icon: ""
    property bool primary: false
    property bool onDeep: false
    property TypeStyle type: primary ? Theme.heading : Theme.strong

    readonly property color ink: primary ? Theme.colours.inkOnPrimary : onDeep ? Theme.colours.inkOnDeep : Theme.colours.ink

    minimum: primary ? Theme.primaryTarget : Theme.target
    implicitWidth: Math.max(minimum, measure.implicitWidth + (icon === "" ? 0 : Theme.icon + Theme.gap) + 2 * Theme.inset)
    implicitHeight: Math.max(minimum, label.implicitHeight + 2 * Theme.smallGap)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        opacity: button.enabled ? 1 : 0.4
        color: button.primary ? (button.pressed ? Theme.colours.primaryPressed : Theme.colours.primary) : button.onDeep ? (button.pressed ? Theme.colours.deepRaised : "transparent") : (button.pressed ? Theme.colours.pressed : Theme.colours.surface)
        border.width: button.primary ? 0 : Theme.strongLine
        border.color: button.onDeep ? Theme.colours.inkSoftOnDeep : Theme.colours.controlEdge
    }

    // How wide the words are on one line, so that a layout can give the button its room.
    TextMetrics {
        id: measure

        readonly property real implicitWidth: Math.ceil(advanceWidth)
        font: label.font
        text: button.text
    }

    Row {
        anchors.centerIn: parent
        spacing: Theme.gap

        Icon {
            visible: button.icon !== ""
            anchors.verticalCenter: parent.verticalCenter
            name: button.icon
            colour: button.ink
        }

        Label {
            id: label

            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(Math.ceil(measure.implicitWidth) + 1, button.width - 2 * Theme.inset - (button.icon === "" ? 0 : Theme.icon + Theme.gap))
            type: button.type
            color: button.ink
            text: button.text
            horizontalAlignment: button.icon === "" ? Text.AlignHCenter : Text.AlignLeft
            spoken: false
        }
    }
}

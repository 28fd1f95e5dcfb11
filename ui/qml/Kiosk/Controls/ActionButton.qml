import QtQuick
import Kiosk.Theme

// A button with words. `primary` is the one thing a screen is for: one on a screen.
Pressable {
    id: button

    property string text: name
    // A second fact, on the same line while there is room for it.
    property string about: ""
    property string icon: ""
    property bool trailing: false
    property bool primary: false
    property bool onDeep: false
    property TypeStyle type: primary ? Theme.heading : Theme.strong

    // A primary action that cannot be done yet: its words stay readable, its colour does not invite.
    readonly property bool notYet: primary && !enabled && !onDeep

    readonly property color ink: notYet ? Theme.colours.inkSoft : primary ? (onDeep ? Theme.colours.deep : Theme.colours.inkOnPrimary) : onDeep ? Theme.colours.inkOnDeep : Theme.colours.ink
    readonly property color ground: notYet ? Theme.colours.sunken : primary ? (onDeep ? Theme.colours.inkOnDeep : Theme.colours.primary) : onDeep ? "transparent" : Theme.colours.surface
    readonly property color groundPressed: primary ? (onDeep ? Theme.colours.inkSoftOnDeep : Theme.colours.primaryPressed) : onDeep ? Theme.colours.deepRaised : Theme.colours.pressed
    readonly property real iconRoom: icon === "" ? 0 : Theme.icon + (text === "" ? 0 : Theme.gap)
    readonly property real room: width - 2 * Theme.inset - iconRoom
    readonly property string oneLine: about === "" ? text : text + " · " + about

    description: about
    minimum: primary ? Theme.primaryTarget : Theme.target
    implicitWidth: Math.max(minimum, measure.natural + iconRoom + 2 * Theme.inset)
    implicitHeight: Math.max(minimum, label.implicitHeight + 2 * Theme.smallGap)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: button.pressed ? button.groundPressed : button.ground
        border.width: button.primary && !button.notYet ? 0 : Theme.strongLine
        border.color: !button.enabled ? Theme.colours.hairline : button.onDeep ? Theme.colours.inkSoftOnDeep : Theme.colours.controlEdge
    }

    // How wide the words are on one line, so that a layout can give the button its room.
    TextMetrics {
        id: measure

        readonly property real natural: Math.ceil(advanceWidth) + 2

        font: label.font
        text: button.oneLine
    }

    TextMetrics {
        id: longerLine

        font: label.font
        text: button.about.length > button.text.length ? button.about : button.text
    }

    Row {
        anchors.centerIn: parent
        spacing: Theme.gap
        layoutDirection: button.trailing ? Qt.RightToLeft : Qt.LeftToRight
        opacity: button.enabled || button.notYet ? 1 : 0.35

        Icon {
            visible: button.icon !== ""
            anchors.verticalCenter: parent.verticalCenter
            name: button.icon
            colour: button.ink
        }

        Label {
            id: label

            readonly property bool oneLine: button.about === "" || measure.natural <= button.room

            visible: text !== ""
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(oneLine ? measure.natural : Math.ceil(longerLine.advanceWidth) + 2, button.room)
            type: button.type
            color: button.ink
            text: oneLine ? button.oneLine : button.text + "\n" + button.about
            horizontalAlignment: button.icon === "" ? Text.AlignHCenter : Text.AlignLeft
            spoken: false
        }
    }
}

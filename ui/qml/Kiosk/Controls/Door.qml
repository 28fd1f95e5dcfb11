import QtQuick
import Kiosk.Theme

// A large way into something: an icon, a title, a line about it.
Pressable {
    id: door

    required property string icon
    property string text: name
    property string about: ""
    property bool primary: false
    // The icon beside the words, for a door that is wider than high.
    property bool wide: false

    readonly property color ink: primary ? Theme.colours.inkOnPrimary : Theme.colours.ink
    readonly property real iconSize: primary ? Theme.bigIcon : Theme.tileIcon
    readonly property real textWidth: width - 2 * inset - (wide ? iconSize + Theme.bigGap : 0)
    readonly property real inset: Theme.inset * 1.2

    description: about
    minimum: Theme.primaryTarget
    implicitHeight: Math.max(minimum, (wide ? Math.max(words.height, iconSize) : words.height + iconSize + Theme.bigGap) + 2 * inset)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: door.primary ? (door.pressed ? Theme.colours.primaryPressed : Theme.colours.primary) : (door.pressed ? Theme.colours.pressed : Theme.colours.surface)
        border.width: door.primary ? 0 : Theme.line
        border.color: Theme.colours.cardEdge
    }

    Icon {
        x: door.inset
        y: door.wide ? (door.height - height) / 2 : door.inset
        visible: door.primary
        name: door.icon
        size: door.iconSize
        stroke: 1.6
        colour: door.ink
    }

    IconBadge {
        x: door.inset
        y: door.wide ? (door.height - height) / 2 : door.inset
        visible: !door.primary
        name: door.icon
    }

    Column {
        id: words

        x: door.inset + (door.wide ? door.iconSize + Theme.bigGap : 0)
        y: door.wide ? (door.height - height) / 2 : door.height - height - door.inset
        width: door.textWidth
        spacing: Theme.smallGap * 0.5

        Label {
            width: parent.width
            type: door.primary ? Theme.doorTitle : Theme.heading
            color: door.ink
            text: door.text
            spoken: false
        }

        Label {
            width: parent.width
            visible: text !== ""
            type: door.primary ? Theme.body : Theme.small
            color: door.primary ? Theme.colours.inkSoftOnPrimary : Theme.colours.inkSoft
            text: door.about
            spoken: false
        }
    }
}

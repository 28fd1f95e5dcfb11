import QtQuick
import Kiosk.Theme

// A service as a tile: what, where, and who waits now. `facts` is one more line of what is known.
Pressable {
    id: tile

    required property string icon
    property string text: name
    property string agency: ""
    property string facts: ""
    property int waiting: -1
    property int waitLow: 0
    property int waitHigh: 0
    property string refusal: ""
    property bool framed: true

    readonly property bool showsIcon: width > Theme.strong.px * 9.5

    description: [text === name ? "" : text, agency, facts, queue.text].filter(text => text !== "").join(", ")
    implicitHeight: Math.max(minimum, Math.max(words.implicitHeight, showsIcon ? badge.height : 0) + 2 * Theme.gap)

    Card {
        anchors.fill: parent
        visible: tile.framed
        color: tile.pressed ? Theme.colours.pressed : Theme.colours.surface
    }

    IconBadge {
        id: badge

        x: Theme.inset * 0.9
        anchors.verticalCenter: parent.verticalCenter
        visible: tile.showsIcon
        name: tile.icon
    }

    Column {
        id: words

        anchors {
            left: tile.showsIcon ? badge.right : parent.left
            leftMargin: Theme.inset * 0.9
            right: parent.right
            rightMargin: Theme.inset * 0.6
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.px(0.6 * Theme.fit)

        Label {
            width: parent.width
            type: Theme.strong
            text: tile.text
            spoken: false
        }

        Label {
            width: parent.width
            visible: text !== ""
            type: Theme.small
            color: Theme.colours.inkSoft
            text: tile.agency
            spoken: false
        }

        Label {
            width: parent.width
            visible: text !== ""
            type: Theme.small
            color: Theme.colours.inkSoft
            text: tile.facts
            spoken: false
        }

        QueueLine {
            id: queue

            width: parent.width
            waiting: tile.waiting
            low: tile.waitLow
            high: tile.waitHigh
            refusal: tile.refusal
            spoken: false
        }
    }
}

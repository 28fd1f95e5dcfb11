import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Where to begin, in every language this kiosk speaks: looks like the button that the whole screen is.
Rectangle {
    id: invitation

    readonly property string text: "Sentuh layar untuk mulai"
    readonly property string other: "Touch the screen to begin"

    implicitHeight: words.height + 2 * Theme.inset * 1.4
    height: implicitHeight
    radius: Theme.radius
    color: Theme.colours.primary

    Row {
        anchors.centerIn: parent
        spacing: Theme.bigGap

        Icon {
            id: hand

            anchors.verticalCenter: parent.verticalCenter
            name: "hand-finger"
            colour: Theme.colours.inkOnPrimary
            size: Theme.bigIcon
            stroke: 1.5
        }

        Column {
            id: words

            readonly property real room: invitation.width - hand.width - Theme.bigGap - 2 * Theme.inset

            Label {
                width: Math.min(Math.ceil(implicitWidth), words.room)
                type: Theme.title
                color: Theme.colours.inkOnPrimary
                text: invitation.text
            }

            Label {
                width: Math.min(Math.ceil(implicitWidth), words.room)
                type: Theme.large
                color: Theme.colours.inkSoftOnPrimary
                text: invitation.other
            }
        }
    }
}

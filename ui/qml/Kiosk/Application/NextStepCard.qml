import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// What the applicant should do now, set apart from what only informs.
Rectangle {
    id: card

    required property string text

    implicitHeight: words.height + 2 * Theme.gap
    height: implicitHeight
    radius: Theme.radius
    color: Theme.colours.accentSoft
    border.width: Theme.line
    border.color: Theme.colours.accent

    Icon {
        id: picture

        x: Theme.inset
        anchors.verticalCenter: words.verticalCenter
        name: "clipboard-list"
        size: Math.round(Theme.icon * 1.3)
    }

    Column {
        id: words

        x: picture.x + picture.width + Theme.gap
        y: Theme.gap
        width: parent.width - x - Theme.inset
        spacing: Theme.px(0.8 * Theme.fit)

        Label {
            width: parent.width
            type: Theme.small
            color: Theme.colours.accent
            text: qsTr("Yang perlu Anda lakukan")
        }

        Label {
            width: parent.width
            type: Theme.strong
            text: card.text
        }
    }
}

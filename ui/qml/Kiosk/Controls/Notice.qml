import QtQuick
import Kiosk.Theme

// Something a visitor should know before going on, in words and with an icon.
Rectangle {
    id: notice

    property string icon: "info-circle"
    property string text: ""
    property string about: ""

    implicitHeight: words.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.colours.warningSoft
    border.width: Theme.line
    border.color: Theme.colours.warning

    Icon {
        id: picture

        x: Theme.inset
        anchors.verticalCenter: parent.verticalCenter
        name: notice.icon
        colour: Theme.colours.warning
    }

    Column {
        id: words

        anchors {
            left: picture.right
            leftMargin: Theme.gap
            right: parent.right
            rightMargin: Theme.inset
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.px(0.6 * Theme.fit)

        Label {
            width: parent.width
            visible: text !== ""
            type: Theme.strong
            color: Theme.colours.warning
            text: notice.text
        }

        Label {
            width: parent.width
            visible: text !== ""
            type: Theme.small
            color: Theme.colours.warning
            text: notice.about
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls

// What happened, what to do, where help is: words instead of a dead end.
ColumnLayout {
    id: message

    required property string icon
    required property string title
    required property string text
    required property string detail
    required property string help

    spacing: Theme.cramped ? Theme.gap : Theme.bigGap

    IconBadge {
        visible: !Theme.cramped
        name: message.icon
        size: Math.round(Theme.tileIcon * 1.4)
    }

    Label {
        Layout.fillWidth: true
        type: Theme.title
        text: message.title
    }

    Label {
        Layout.fillWidth: true
        visible: text !== ""
        color: Theme.colours.inkSoft
        text: message.text
    }

    Card {
        Layout.fillWidth: true
        visible: message.detail !== ""
        implicitHeight: detail.implicitHeight + 2 * Theme.inset

        Label {
            id: detail

            anchors.verticalCenter: parent.verticalCenter
            x: Theme.inset
            width: parent.width - 2 * Theme.inset
            type: Theme.heading
            text: message.detail
        }
    }

    RowLayout {
        Layout.fillWidth: true
        visible: message.help !== ""
        spacing: Theme.gap

        Icon {
            Layout.alignment: Qt.AlignTop
            name: "user-question"
        }

        Label {
            Layout.fillWidth: true
            text: message.help
        }
    }
}

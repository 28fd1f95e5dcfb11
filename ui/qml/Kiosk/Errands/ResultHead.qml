import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Which application this is, and what the applicant should do now.
Column {
    id: head

    required property ApplicationResult result

    spacing: Theme.gap

    Label {
        width: parent.width
        color: Theme.colours.inkSoft
        text: head.result?.agency ?? ""
    }

    ScreenTitle {
        width: parent.width
        text: head.result?.service ?? ""
    }

    Rectangle {
        width: parent.width
        height: words.height + 2 * Theme.gap
        visible: todo.text !== ""
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
                id: todo

                width: parent.width
                type: Theme.strong
                text: head.result?.nextStep ?? ""
            }
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.ViewModels

// Where you are, what time it is, and how the line is doing, in words (UX-13).
Rectangle {
    id: header

    required property HallViewModel hall

    implicitHeight: Math.max(Theme.px(33 * Theme.fit), row.implicitHeight + 2 * Theme.gap)
    color: Theme.colours.surface

    RowLayout {
        id: row

        anchors {
            fill: parent
            leftMargin: Theme.margin
            rightMargin: Theme.margin
        }
        spacing: Theme.gap * 1.5

        Emblem {}

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Label {
                Layout.fillWidth: true
                type: Theme.frameStrong
                text: header.hall.name
            }

            Label {
                Layout.fillWidth: true
                type: Theme.frame
                color: Theme.colours.inkSoft
                text: header.hall.place
                visible: text !== "" && !Theme.tight
            }
        }

        ColumnLayout {
            Layout.maximumWidth: header.width * 0.48
            spacing: 0

            Label {
                Layout.fillWidth: true
                type: Theme.clock
                text: header.hall.time
                horizontalAlignment: Text.AlignRight
            }

            LineState {
                Layout.fillWidth: true
                hall: header.hall
            }
        }
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.line
        color: Theme.colours.hairline
    }
}

import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Which hall, and what time.
Item {
    id: head

    required property HallViewModel hall

    implicitHeight: Math.max(emblem.height, names.height, clock.height)
    height: implicitHeight

    Emblem {
        id: emblem

        anchors.verticalCenter: parent.verticalCenter
    }

    Column {
        id: names

        anchors {
            left: emblem.right
            leftMargin: Theme.gap * 1.5
            right: clock.left
            rightMargin: Theme.gap
            verticalCenter: parent.verticalCenter
        }

        Label {
            width: parent.width
            type: Theme.frameStrong
            color: Theme.colours.inkOnDeep
            text: head.hall.name
        }

        Label {
            width: parent.width
            type: Theme.frame
            color: Theme.colours.inkSoftOnDeep
            text: head.hall.place
        }
    }

    Column {
        id: clock

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter

        Label {
            anchors.right: parent.right
            type: Theme.clock
            color: Theme.colours.inkOnDeep
            text: head.hall.time
        }

        Label {
            anchors.right: parent.right
            type: Theme.frame
            color: Theme.colours.inkSoftOnDeep
            text: head.hall.date
        }
    }
}

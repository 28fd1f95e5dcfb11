pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Nobody is there: which hall, what can be done here, who is called. Any touch wakes and does
// nothing else (UX-56); no animation runs. The picture moves a little every minute, so that a panel
// that shows it all night keeps nothing of it (UX-55).
Rectangle {
    id: screen

    required property AttractViewModel viewModel

    readonly property HallViewModel hall: viewModel.hall
    readonly property int drift: Theme.px(1) * [0, 1, 2, 1][hall.minute % 4]
    readonly property real inner: width - 2 * Theme.margin
    readonly property real half: Theme.landscape ? Math.round(inner * 0.52) : inner

    color: Theme.colours.deep

    Pressable {
        id: wake

        anchors.fill: parent
        focus: true
        ringed: false
        name: invitation.text + ". " + invitation.other
        onActivated: screen.viewModel.wake()
    }

    Item {
        anchors.fill: parent
        anchors.margins: Theme.margin
        transform: Translate {
            x: screen.drift
            y: screen.drift
        }

        AttractHead {
            id: head

            width: parent.width
            hall: screen.hall
        }

        AttractWelcome {
            id: welcome

            y: head.height + ((Theme.landscape ? invitation.y : parent.height * 0.56) - head.height - height) / 2
            width: screen.half
        }

        NowCallingStrip {
            id: strip

            x: Theme.landscape ? parent.width - width : 0
            y: Theme.landscape ? welcome.y : Math.round(parent.height * 0.57)
            width: Theme.landscape ? Math.round(screen.inner * 0.4) : screen.inner
            most: Theme.landscape ? 2 : 4
            room: Theme.landscape ? parent.height * 0.55 : 0
            onDeep: true
            nowCalling: screen.viewModel.nowCalling
            hall: screen.hall
        }

        AttractInvitation {
            id: invitation

            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
}

import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The left side of Home on a wide panel: what is only read.
Item {
    id: reading

    required property HomeViewModel viewModel

    Column {
        id: words

        width: parent.width
        spacing: Theme.bigGap

        Greeting {
            width: parent.width
            hour: reading.viewModel.hall.hour
        }

        ClosedNotice {
            width: parent.width
            hall: reading.viewModel.hall
        }
    }

    NowCallingStrip {
        id: strip

        anchors.top: words.bottom
        anchors.topMargin: Theme.bigGap
        width: parent.width
        room: parent.height - words.height - Theme.bigGap
        most: 2
        nowCalling: reading.viewModel.nowCalling
        hall: reading.viewModel.hall
    }
}

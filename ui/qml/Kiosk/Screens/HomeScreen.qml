import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

Item {
    id: screen

    required property HomeViewModel viewModel

    NowCallingStrip {
        x: Theme.margin
        y: Theme.margin
        width: parent.width - 2 * Theme.margin
        nowCalling: screen.viewModel.nowCalling
        hall: screen.viewModel.hall
    }
}

import Kiosk.Controls
import Kiosk.ViewModels

// The one button of the form; while the desk is asked it says so.
ActionButton {
    required property TakeNumberViewModel viewModel

    primary: true
    icon: viewModel.asking ? "hourglass" : "ticket"
    name: viewModel.asking ? qsTr("Mohon tunggu") : qsTr("Ambil nomor")
    onActivated: viewModel.take()
}

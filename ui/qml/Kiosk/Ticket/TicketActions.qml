import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One primary action: the answer about the paper while it is asked, else the end.
GridLayout {
    id: actions

    required property TicketViewModel viewModel

    readonly property bool asked: viewModel.paper === "unknown"
    readonly property int seconds: viewModel.countDown.secondsLeft

    // Beside each other while both fit, else under each other.
    readonly property bool beside: second.implicitWidth + first.implicitWidth + columnSpacing <= width

    columns: beside ? 2 : 1
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap

    ActionButton {
        id: second

        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        onDeep: true
        name: actions.viewModel.mayReprint ? (actions.asked ? qsTr("Belum, cetak ulang") : qsTr("Cetak lagi")) : qsTr("Tambah layanan lain")
        icon: actions.viewModel.mayReprint ? "printer" : ""
        onActivated: actions.viewModel.mayReprint ? actions.viewModel.printAgain() : actions.viewModel.takeAnother()
    }

    ActionButton {
        id: first

        Layout.fillWidth: true
        Layout.preferredWidth: 1
        primary: true
        onDeep: true
        name: actions.asked ? qsTr("Ya, sudah keluar") : qsTr("Selesai")
        text: actions.seconds > 0 ? qsTr("%1 · %2").arg(name).arg(actions.seconds) : name
        onActivated: actions.asked ? actions.viewModel.paperCame() : actions.viewModel.finish()
    }
}

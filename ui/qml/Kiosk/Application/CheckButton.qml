import Kiosk.Controls
import Kiosk.ViewModels

// The way on from what is typed; while the desk is asked it says so.
ActionButton {
    required property CheckApplicationViewModel viewModel

    readonly property bool asking: viewModel.step === "asking"

    primary: true
    enabled: viewModel.entry.complete
    icon: asking ? "hourglass" : ""
    name: asking ? qsTr("Mohon tunggu") : viewModel.entry.onFactor ? qsTr("Lihat permohonan") : qsTr("Lanjut")
    onActivated: viewModel.proceed()
}

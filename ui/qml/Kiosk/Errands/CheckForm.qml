import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One number at a time: read above, type below; left and right in landscape.
GridLayout {
    id: form

    required property CheckApplicationViewModel viewModel

    readonly property ApplicationEntry entry: viewModel.entry
    readonly property bool asking: viewModel.step === "asking"
    readonly property bool onFactor: entry.onFactor

    columns: Theme.landscape ? 2 : 1
    columnSpacing: Theme.margin
    rowSpacing: Theme.cramped ? Theme.gap : Theme.bigGap

    ColumnLayout {
        Layout.fillWidth: true
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: 1
        spacing: Theme.gap

        Label {
            Layout.fillWidth: true
            type: Theme.small
            color: Theme.colours.inkSoft
            text: qsTr("Langkah %1 dari 2").arg(form.onFactor ? 2 : 1)
        }

        ScreenTitle {
            Layout.fillWidth: true
            text: form.onFactor ? qsTr("Empat angka telepon Anda") : qsTr("Cek permohonan")
        }

        Label {
            Layout.fillWidth: true
            color: Theme.colours.inkSoft
            text: form.onFactor ? qsTr("Ketik empat angka terakhir nomor telepon yang Anda tulis di formulir.") : qsTr("Ketik 12 angka nomor permohonan pada tanda terima.")
        }

        DigitSlots {
            Layout.fillWidth: true
            Layout.topMargin: Theme.gap
            name: form.onFactor ? qsTr("Empat angka telepon") : qsTr("Nomor permohonan")
            places: form.onFactor ? 4 : 12
            digits: form.onFactor ? form.entry.factor : form.entry.trackingNumber
            wrong: form.entry.mistyped
        }

        Notice {
            Layout.fillWidth: true
            visible: form.entry.mistyped
            icon: "alert-triangle"
            text: qsTr("Ada angka yang keliru")
            about: qsTr("Cocokkan kembali dengan tanda terima, lalu hapus dan ketik ulang.")
            Accessible.role: Accessible.AlertMessage
            Accessible.name: text + ". " + about
        }

        ActionButton {
            visible: form.onFactor
            enabled: !form.entry.empty && !form.entry.revealed && !form.asking
            icon: "eye"
            name: qsTr("Tampilkan sebentar")
            onActivated: form.entry.reveal()
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.maximumHeight: Number.POSITIVE_INFINITY
        Layout.preferredWidth: 1
        spacing: Theme.cramped ? Theme.gap : Theme.bigGap

        Item {
            Layout.fillHeight: true
        }

        Keypad {
            Layout.fillWidth: true
            Layout.fillHeight: true
            // As much as there is, before any spare room goes above it.
            Layout.preferredHeight: 4 * Theme.px(1000)
            enabled: !form.asking
            empty: form.entry.empty
            onDigit: digit => form.entry.press(digit)
            onCleared: form.entry.clear()
            onTakenBack: form.entry.backspace()
        }

        ActionButton {
            Layout.fillWidth: true
            primary: true
            enabled: form.entry.complete
            icon: form.asking ? "hourglass" : ""
            name: form.asking ? qsTr("Mohon tunggu") : form.onFactor ? qsTr("Lihat permohonan") : qsTr("Lanjut")
            onActivated: form.viewModel.proceed()
        }
    }
}

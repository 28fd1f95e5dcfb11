import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What is asked, what is typed so far, and what is wrong with it.
ColumnLayout {
    id: question

    required property ApplicationEntry entry
    required property bool asking

    readonly property bool onFactor: entry.onFactor

    spacing: Theme.gap

    Label {
        Layout.fillWidth: true
        visible: !Theme.dense
        type: Theme.small
        color: Theme.colours.inkSoft
        text: qsTr("Langkah %1 dari 2").arg(question.onFactor ? 2 : 1)
    }

    ScreenTitle {
        Layout.fillWidth: true
        text: question.onFactor ? qsTr("Empat angka telepon Anda") : qsTr("Cek permohonan")
    }

    Label {
        Layout.fillWidth: true
        // What is wrong matters more than what was asked.
        visible: !(Theme.cramped && question.entry.mistyped) && !(Theme.low && question.onFactor)
        color: Theme.colours.inkSoft
        text: question.onFactor ? qsTr("Ketik empat angka terakhir nomor telepon yang Anda tulis di formulir.") : qsTr("Ketik 12 angka nomor permohonan pada tanda terima.")
    }

    DigitSlots {
        Layout.fillWidth: true
        Layout.topMargin: Theme.dense ? 0 : Theme.gap
        name: question.onFactor ? qsTr("Empat angka telepon") : qsTr("Nomor permohonan")
        places: question.onFactor ? 4 : 12
        digits: question.onFactor ? question.entry.factor : question.entry.trackingNumber
        wrong: question.entry.mistyped
    }

    Notice {
        Layout.fillWidth: true
        visible: question.entry.mistyped
        icon: "alert-triangle"
        text: qsTr("Ada angka yang keliru")
        about: Theme.dense ? "" : qsTr("Cocokkan kembali dengan tanda terima, lalu hapus dan ketik ulang.")
        Accessible.role: Accessible.AlertMessage
        Accessible.name: text + ". " + about
    }

    ActionButton {
        visible: question.onFactor
        enabled: !question.entry.empty && !question.entry.revealed && !question.asking
        icon: "eye"
        name: qsTr("Tampilkan sebentar")
        onActivated: question.entry.reveal()
    }
}

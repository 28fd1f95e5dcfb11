import QtQuick
import Kiosk.Controls
import Kiosk.ViewModels

// Why there is no answer, and the way on: type again, try again, or ask a person.
NoticePage {
    id: page

    required property CheckApplicationViewModel viewModel

    readonly property string code: viewModel.refusal

    icon: code === "too-many-tries" ? "lock" : code === "application-not-found" ? "file-search" : "cloud-off"
    title: {
        switch (code) {
        case "application-not-found":
            return qsTr("Permohonan tidak ditemukan");
        case "too-many-tries":
            return qsTr("Terlalu banyak percobaan");
        default:
            return qsTr("Belum dapat mencari");
        }
    }
    text: {
        switch (code) {
        case "application-not-found":
            return qsTr("Nomor permohonan dan angka telepon tidak cocok. Cocokkan kembali dengan tanda terima.");
        case "too-many-tries":
            return viewModel.retryMinutes > 0 ? qsTr("Silakan coba lagi dalam %n menit.", "", viewModel.retryMinutes) : qsTr("Demi keamanan data Anda, pencarian di anjungan ini dihentikan dahulu.");
        case "hall-unreachable":
            return qsTr("Anjungan tidak tersambung ke server mal. Yang Anda ketik masih ada; silakan coba lagi.");
        default:
            return qsTr("Pencarian sedang terganggu. Yang Anda ketik masih ada; silakan coba lagi.");
        }
    }
    detail: code === "application-not-found" ? qsTr("Masih ada %n kesempatan", "", viewModel.triesLeft) : ""
    primary: code === "application-not-found" ? qsTr("Ketik ulang angka telepon") : code === "too-many-tries" ? qsTr("Selesai") : qsTr("Coba lagi")
    secondary: code === "application-not-found" ? qsTr("Periksa nomor permohonan") : ""
    onPrimaryChosen: {
        if (code === "application-not-found")
            viewModel.editFactor();
        else if (code === "too-many-tries")
            viewModel.finish();
        else
            viewModel.tryAgain();
    }
    onSecondaryChosen: viewModel.editNumber()
}

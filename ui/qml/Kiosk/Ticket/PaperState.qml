import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The truth about the paper, in words; whatever it is, the number is valid.
ColumnLayout {
    id: paperState

    required property TicketViewModel viewModel

    readonly property string paper: viewModel.paper
    readonly property bool troubled: paper === "unknown" || paper === "failed"

    function why(): string {
        switch (viewModel.fault) {
        case "paper-out":
            return qsTr("Kertas habis.");
        case "cover-open":
            return qsTr("Tutup pencetak terbuka.");
        case "overheated":
            return qsTr("Pencetak perlu didinginkan.");
        case "cutter":
            return qsTr("Pemotong kertas macet.");
        case "absent":
            return qsTr("Anjungan ini tanpa pencetak.");
        case "unreachable":
        case "silent":
            return qsTr("Pencetak tidak menjawab.");
        default:
            return qsTr("Pencetak sedang terganggu.");
        }
    }

    spacing: Theme.smallGap

    Accessible.role: Accessible.AlertMessage
    Accessible.name: line.text

    IconLine {
        id: line

        Layout.fillWidth: true
        strong: true
        icon: ({
                "unknown": "help-circle",
                "failed": "printer-off"
            })[paperState.paper] ?? "printer"
        text: {
            switch (paperState.paper) {
            case "printing":
                return qsTr("Tiket sedang dicetak, mohon tunggu.");
            case "printed":
                return qsTr("Tiket sudah dicetak. Silakan ambil di bawah layar.");
            case "shown":
                return qsTr("Tiket ini sudah dicetak sebelumnya.");
            case "unknown":
                return qsTr("Apakah tiket sudah keluar?");
            default:
                return Theme.low ? qsTr("Tiket belum dapat dicetak. Nomor ini tetap berlaku.") : qsTr("Tiket belum dapat dicetak.") + " " + paperState.why();
            }
        }
    }

    Label {
        Layout.fillWidth: true
        visible: paperState.troubled && !Theme.low
        color: Theme.colours.inkSoftOnDeep
        horizontalAlignment: Text.AlignHCenter
        text: {
            if (paperState.paper === "unknown")
                return paperState.viewModel.mayReprint ? qsTr("Nomor ini berlaku, dengan atau tanpa kertas.") : qsTr("Nomor ini tetap berlaku. Petugas dapat membantu mencetak.");
            return qsTr("Nomor ini tetap berlaku. Catat atau pindai kode. Petugas siap membantu.");
        }
    }
}

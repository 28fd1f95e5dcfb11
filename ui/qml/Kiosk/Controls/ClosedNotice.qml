import QtQuick
import Kiosk.ViewModels

// Why no number is given now, and when one can be had again: by the agency whatever the hour, by the
// hall or, while it is open, by one queue of it.
Notice {
    id: notice

    required property HallViewModel hall
    property Refusal refusal: null

    readonly property bool lasting: ["service-closed", "service-withdrawn", "unknown-service"].includes(refusal?.code)
    readonly property string reason: lasting || hall.open ? (refusal?.code ?? "") : hall.reason
    readonly property string opensAt: lasting || hall.open ? (refusal?.opensAt ?? "") : hall.opensAt

    visible: hall.known && (!hall.open || refusal !== null)
    icon: lasting ? "info-circle" : "clock-pause"
    text: {
        switch (reason) {
        case "not-yet-open":
            return qsTr("Loket belum buka.");
        case "break":
            return qsTr("%1. Nomor belum dapat diambil.").arg(hall.occasion);
        case "last-ticket-passed":
            return qsTr("Pengambilan nomor hari ini sudah selesai.");
        case "closed-for-today":
            return qsTr("Pelayanan hari ini sudah selesai.");
        case "holiday":
            return qsTr("Hari ini libur: %1.").arg(hall.occasion);
        case "queue-closed":
            return qsTr("Antrean ini sedang ditutup.");
        case "quota-used-up":
            return qsTr("Nomor layanan ini untuk hari ini sudah habis.");
        case "no-counter-open":
            return qsTr("Belum ada loket yang buka untuk layanan ini.");
        case "service-closed":
            return qsTr("Layanan ini sedang ditutup sementara.");
        case "service-withdrawn":
            return qsTr("Layanan ini sudah tidak diberikan lagi.");
        case "unknown-service":
            return qsTr("Layanan ini tidak dilayani di mal ini.");
        default:
            return qsTr("Hari ini tidak ada pelayanan.");
        }
    }
    about: opensAt === "" ? qsTr("Silakan bertanya di meja informasi.") : qsTr("Nomor dapat diambil lagi %1.").arg(opensAt)
}

import QtQuick
import Kiosk.ViewModels

// Why no number is given now, by the hall or, while it is open, by one queue of it; and when one
// can be had again.
Notice {
    id: notice

    required property HallViewModel hall
    property Refusal refusal: null

    readonly property string reason: hall.open ? (refusal?.code ?? "") : hall.reason
    readonly property string opensAt: hall.open ? (refusal?.opensAt ?? "") : hall.opensAt

    visible: hall.known && (!hall.open || refusal !== null)
    icon: "clock-pause"
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
        default:
            return qsTr("Hari ini tidak ada pelayanan.");
        }
    }
    about: opensAt === "" ? qsTr("Silakan bertanya di meja informasi.") : qsTr("Nomor dapat diambil lagi %1.").arg(opensAt)
}

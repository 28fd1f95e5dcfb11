import QtQuick
import Kiosk.ViewModels

// Why no number is given now, and when one can be had again.
Notice {
    id: notice

    required property HallViewModel hall

    visible: hall.known && !hall.open
    icon: "clock-pause"
    text: {
        switch (hall.reason) {
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
        default:
            return qsTr("Hari ini tidak ada pelayanan.");
        }
    }
    about: hall.opensAt === "" ? qsTr("Silakan bertanya di meja informasi.") : qsTr("Nomor dapat diambil lagi %1.").arg(hall.opensAt)
}

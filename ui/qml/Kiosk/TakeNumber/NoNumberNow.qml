import QtQuick
import Kiosk.Controls
import Kiosk.ViewModels

// Why there is no number now, when there will be one, and what helps meanwhile.
NoticePage {
    id: page

    required property Refusal refusal

    readonly property string code: refusal?.code ?? ""
    readonly property int days: refusal?.opensInDays ?? -1

    // Nothing the visitor or the calendar can change: asking again may be all it takes.
    readonly property bool passing: !known.includes(code)
    readonly property list<string> known: ["not-yet-open", "break", "last-ticket-passed", "closed-for-today", "closed-day", "holiday", "queue-closed", "quota-used-up", "no-counter-open", "service-closed", "service-withdrawn", "too-many-tickets", "unknown-service"]

    // Why staff closed the queue; a reason of a newer hall server has no words here.
    readonly property string closure: {
        switch (refusal?.occasion ?? "") {
        case "system-down":
            return qsTr("Sistem untuk layanan ini sedang gangguan.");
        case "staff-absent":
            return qsTr("Petugas layanan ini sedang tidak di tempat.");
        case "materials-out":
            return qsTr("Bahan untuk layanan ini sedang habis.");
        case "agency-request":
            return qsTr("Instansi sedang tidak memberikan nomor untuk layanan ini.");
        default:
            return qsTr("Untuk sementara antrean ini tidak memberikan nomor.");
        }
    }

    signal elsewhere
    signal again

    icon: ({
            "not-yet-open": "clock",
            "break": "coffee",
            "last-ticket-passed": "clock-stop",
            "closed-for-today": "door",
            "closed-day": "calendar-off",
            "holiday": "calendar-heart",
            "queue-closed": "clock-pause",
            "quota-used-up": "ticket-off",
            "no-counter-open": "user-off",
            "service-closed": "door-off",
            "service-withdrawn": "file-off",
            "too-many-tickets": "ticket"
        })[code] ?? "info-circle"
    title: {
        switch (code) {
        case "not-yet-open":
            return qsTr("Mal belum buka");
        case "break":
            return qsTr("Loket sedang istirahat");
        case "last-ticket-passed":
            return qsTr("Nomor hari ini sudah selesai dibagikan");
        case "closed-for-today":
            return qsTr("Mal sudah tutup hari ini");
        case "closed-day":
            return qsTr("Mal tidak buka hari ini");
        case "holiday":
            return qsTr("Hari ini libur");
        case "queue-closed":
            return qsTr("Antrean ini sedang ditutup");
        case "quota-used-up":
            return qsTr("Nomor untuk hari ini sudah habis");
        case "no-counter-open":
            return qsTr("Belum ada loket yang buka untuk layanan ini");
        case "service-closed":
            return qsTr("Layanan ini sedang ditutup sementara");
        case "service-withdrawn":
            return qsTr("Layanan ini sudah tidak diberikan lagi");
        case "too-many-tickets":
            return qsTr("Nomor Anda untuk antrean ini sudah cukup");
        case "unknown-service":
            return qsTr("Layanan ini tidak ada di mal ini");
        default:
            return qsTr("Nomor belum dapat diberikan");
        }
    }
    text: {
        switch (code) {
        case "not-yet-open":
            return qsTr("Nomor antrean diberikan selama jam pelayanan.");
        case "break":
        case "holiday":
            return refusal?.occasion ?? "";
        case "last-ticket-passed":
            return qsTr("Loket masih melayani pengunjung yang sudah memegang nomor.");
        case "closed-for-today":
        case "closed-day":
            return qsTr("Sambil menunggu, Anda dapat membaca syarat layanan di sini.");
        case "queue-closed":
            return closure;
        case "quota-used-up":
            return qsTr("Semua nomor antrean layanan ini sudah diberikan. Pengunjung yang sudah memegang nomor tetap dilayani.");
        case "no-counter-open":
            return qsTr("Nomor diberikan lagi setelah petugas ada di loket.");
        case "service-closed":
            return qsTr("Instansinya belum dapat memberikan layanan ini.");
        case "service-withdrawn":
            return qsTr("Mungkin ada layanan lain yang menggantikannya.");
        case "too-many-tickets":
            return qsTr("Nomor yang sudah Anda ambil tetap berlaku.");
        case "unknown-service":
            return qsTr("Silakan pilih dari daftar layanan.");
        default:
            return qsTr("Silakan coba lagi sebentar lagi.");
        }
    }
    detail: {
        if (days < 0)
            return "";
        if (days === 0)
            return qsTr("Nomor dapat diambil lagi pukul\u00a0%1").arg(refusal?.opensTime);
        if (days === 1)
            return qsTr("Nomor dapat diambil lagi besok, %1, pukul\u00a0%2").arg(refusal?.opensDate).arg(refusal?.opensTime);
        return qsTr("Nomor dapat diambil lagi %1, pukul\u00a0%2").arg(refusal?.opensDate).arg(refusal?.opensTime);
    }
    primary: passing ? qsTr("Coba lagi") : qsTr("Lihat layanan lain")
    secondary: passing ? qsTr("Lihat layanan lain") : ""
    onPrimaryChosen: passing ? again() : elsewhere()
    onSecondaryChosen: elsewhere()
}

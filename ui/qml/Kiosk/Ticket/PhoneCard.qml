import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The number on the visitor's own phone: nothing to install, nothing to sign in to.
Rectangle {
    id: card

    required property TicketFacts ticket

    implicitHeight: row.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.colours.surface
    border.width: Theme.line
    border.color: Theme.colours.cardEdge

    RowLayout {
        id: row

        anchors {
            fill: parent
            margins: Theme.gap
            rightMargin: Theme.inset
        }
        spacing: Theme.gap

        QrCode {
            name: qsTr("Kode QR halaman nomor Anda")
            path: card.ticket?.qrPath ?? ""
            modules: card.ticket?.qrModules ?? 0
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: Theme.smallGap

            Label {
                Layout.fillWidth: true
                type: Theme.heading
                text: qsTr("Pantau dari ponsel")
            }

            Label {
                Layout.fillWidth: true
                visible: !Theme.low
                color: Theme.colours.inkSoft
                text: qsTr("Pindai kode ini. Ponsel Anda berbunyi saat nomor dipanggil.")
            }

            Label {
                Layout.fillWidth: true
                visible: !Theme.cramped
                color: Theme.colours.inkSoft
                text: qsTr("Tanpa aplikasi, tanpa mendaftar.")
            }
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The three things one can do here.
Column {
    id: welcome

    spacing: Theme.bigGap

    Label {
        width: parent.width
        type: Theme.welcome
        color: Theme.colours.inkOnDeep
        text: qsTr("Selamat datang")
        Accessible.role: Accessible.Heading
    }

    Item {
        width: 1
        height: Theme.smallGap
    }

    Repeater {
        model: [
            {
                icon: "ticket",
                text: qsTr("Ambil nomor antrean")
            },
            {
                icon: "list-check",
                text: qsTr("Lihat syarat, biaya, dan lama layanan")
            },
            {
                icon: "file-search",
                text: qsTr("Cek sampai di mana permohonan Anda")
            }
        ]

        Row {
            id: thing

            required property var modelData

            spacing: Theme.bigGap

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: thing.modelData.icon
                colour: Theme.colours.inkSoftOnDeep
                size: Theme.px(19 * Theme.fit)
            }

            Label {
                anchors.verticalCenter: parent.verticalCenter
                width: welcome.width - Theme.px(19 * Theme.fit) - Theme.bigGap
                type: Theme.large
                color: Theme.colours.inkOnDeep
                text: thing.modelData.text
            }
        }
    }
}

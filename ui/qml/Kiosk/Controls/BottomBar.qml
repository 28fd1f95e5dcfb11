import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.ViewModels

// The same place on every page, in reach of everybody: how the screen speaks to me, and the way
// back. Only what works now is there.
Rectangle {
    id: bar

    required property Preferences preferences
    required property Navigator navigator

    implicitHeight: Theme.barHeight
    color: Theme.colours.surface

    RowLayout {
        anchors {
            fill: parent
            leftMargin: Theme.margin - Theme.gap
            rightMargin: Theme.margin - Theme.gap
            topMargin: Theme.smallGap
            bottomMargin: Theme.smallGap
        }
        spacing: Theme.gap

        BarButton {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            icon: "language"
            // The other language, in its own name: one touch, and readable for who needs it.
            name: bar.preferences.language === "id" ? "English" : "Bahasa Indonesia"
            onActivated: bar.preferences.switchLanguage()
        }

        BarButton {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            icon: "text-size"
            name: bar.preferences.textScale === 1 ? qsTr("Teks biasa") : bar.preferences.textScale === 1.5 ? qsTr("Teks besar") : qsTr("Teks terbesar")
            description: qsTr("Mengubah ukuran teks")
            on: bar.preferences.textScale > 1
            onActivated: bar.preferences.nextTextScale()
        }

        BarButton {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 1
            icon: "contrast"
            name: bar.preferences.highContrast ? qsTr("Kontras tinggi") : qsTr("Kontras biasa")
            description: qsTr("Mengubah kontras layar")
            on: bar.preferences.highContrast
            onActivated: bar.preferences.toggleContrast()
        }

        Item {
            Layout.fillHeight: true
            Layout.fillWidth: true
            Layout.preferredWidth: 2

            Label {
                anchors.fill: parent
                visible: !bar.navigator.canGoBack && !bar.navigator.canGoHome
                type: Theme.frame
                color: Theme.colours.inkSoft
                horizontalAlignment: Text.AlignRight
                verticalAlignment: Text.AlignVCenter
                rightPadding: Theme.gap
                text: qsTr("Perlu bantuan?\nSilakan ke meja informasi.")
            }

            BarButton {
                width: (parent.width - Theme.gap) / 2
                height: parent.height
                visible: bar.navigator.canGoBack
                icon: "arrow-left"
                name: qsTr("Kembali")
                onActivated: bar.navigator.back()
            }

            BarButton {
                x: parent.width - width
                width: (parent.width - Theme.gap) / 2
                height: parent.height
                visible: bar.navigator.canGoHome
                icon: "home"
                name: qsTr("Beranda")
                onActivated: bar.navigator.home()
            }
        }
    }

    Rectangle {
        width: parent.width
        height: Theme.line
        color: Theme.colours.hairline
    }
}

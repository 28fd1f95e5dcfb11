pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// The same place on every page, in reach of everybody: how the screen speaks to me, and the way
// back. Only what works now is there; where Back and Home have nowhere to go, a person is named.
Rectangle {
    id: bar

    required property Preferences preferences
    required property Navigator navigator

    readonly property bool tall: Theme.tallBar
    readonly property real side: Theme.margin - Theme.gap
    readonly property real cellWidth: (width - 2 * side - (cells.columns - 1) * Theme.gap) / cells.columns
    readonly property real cellHeight: (height - 2 * Theme.smallGap - (tall ? Theme.gap : 0)) / (tall ? 2 : 1)

    implicitHeight: Theme.barHeight
    color: Theme.colours.surface

    component Cell: BarButton {
        width: bar.cellWidth
        height: bar.cellHeight
        beside: Theme.landscape || bar.tall
    }

    Grid {
        id: cells

        x: bar.side
        y: Theme.smallGap
        columns: bar.tall ? 3 : 5
        spacing: Theme.gap

        Cell {
            icon: "language"
            // The other language, in its own name: one touch, and readable for who needs it.
            name: bar.preferences.language === "id" ? "English" : "Indonesia"
            onActivated: bar.preferences.switchLanguage()
        }

        Cell {
            icon: "text-size"
            name: bar.preferences.textScale === 1 ? qsTr("Teks biasa") : bar.preferences.textScale === 1.5 ? qsTr("Teks besar") : qsTr("Teks terbesar")
            brief: qsTr("Teks")
            description: qsTr("Mengubah ukuran teks")
            on: bar.preferences.textScale > 1
            onActivated: bar.preferences.nextTextScale()
        }

        Cell {
            icon: "contrast"
            name: bar.preferences.highContrast ? qsTr("Kontras tinggi") : qsTr("Kontras biasa")
            brief: qsTr("Kontras")
            description: qsTr("Mengubah kontras layar")
            on: bar.preferences.highContrast
            onActivated: bar.preferences.toggleContrast()
        }

        Item {
            width: bar.cellWidth
            height: bar.cellHeight

            Cell {
                visible: bar.navigator.canGoBack
                icon: "arrow-left"
                name: qsTr("Kembali")
                onActivated: bar.navigator.back()
            }
        }

        Item {
            width: bar.cellWidth
            height: bar.cellHeight

            Cell {
                visible: bar.navigator.canGoHome
                icon: "home"
                name: qsTr("Beranda")
                onActivated: bar.navigator.home()
            }
        }
    }

    Label {
        x: bar.tall ? bar.side + Theme.gap : bar.width - Theme.margin - width
        y: bar.tall ? cells.y + bar.cellHeight + Theme.gap : 0
        width: bar.tall ? bar.width - 2 * Theme.margin : 2 * bar.cellWidth
        height: bar.tall ? bar.cellHeight : bar.height
        visible: !bar.navigator.canGoBack && !bar.navigator.canGoHome && height > 2.5 * Theme.frame.px
        type: Theme.frame
        color: Theme.colours.inkSoft
        horizontalAlignment: bar.tall ? Text.AlignLeft : Text.AlignRight
        verticalAlignment: Text.AlignVCenter
        text: bar.tall ? qsTr("Perlu bantuan? Silakan ke meja informasi.") : qsTr("Perlu bantuan?\nTanya meja informasi.")
    }

    Rectangle {
        width: parent.width
        height: Theme.line
        color: Theme.colours.hairline
    }
}

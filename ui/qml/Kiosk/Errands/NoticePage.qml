import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls

// A notice with a way on: read above and touched below, or left and right in landscape.
GridLayout {
    id: page

    required property string icon
    required property string title
    required property string text
    property string detail: ""
    property string help: qsTr("Petugas di meja informasi siap membantu Anda.")
    required property string primary
    property string secondary: ""

    signal primaryChosen
    signal secondaryChosen

    columns: Theme.landscape ? 2 : 1
    columnSpacing: Theme.margin
    rowSpacing: Theme.bigGap

    Message {
        Layout.fillWidth: true
        Layout.preferredWidth: 3
        Layout.alignment: Theme.landscape ? Qt.AlignVCenter : Qt.AlignTop
        Layout.topMargin: Theme.landscape || Theme.cramped ? 0 : Theme.margin
        icon: page.icon
        title: page.title
        text: page.text
        detail: page.detail
        help: page.help
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.preferredWidth: 2
        Layout.alignment: Theme.landscape ? Qt.AlignVCenter : Qt.AlignBottom
        spacing: Theme.gap

        ActionButton {
            Layout.fillWidth: true
            visible: page.secondary !== ""
            name: page.secondary
            onActivated: page.secondaryChosen()
        }

        ActionButton {
            Layout.fillWidth: true
            primary: true
            name: page.primary
            onActivated: page.primaryChosen()
        }
    }
}

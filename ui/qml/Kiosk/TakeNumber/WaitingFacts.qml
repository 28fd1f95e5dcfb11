import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls

// How many people are ahead and how long that takes; what nobody knows is not there.
RowLayout {
    id: facts

    required property int ahead
    required property int waitLow
    required property int waitHigh

    visible: ahead >= 0
    spacing: Theme.gap

    FactCard {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        icon: "users"
        label: qsTr("Di depan Anda")
        value: facts.ahead === 0 ? qsTr("Belum ada") : qsTr("%n orang", "", facts.ahead)
    }

    FactCard {
        readonly property WaitWords wait: WaitWords {
            low: facts.waitLow
            high: facts.waitHigh
        }

        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        visible: value !== ""
        icon: "clock"
        label: qsTr("Kira-kira")
        value: wait.text
    }
}

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
    property bool onDeep: false

    visible: ahead >= 0
    spacing: Theme.gap

    Fact {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        onDeep: facts.onDeep
        question: qsTr("Di depan Anda")
        answer: facts.ahead === 0 ? qsTr("Belum ada") : qsTr("%n orang", "", facts.ahead)
    }

    Fact {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        visible: facts.waitHigh > 0
        onDeep: facts.onDeep
        question: qsTr("Kira-kira")
        answer: qsTr("%1–%2 menit").arg(facts.waitLow).arg(facts.waitHigh)
    }
}

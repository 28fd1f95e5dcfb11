import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Where to wait, who is ahead and how long that takes; what nobody knows is not there.
RowLayout {
    id: row

    required property TicketFacts ticket

    spacing: Theme.gap

    Fact {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        visible: answer !== ""
        question: qsTr("Tunggu di")
        answer: row.ticket?.zone ?? ""
    }

    Fact {
        readonly property int ahead: row.ticket?.ahead ?? -1

        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        visible: ahead >= 0
        question: qsTr("Di depan Anda")
        answer: ahead === 0 ? qsTr("Belum ada") : qsTr("%n orang", "", ahead)
    }

    Fact {
        readonly property WaitWords wait: WaitWords {
            low: row.ticket?.waitLow ?? 0
            high: row.ticket?.waitHigh ?? 0
        }

        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        visible: wait.text !== ""
        question: qsTr("Kira-kira")
        answer: wait.text
    }
}

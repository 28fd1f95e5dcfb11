import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What is looked at: the number, what for, where to wait and how long.
ColumnLayout {
    id: head

    required property TicketFacts ticket

    spacing: Theme.gap

    Label {
        Layout.fillWidth: true
        visible: !Theme.cramped
        type: Theme.large
        color: Theme.colours.inkSoftOnDeep
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("Nomor antrean Anda")
        spoken: false
    }

    BigNumber {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.px(45 * Theme.fit)
        Layout.maximumHeight: implicitHeight
        number: head.ticket?.number ?? ""
    }

    Label {
        Layout.fillWidth: true
        type: Theme.cramped ? Theme.smallStrong : Theme.doorTitle
        color: Theme.colours.inkOnDeep
        horizontalAlignment: Text.AlignHCenter
        text: head.ticket?.service ?? ""
    }

    Label {
        Layout.fillWidth: true
        Layout.topMargin: -Theme.smallGap
        visible: !Theme.cramped
        color: Theme.colours.inkSoftOnDeep
        horizontalAlignment: Text.AlignHCenter
        text: head.ticket?.agency ?? ""
    }

    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        Layout.topMargin: Theme.gap
        spacing: Theme.gap

        Fact {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            visible: answer !== ""
            question: qsTr("Tunggu di")
            answer: head.ticket?.zone ?? ""
        }

        Fact {
            readonly property int ahead: head.ticket?.ahead ?? -1

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            visible: ahead >= 0
            question: qsTr("Di depan Anda")
            answer: ahead === 0 ? qsTr("Belum ada") : qsTr("%n orang", "", ahead)
        }

        Fact {
            readonly property int high: head.ticket?.waitHigh ?? 0

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            visible: high > 0
            question: qsTr("Kira-kira")
            answer: qsTr("%1–%2 menit").arg(head.ticket?.waitLow ?? 0).arg(high)
        }
    }

    IconLine {
        Layout.fillWidth: true
        visible: text !== "" && !Theme.cramped
        icon: "map-pin"
        text: {
            const counters = head.ticket?.counters ?? "";
            const parts = [head.ticket?.way ?? "", counters === "" ? "" : qsTr("Loket %1").arg(counters)];
            return parts.filter(part => part !== "").join(" · ");
        }
    }

    IconLine {
        Layout.fillWidth: true
        visible: head.ticket?.offline ?? false
        icon: "cloud-off"
        strong: true
        text: qsTr("Diberikan tanpa jaringan; nomor ini berlaku.")
    }
}

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
        type: Theme.heading
        font.weight: Font.Normal
        color: Theme.colours.inkSoftOnDeep
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("Nomor antrean Anda")
        spoken: false
    }

    BigNumber {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.px(30)
        Layout.maximumHeight: implicitHeight
        number: head.ticket?.number ?? ""
    }

    Label {
        Layout.fillWidth: true
        type: Theme.doorTitle
        color: Theme.colours.inkOnDeep
        horizontalAlignment: Text.AlignHCenter
        text: head.ticket?.service ?? ""
    }

    Label {
        Layout.fillWidth: true
        Layout.topMargin: -Theme.smallGap
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
            onDeep: true
            question: qsTr("Tunggu di")
            answer: head.ticket?.zone ?? ""
        }

        WaitingFacts {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: waitHigh > 0 ? 2 : 1
            onDeep: true
            ahead: head.ticket?.ahead ?? -1
            waitLow: head.ticket?.waitLow ?? 0
            waitHigh: head.ticket?.waitHigh ?? 0
        }
    }

    IconLine {
        Layout.fillWidth: true
        visible: text !== ""
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

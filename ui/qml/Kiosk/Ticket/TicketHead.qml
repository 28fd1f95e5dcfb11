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

    Item {
        Layout.fillHeight: true
    }

    Label {
        Layout.fillWidth: true
        visible: !Theme.cramped
        type: Theme.large
        color: Theme.colours.inkSoftOnDeep
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("Nomor antrean Anda")
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

    TicketFactRow {
        Layout.fillWidth: true
        Layout.fillHeight: false
        Layout.topMargin: Theme.gap
        visible: !Theme.dense
        ticket: head.ticket
    }

    // Where a row of three would break every word, the same facts under each other.
    Label {
        readonly property WaitWords wait: WaitWords {
            low: head.ticket?.waitLow ?? 0
            high: head.ticket?.waitHigh ?? 0
        }

        Layout.fillWidth: true
        visible: Theme.dense
        color: Theme.colours.inkOnDeep
        horizontalAlignment: Text.AlignHCenter
        text: {
            const ahead = head.ticket?.ahead ?? -1;
            const lines = [head.ticket?.zone ?? ""];
            if (ahead >= 0)
                lines.push(ahead === 0 ? qsTr("Belum ada orang di depan Anda") : qsTr("%n orang di depan Anda", "", ahead));
            if (wait.text !== "")
                lines.push(wait.joined);
            return lines.join("\n");
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

    Item {
        Layout.fillHeight: true
    }
}

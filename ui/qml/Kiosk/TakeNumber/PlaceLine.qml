import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Whose service it is and where in the hall: "Dukcapil · Zona B · Loket 3–6".
RowLayout {
    id: line

    required property ServiceFacts service

    spacing: Theme.gap

    Icon {
        name: "map-pin"
        colour: Theme.colours.inkSoft
        size: Math.round(Theme.icon * 0.8)
    }

    Label {
        Layout.fillWidth: true
        color: Theme.colours.inkSoft
        text: {
            const parts = [line.service?.agency ?? "", line.service?.zone ?? ""];
            if (line.service?.counters)
                parts.push(qsTr("Loket %1").arg(line.service.counters));
            return parts.filter(part => part !== "").join(" · ");
        }
    }
}

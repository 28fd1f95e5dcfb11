import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Who does it and where in the hall.
Item {
    id: place

    required property ServiceViewModel viewModel

    implicitHeight: words.implicitHeight
    height: implicitHeight

    Icon {
        id: pin

        y: Math.round((Theme.body.px * 1.25 - height) / 2)
        name: "map-pin"
        size: Math.round(Theme.body.px * 1.15)
        colour: Theme.colours.inkSoft
    }

    Label {
        id: words

        anchors {
            left: pin.right
            leftMargin: Theme.smallGap
            right: parent.right
        }
        color: Theme.colours.inkSoft
        text: {
            const parts = [place.viewModel.agency, place.viewModel.zone];
            if (place.viewModel.counters !== "")
                parts.push(qsTr("Loket %1").arg(place.viewModel.counters));
            return parts.filter(part => part !== "").join(" · ");
        }
    }
}

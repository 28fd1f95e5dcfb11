import QtQuick
import Kiosk.Theme

// Says that a published fact was not found in its source.
Label {
    type: Theme.small
    color: Theme.colours.warning
    text: qsTr("Belum diperiksa")
}

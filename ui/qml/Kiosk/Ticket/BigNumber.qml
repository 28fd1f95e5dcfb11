import QtQuick
import Kiosk.Theme

// A queue number as large as its room allows, for eyes across the hall.
Item {
    id: big

    required property string number

    // Inter's digits stand 0.727 of the font size high; a little air above and below.
    readonly property real lineShare: 0.86
    readonly property real widest: 0.97 * width * 100 / Math.max(1, measure.advanceWidth)

    implicitHeight: Math.floor(widest * lineShare)

    TextMetrics {
        id: measure

        font.family: "Inter"
        font.weight: Font.Bold
        font.pixelSize: 100
        text: big.number
    }

    // Not a Label: its box is higher than its digits, and only the digits have to fit.
    Text {
        anchors.centerIn: parent
        color: Theme.colours.inkOnDeep
        font.family: "Inter"
        font.pixelSize: Math.max(1, Math.floor(Math.min(big.widest, big.height / big.lineShare)))
        font.weight: Font.Bold
        renderType: Text.QtRendering
        textFormat: Text.PlainText
        text: big.number
        Accessible.role: Accessible.StaticText
        // Where there is no room for the words above it, they are still said.
        Accessible.name: Theme.cramped ? qsTr("Nomor antrean Anda %1").arg(big.number) : big.number
    }
}

import QtQuick
import Kiosk.Theme

// One line as tall as its capitals, for numbers that are aligned to the eye; shrinks into `room`.
Item {
    id: cap

    property string text
    property int size
    property int weight: Font.Bold
    property color colour: Theme.colours.inkOnDeep
    property real room: Infinity
    // Parts of a whole that speaks for them are for the eye only.
    property bool spoken: true

    readonly property int fitted: Math.floor(size * Math.min(1, room / natural.advanceWidth))

    implicitWidth: Math.ceil(natural.advanceWidth * fitted / size)
    implicitHeight: Math.round(fitted * 0.727)

    TextMetrics {
        id: natural

        text: cap.text
        font.family: "Inter"
        font.pixelSize: cap.size
        font.weight: cap.weight
    }

    Text {
        y: cap.height - baselineOffset
        text: cap.text
        color: cap.colour
        font.family: "Inter"
        font.pixelSize: Math.max(1, cap.fitted)
        font.weight: cap.weight
        textFormat: Text.PlainText
        renderType: Text.QtRendering
        Accessible.role: Accessible.StaticText
        Accessible.name: text
        Accessible.ignored: !cap.spoken || text === ""
    }
}

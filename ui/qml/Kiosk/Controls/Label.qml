import QtQuick
import Kiosk.Theme

// Every text of every screen: it wraps, it is never cut, and the reader of the screen knows it.
Text {
    id: label

    property TypeStyle type: Theme.body
    // A line drawn from words is for people who read; the button around it speaks for both.
    property bool spoken: true

    color: Theme.colours.ink
    font.family: "Inter"
    font.pixelSize: type.px
    font.weight: type.weight
    font.features: type.tabular ? { "tnum": 1 } : {}
    lineHeight: lineCount > 1 ? (type.px > Theme.body.px * 1.3 ? 1.0 : 1.08) : 1.0
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    renderType: Text.QtRendering

    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: !spoken || text === ""
}

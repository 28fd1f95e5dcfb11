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
    // What is read at length gets 1.3 times its size from line to line (UX-10); Inter's own is 1.21.
    lineHeight: type.reading ? 1.08 : 1.0
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    renderType: Text.QtRendering

    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: !spoken || text === ""
}

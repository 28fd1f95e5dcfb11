import QtQuick
import Kiosk.Theme

// Words of a board: they wrap rather than being cut.
Text {
    property int size

    color: Theme.colours.inkOnDeep
    font.family: "Inter"
    font.pixelSize: size
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    renderType: Text.QtRendering

    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: text === ""
}

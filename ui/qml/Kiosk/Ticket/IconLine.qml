import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A sentence on the deep ground with its icon in front, in the middle.
Item {
    id: line

    required property string icon
    required property string text
    property bool strong: false

    readonly property real iconSize: Math.round(Theme.icon * (0.6 + 0.3 * Theme.textScale))

    implicitHeight: label.height

    TextMetrics {
        id: measure

        font: label.font
        text: line.text
    }

    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.gap

        Icon {
            y: Math.round((label.height / label.lineCount - height) / 2)
            name: line.icon
            colour: label.color
            size: line.iconSize
        }

        Label {
            id: label

            width: Math.min(Math.ceil(measure.advanceWidth) + 1, line.width - line.iconSize - Theme.gap)
            type: line.strong ? Theme.strong : Theme.body
            color: line.strong ? Theme.colours.inkOnDeep : Theme.colours.inkSoftOnDeep
            text: line.text
        }
    }
}

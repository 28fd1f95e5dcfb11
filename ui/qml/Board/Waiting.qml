import QtQuick
import Kiosk.Controls
import Kiosk.Theme

// What stands where the calls will be: while the hall server is sought, and before the first call.
Column {
    id: waiting

    required property BoardSizes sizes
    required property string title
    required property string text
    property string icon: "building-community"

    spacing: sizes.gap

    Icon {
        anchors.horizontalCenter: parent.horizontalCenter
        name: waiting.icon
        size: waiting.sizes.px(160)
        stroke: 1.25
        colour: Theme.colours.inkSoftOnDeep
    }

    Words {
        width: waiting.width
        horizontalAlignment: Text.AlignHCenter
        text: waiting.title
        size: waiting.sizes.title
        font.weight: Font.DemiBold
    }

    Words {
        width: waiting.width
        horizontalAlignment: Text.AlignHCenter
        text: waiting.text
        size: waiting.sizes.line
        color: Theme.colours.inkSoftOnDeep
    }
}

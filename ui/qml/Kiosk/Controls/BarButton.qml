import QtQuick
import Kiosk.Theme

// One choice of the bottom bar: an icon over its word, or beside it where the bar is low.
Pressable {
    id: button

    required property string icon
    property string text: name
    // Said where there is no room for two lines; the icon and the full name stay.
    property string brief: text
    property bool beside: Theme.landscape
    property bool on: false

    readonly property real room: width - 2 * Theme.smallGap
    readonly property real spacing: beside ? Theme.gap : Theme.smallGap * 0.6
    readonly property real content: beside ? picture.width + spacing + Math.ceil(measure.advanceWidth) + 2 : picture.height + spacing + 2.4 * Theme.frame.px

    minimum: Theme.target

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.smallGap / 2
        radius: Theme.radius
        visible: button.pressed || button.on
        color: button.pressed ? Theme.colours.pressed : Theme.colours.accentSoft
        border.width: button.on ? Theme.line : 0
        border.color: Theme.colours.accent
    }

    // Measured beside the text: a Text ignores a width that changes while it measures itself.
    TextMetrics {
        id: measure

        font: label.font
        text: label.text
    }

    Icon {
        id: picture

        // Over the word all icons of the bar stand at one height, as if every word had two lines.
        x: button.beside ? (button.width - button.content) / 2 : (button.width - width) / 2
        y: button.beside ? (button.height - height) / 2 : Math.max(0, (button.height - button.content) / 2)
        visible: button.beside ? button.content <= button.room : button.content <= button.height
        name: button.icon
        size: Theme.barIcon
        colour: button.on ? Theme.colours.accent : Theme.colours.ink
    }

    Label {
        id: label

        readonly property bool afterIcon: button.beside && picture.visible

        x: afterIcon ? picture.x + picture.width + button.spacing : (button.width - button.room) / 2
        y: button.beside || !picture.visible ? (button.height - height) / 2 : picture.y + picture.height + button.spacing
        width: afterIcon ? Math.ceil(measure.advanceWidth) + 2 : button.room
        type: Theme.frame
        font.weight: Font.Medium
        color: button.on ? Theme.colours.accent : Theme.colours.ink
        horizontalAlignment: afterIcon ? Text.AlignLeft : Text.AlignHCenter
        text: button.beside && button.height < 2.5 * Theme.frame.px ? button.brief : button.text
        spoken: false
    }
}

import QtQuick
import Kiosk.Theme

// The name of a part of a page; never the last thing on it.
Block {
    id: heading

    required property string text
    property string about: ""

    keepsWithNext: true
    implicitHeight: column.implicitHeight
    height: implicitHeight

    Column {
        id: column

        width: parent.width
        spacing: Theme.px(0.8 * Theme.fit)

        Label {
            width: parent.width
            type: Theme.heading
            text: heading.text
            Accessible.role: Accessible.Heading
        }

        Label {
            width: parent.width
            visible: text !== ""
            type: Theme.small
            color: Theme.colours.inkSoft
            text: heading.about
        }
    }
}

import QtQuick
import Kiosk.Theme

// One step of a procedure under its number.
Item {
    id: row

    required property int number
    required property string text
    property bool verified: true

    implicitHeight: Math.max(circle.height, words.implicitHeight)
    height: implicitHeight

    Rectangle {
        id: circle

        width: Math.max(Theme.px(15 * Theme.fit), Theme.strong.px * 1.8)
        height: width
        radius: width / 2
        color: Theme.colours.accentSoft
        border.width: Theme.line
        border.color: Theme.colours.accent

        Label {
            anchors.centerIn: parent
            type: Theme.strong
            color: Theme.colours.accent
            text: row.number
            spoken: false
        }
    }

    Column {
        id: words

        anchors {
            left: circle.right
            leftMargin: Theme.gap
            right: parent.right
        }
        topPadding: Math.max(0, (circle.height - Theme.body.px * 1.25) / 2)

        Label {
            width: parent.width
            text: row.text
            Accessible.name: row.number + ". " + row.text
        }

        UncheckedMark {
            width: parent.width
            visible: !row.verified
        }
    }
}

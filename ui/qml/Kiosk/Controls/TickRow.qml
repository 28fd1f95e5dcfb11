import QtQuick
import Kiosk.Theme

// Something to bring, ticked by the visitor who has it.
Pressable {
    id: row

    property bool verified: true
    // Where its lines of text end, from its top.
    readonly property list<real> lineEnds: Array.from({ length: text.lineCount }, (_, i) => words.y + text.height * (i + 1) / text.lineCount)

    checkable: true
    description: verified ? "" : mark.text
    implicitHeight: Math.max(minimum, Theme.px(32 * Theme.fit), words.implicitHeight + 2 * Theme.gap)
    height: implicitHeight

    Card {
        anchors.fill: parent
        color: row.pressed ? Theme.colours.pressed : Theme.colours.surface
    }

    Rectangle {
        id: box

        x: Theme.inset * 0.8
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.px(Math.max(9, 16 * Theme.fit))
        height: width
        radius: Theme.smallRadius
        color: row.checked ? Theme.colours.tick : "transparent"
        border.width: row.checked ? 0 : Theme.strongLine
        border.color: Theme.colours.controlEdge

        Icon {
            anchors.centerIn: parent
            visible: row.checked
            name: "check"
            stroke: 2.4
            size: Math.round(box.width * 0.72)
            colour: Theme.colours.inkOnTick
        }
    }

    Column {
        id: words

        anchors {
            left: box.right
            leftMargin: Theme.inset * 0.8
            right: parent.right
            rightMargin: Theme.inset * 0.8
            verticalCenter: parent.verticalCenter
        }

        Label {
            id: text

            width: parent.width
            text: row.name
            spoken: false
        }

        UncheckedMark {
            id: mark

            width: parent.width
            visible: !row.verified
            spoken: false
        }
    }
}

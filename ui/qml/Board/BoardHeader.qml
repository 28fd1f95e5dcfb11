import QtQuick
import Kiosk.Controls
import Kiosk.Theme
import Kiosk.ViewModels

// Which hall, what time; and when the line is down, as of when the numbers are.
Item {
    id: header

    required property BoardViewModel board
    required property BoardSizes sizes

    // What stands to the right of the hall's name, on its line.
    readonly property real besides: clock.width + (!sizes.landscape ? 0 : (pill.visible ? pill.width : date.width) + sizes.gap * 1.5)

    height: sizes.header

    Emblem {
        id: emblem

        x: header.sizes.margin
        y: Math.round((header.sizes.px(104) - height) / 2)
        size: header.sizes.px(72)
    }

    CapText {
        anchors.verticalCenter: emblem.verticalCenter
        anchors.left: emblem.right
        anchors.leftMargin: header.sizes.gap
        text: header.board.hallName
        size: header.sizes.headline
        weight: Font.DemiBold
        room: header.width - 2 * header.sizes.margin - emblem.width - 3 * header.sizes.gap - header.besides
    }

    CapText {
        id: clock

        anchors.verticalCenter: emblem.verticalCenter
        anchors.right: parent.right
        anchors.rightMargin: header.sizes.margin
        text: header.board.clock
        size: header.sizes.clock
        weight: Font.DemiBold
    }

    CapText {
        id: date

        anchors.right: header.sizes.landscape ? clock.left : parent.right
        anchors.rightMargin: header.sizes.landscape ? header.sizes.gap * 1.5 : header.sizes.margin
        y: header.sizes.landscape ? emblem.y + (emblem.height - height) / 2 : header.sizes.px(122)
        visible: !pill.visible
        text: header.board.date
        size: header.sizes.small
        weight: Font.Normal
        colour: Theme.colours.inkSoftOnDeep
    }

    Rectangle {
        id: pill

        x: header.sizes.landscape ? clock.x - width - header.sizes.gap * 1.5 : header.sizes.margin
        y: header.sizes.landscape ? emblem.y + (emblem.height - height) / 2 : header.sizes.px(100)
        width: words.width + 2 * header.sizes.gap
        height: header.sizes.px(60)
        radius: height / 2
        color: Theme.colours.warningSoft
        visible: header.board.asOf !== ""

        CapText {
            id: words

            anchors.centerIn: parent
            text: qsTr("Sambungan terputus · Data per %1").arg(header.board.asOf)
            size: header.sizes.px(36)
            weight: Font.DemiBold
            colour: Theme.colours.warning
        }
    }
}

import QtQuick
import Kiosk.Theme

// An earlier call: the number, the counter, and whose they are.
Rectangle {
    id: cell

    required property string number
    required property int counter
    required property string agency
    required property BoardSizes sizes

    radius: sizes.radius * 0.75
    color: Theme.colours.deepRaised

    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1, loket %2").arg(number).arg(counter)

    CapText {
        id: whose

        x: cell.sizes.rowInset
        y: cell.sizes.px(24)
        text: cell.agency
        size: cell.sizes.rowLabel
        spoken: false
        weight: Font.Normal
        colour: Theme.colours.inkSoftOnDeep
        room: cell.width - 3 * cell.sizes.rowInset - sign.width
    }

    CapText {
        id: sign

        x: cell.width - cell.sizes.rowInset - width
        y: whose.y
        text: qsTr("Loket")
        size: cell.sizes.rowLabel
        spoken: false
        weight: Font.Normal
        colour: Theme.colours.inkSoftOnDeep
    }

    CapText {
        x: cell.sizes.rowInset
        y: digits.y + digits.height - height
        text: cell.number
        size: cell.sizes.rowNumber
        spoken: false
        room: cell.width - 3 * cell.sizes.rowInset - digits.width
    }

    CapText {
        id: digits

        x: cell.width - cell.sizes.rowInset - width
        y: cell.height - height - cell.sizes.px(28)
        text: cell.counter
        size: cell.sizes.rowNumber
        spoken: false
    }
}

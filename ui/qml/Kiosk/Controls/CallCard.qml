import QtQuick
import Kiosk.Theme

// A called number and its counter; the newest stands on the deep ground.
Rectangle {
    id: card

    required property string number
    required property int counter
    property bool newest: false
    property bool onDeep: false

    readonly property bool dark: newest || onDeep

    implicitWidth: column.implicitWidth + 2 * Theme.inset
    implicitHeight: column.implicitHeight + 2 * Theme.gap
    radius: Theme.radius
    color: newest ? Theme.colours.deep : onDeep ? Theme.colours.deepRaised : Theme.colours.surface
    border.width: Theme.line
    border.color: dark ? Theme.colours.deepEdge : Theme.colours.cardEdge

    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1 di loket %2").arg(number).arg(counter)

    Column {
        id: column

        anchors.verticalCenter: parent.verticalCenter
        x: Math.min(Theme.inset * 0.9, (card.width - width) / 2)

        Label {
            type: Theme.number
            color: card.dark ? Theme.colours.inkOnDeep : Theme.colours.ink
            text: card.number
            wrapMode: Text.NoWrap
            spoken: false
        }

        Label {
            type: Theme.small
            color: card.dark ? Theme.colours.inkSoftOnDeep : Theme.colours.inkSoft
            text: qsTr("Loket %1").arg(card.counter)
            spoken: false
        }
    }
}

import QtQuick
import Kiosk.Theme

// Where to go: "Loket" and its number, above each other in landscape, side by side in portrait.
Item {
    id: tile

    required property BoardSizes sizes
    required property int counter
    property bool lit: false

    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("Loket %1").arg(counter)

    Rectangle {
        anchors.fill: parent
        radius: tile.sizes.radius * 0.75
        color: tile.lit ? Theme.colours.deep : Theme.colours.primary
    }

    Grid {
        anchors.centerIn: parent
        columns: tile.sizes.landscape ? 1 : 2
        rowSpacing: tile.sizes.px(40)
        columnSpacing: tile.sizes.px(48)
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        CapText {
            text: qsTr("Loket")
            size: tile.sizes.counterLabel
            spoken: false
            weight: Font.DemiBold
            colour: Theme.colours.inkOnPrimary
        }

        CapText {
            text: tile.counter
            size: tile.sizes.counter
            spoken: false
            colour: Theme.colours.inkOnPrimary
            room: tile.width - 2 * tile.sizes.inset
        }
    }
}

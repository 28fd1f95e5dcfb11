import QtQuick
import Kiosk.Controls
import Kiosk.Theme
import Kiosk.ViewModels

// The number that is called now and where it goes. While it is spoken it changes its look once a
// second: seen from the corner of an eye, far below what flickers.
Rectangle {
    id: card

    required property BoardViewModel board
    required property BoardSizes sizes

    radius: sizes.radius
    color: Theme.colours.surface

    Timer {
        id: beat

        property bool on: false

        interval: 1000
        repeat: true
        running: card.board.calling
        onTriggered: on = !on
        onRunningChanged: on = running
    }

    Item {
        id: words

        x: card.sizes.inset
        width: card.sizes.landscape ? tile.x - 2 * x : card.width - 2 * x
        height: card.sizes.landscape ? card.height : tile.y

        Row {
            id: whose

            anchors.horizontalCenter: parent.horizontalCenter
            y: card.sizes.px(36)
            height: place.height
            spacing: card.sizes.gap

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "volume"
                size: card.sizes.px(60)
                colour: Theme.colours.primary
                visible: card.board.calling
            }

            CapText {
                id: place

                text: card.board.place
                size: card.sizes.place
                weight: Font.Medium
                colour: Theme.colours.inkSoft
                room: words.width - card.sizes.px(84)
            }
        }

        CapText {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Math.round((whose.y + whose.height + words.height - height) / 2)
            text: card.board.number
            size: card.sizes.number
            colour: Theme.colours.deep
            room: words.width
        }
    }

    CounterTile {
        id: tile

        x: card.width - width - card.sizes.edge
        y: card.height - height - card.sizes.edge
        width: card.sizes.landscape ? card.sizes.tile : card.width - 2 * card.sizes.edge
        height: card.sizes.landscape ? card.height - 2 * card.sizes.edge : card.sizes.tile
        sizes: card.sizes
        counter: card.board.counter
        lit: beat.on
    }
}

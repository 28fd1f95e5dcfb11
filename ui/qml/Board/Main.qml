import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// The TV of a hall: the number called now, the ones before it, one quiet line below.
Window {
    id: window

    required property BoardViewModel board

    color: Theme.colours.deep
    title: board.hallName

    BoardSizes {
        id: sizes

        panelWidth: Math.max(1, window.width)
        panelHeight: Math.max(1, window.height)
    }

    Item {
        id: content

        // A bright edge that stands still all day burns into the panel.
        x: window.board.drift === 1 || window.board.drift === 2 ? sizes.px(4) : 0
        y: window.board.drift >= 2 ? sizes.px(4) : 0
        width: window.width - sizes.px(4)
        height: window.height - sizes.footer - sizes.px(4)

        BoardHeader {
            id: header

            width: content.width
            visible: window.board.ready
            board: window.board
            sizes: sizes
        }

        NowCard {
            id: card

            x: sizes.margin
            y: header.height
            width: content.width - 2 * x
            height: sizes.card
            visible: window.board.number !== ""
            board: window.board
            sizes: sizes
        }

        CallGrid {
            x: sizes.margin
            y: card.y + card.height + sizes.gap
            width: card.width
            height: content.height - y - sizes.gap
            visible: card.visible
            calls: window.board.calls
            sizes: sizes
        }

        Waiting {
            anchors.centerIn: content
            width: content.width - 4 * sizes.margin
            visible: !card.visible
            sizes: sizes
            icon: window.board.ready ? "armchair" : "building-community"
            title: window.board.ready ? qsTr("Belum ada panggilan") : qsTr("Menyambung ke server mal")
            text: window.board.ready ? qsTr("Silakan duduk.\nNomor Anda akan dipanggil di sini.") : qsTr("Mohon tunggu.\nPetugas loket tetap melayani Anda.")
        }
    }

    BoardFooter {
        id: footer

        anchors.bottom: parent.bottom
        width: parent.width
        visible: window.board.ready
        board: window.board
        sizes: sizes
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The published standard of one service, and the way to a number. Portrait: under each other;
// landscape: what it is and the button at the left, what to read at the right.
Item {
    id: screen

    required property ServiceViewModel viewModel

    readonly property Standard standard: viewModel.standard
    readonly property bool wide: Theme.landscape
    // On a wide panel the facts stand beside the pages; with large text or many fees there is no
    // room for them above the button, so they go to the pages.
    readonly property bool factsAtSide: wide && !Theme.cramped && sideFacts.implicitHeight <= sideRoom
    readonly property real sideRoom: action.y - head.y - place.height - title.height - Theme.smallGap * 4 - Theme.gap
    readonly property real side: Math.round((width - 2 * Theme.margin) * (wide ? 0.4 : 1))

    Column {
        id: head

        x: Theme.margin
        y: Theme.bigGap
        width: screen.side
        spacing: Theme.smallGap

        ServicePlace {
            id: place

            width: parent.width
            visible: !Theme.cramped
            viewModel: screen.viewModel
        }

        ScreenTitle {
            id: title

            width: parent.width
            text: screen.standard?.name ?? qsTr("Layanan ini tidak ada di mal ini")
        }

        Item {
            visible: screen.factsAtSide
            width: 1
            height: Theme.smallGap
        }

        FactCards {
            id: sideFacts

            width: parent.width
            visible: screen.factsAtSide
            stacked: true
            viewModel: screen.viewModel
        }
    }

    ServicePages {
        id: pages

        x: screen.wide ? head.x + head.width + Theme.bigGap * 1.3 : Theme.margin
        y: screen.wide ? Theme.bigGap : head.y + head.height + Theme.bigGap
        width: screen.width - Theme.margin - x
        height: (screen.wide ? screen.height - Theme.bigGap : action.y - Theme.bigGap) - y
        facts: !screen.factsAtSide
        viewModel: screen.viewModel
    }

    Item {
        id: action

        x: Theme.margin
        y: screen.height - Theme.bigGap - height
        width: screen.side
        height: closed.visible ? closed.height : take.height

        ClosedNotice {
            id: closed

            width: parent.width
            hall: screen.viewModel.hall
            refusal: screen.viewModel.refusal
        }

        ActionButton {
            id: take

            readonly property WaitWords wait: WaitWords {
                low: screen.viewModel.waitLow
                high: screen.viewModel.waitHigh
            }

            width: parent.width
            height: implicitHeight
            visible: !closed.visible && screen.viewModel.hall.open && screen.standard !== null
            primary: true
            icon: "ticket"
            name: qsTr("Ambil nomor")
            about: screen.viewModel.waiting === 0 || wait.text === "" ? "" : qsTr("tunggu %1").arg(wait.joined)
            onActivated: screen.viewModel.takeNumber()
        }
    }
}

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Ticket
import Kiosk.ViewModels

// The ticket in hand. Read above, touch below; in landscape left and right. A touch anywhere but on
// a button says "I am still reading".
Rectangle {
    id: screen

    required property TicketViewModel viewModel

    color: Theme.colours.deep

    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: screen.viewModel.stay()
    }

    GridLayout {
        anchors {
            fill: parent
            leftMargin: Theme.margin
            rightMargin: Theme.margin
            topMargin: Theme.cramped ? Theme.gap : Theme.bigGap
            bottomMargin: Theme.cramped ? Theme.gap : Theme.bigGap
        }
        columns: Theme.landscape ? 2 : 1
        columnSpacing: Theme.margin
        rowSpacing: Theme.cramped ? Theme.gap : Theme.bigGap

        TicketHead {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: Number.POSITIVE_INFINITY
            Layout.preferredWidth: 1
            ticket: screen.viewModel.ticket
        }

        ColumnLayout {
            Layout.fillWidth: true
            Layout.fillHeight: Theme.landscape
            Layout.preferredWidth: 1
            spacing: Theme.cramped ? Theme.gap : Theme.bigGap

            Item {
                Layout.fillHeight: true
                visible: Theme.landscape
            }

            PhoneCard {
                Layout.fillWidth: true
                visible: (screen.viewModel.ticket?.qrModules ?? 0) > 0
                ticket: screen.viewModel.ticket
            }

            PaperState {
                Layout.fillWidth: true
                viewModel: screen.viewModel
            }

            Item {
                Layout.fillHeight: true
            }

            TicketActions {
                Layout.fillWidth: true
                Layout.fillHeight: false
                viewModel: screen.viewModel
            }
        }
    }
}

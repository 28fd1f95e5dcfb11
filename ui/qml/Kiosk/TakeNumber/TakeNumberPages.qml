import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The form for a small wide panel with the largest text: on pages, the button always there.
Item {
    id: form

    required property TakeNumberViewModel viewModel

    readonly property ServiceFacts service: viewModel.service

    FlowPages {
        id: pages

        width: parent.width
        height: take.y - Theme.gap
        spacing: Theme.gap
        onPageAsked: page => pages.page = page

        ScreenTitle {
            width: pages.width
            text: form.service?.name ?? ""
        }

        PlaceLine {
            width: pages.width
            service: form.service
        }

        WaitingFacts {
            width: pages.width
            ahead: form.service?.ahead ?? -1
            waitLow: form.service?.waitLow ?? 0
            waitHigh: form.service?.waitHigh ?? 0
        }

        PriorityHeading {
            width: pages.width
        }

        PriorityChoices {
            width: pages.width
            height: implicitHeight
            enabled: !form.viewModel.asking
            priority: form.viewModel.priority
            onChosen: priority => form.viewModel.choosePriority(priority)
        }
    }

    TakeButton {
        id: take

        y: parent.height - height
        width: parent.width
        viewModel: form.viewModel
    }
}

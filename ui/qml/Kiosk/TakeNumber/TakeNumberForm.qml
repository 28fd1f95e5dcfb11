import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What the visitor should know before deciding, who goes ahead, and one button.
GridLayout {
    id: form

    required property TakeNumberViewModel viewModel

    readonly property ServiceFacts service: viewModel.service

    columns: Theme.landscape ? 2 : 1
    columnSpacing: Theme.margin
    rowSpacing: Theme.bigGap

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredWidth: 1
        Layout.minimumHeight: 0
        spacing: Theme.gap

        PlaceLine {
            Layout.fillWidth: true
            service: form.service
        }

        ScreenTitle {
            Layout.fillWidth: true
            text: form.service?.name ?? ""
        }

        WaitingFacts {
            Layout.fillWidth: true
            Layout.fillHeight: false
            Layout.topMargin: Theme.gap
            ahead: form.service?.ahead ?? -1
            waitLow: form.service?.waitLow ?? 0
            waitHigh: form.service?.waitHigh ?? 0
        }

        PapersToBring {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.topMargin: Theme.gap
            papers: form.service?.papers ?? null
        }

        Item {
            Layout.fillHeight: true
            visible: (form.service?.papers.count ?? 0) === 0
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: Theme.landscape
        Layout.preferredWidth: 1
        spacing: Theme.gap

        PriorityHeading {
            Layout.fillWidth: true
        }

        PriorityChoices {
            Layout.fillWidth: true
            Layout.fillHeight: Theme.landscape
            enabled: !form.viewModel.asking
            priority: form.viewModel.priority
            onChosen: priority => form.viewModel.choosePriority(priority)
        }

        TakeButton {
            Layout.fillWidth: true
            Layout.topMargin: Theme.landscape ? 0 : Theme.gap
            viewModel: form.viewModel
        }
    }
}

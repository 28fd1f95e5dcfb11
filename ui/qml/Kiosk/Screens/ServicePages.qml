pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What is published about a service, on as many pages as the visitor's text size needs.
FlowPages {
    id: pages

    required property ServiceViewModel viewModel
    required property bool facts

    readonly property Standard standard: viewModel.standard

    page: viewModel.page
    onPageAsked: page => viewModel.page = page

    ServicePlace {
        width: pages.width
        visible: Theme.cramped
        viewModel: pages.viewModel
    }

    Spring {
        visible: Theme.cramped
        least: Theme.gap
        most: least
    }

    FactCards {
        width: pages.width
        visible: pages.facts
        stacked: Theme.cramped
        viewModel: pages.viewModel
    }

    Spring {
        visible: pages.facts
        least: Theme.bigGap
    }

    Heading {
        width: pages.width
        visible: pages.viewModel.requirements.count > 0
        text: qsTr("Yang perlu dibawa")
        about: qsTr("Ketuk yang sudah Anda bawa. Belum lengkap? Anda tetap boleh bertanya di loket.")
    }

    Repeater {
        model: pages.viewModel.requirements

        Block {
            id: requirement

            required property string id
            required property string text
            required property bool verified
            required property bool ticked

            width: pages.width
            height: tick.height + Theme.gap
            whole: true
            cuts: tick.lineEnds.slice(0, -1).map(end => Qt.point(tick.y + end, tick.y + end))

            TickRow {
                id: tick

                y: Theme.gap
                width: parent.width
                name: requirement.text
                verified: requirement.verified
                checked: requirement.ticked
                onActivated: pages.viewModel.tick(requirement.id)
            }
        }
    }

    Spring {
        least: Theme.bigGap
    }

    Heading {
        width: pages.width
        visible: pages.viewModel.steps.count > 0
        text: qsTr("Langkahnya")
    }

    Repeater {
        model: pages.viewModel.steps

        Item {
            id: step

            required property int index
            required property string text
            required property bool verified

            width: pages.width
            height: words.height + Theme.gap

            StepRow {
                id: words

                y: Theme.gap
                width: parent.width
                number: step.index + 1
                text: step.text
                verified: step.verified
            }
        }
    }

    Spring {
        visible: pages.viewModel.steps.count > 0
        least: Theme.bigGap
    }

    ServiceNotes {
        width: pages.width
        viewModel: pages.viewModel
    }
}

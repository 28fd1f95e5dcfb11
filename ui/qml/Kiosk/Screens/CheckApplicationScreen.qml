pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Application
import Kiosk.ViewModels

// Check an application: type two numbers, then read how far it is.
Item {
    id: screen

    required property CheckApplicationViewModel viewModel

    readonly property string step: viewModel.step

    Loader {
        anchors {
            fill: parent
            leftMargin: Theme.margin
            rightMargin: Theme.margin
            topMargin: Theme.cramped ? Theme.gap : Theme.bigGap
            bottomMargin: Theme.cramped ? Theme.gap : Theme.bigGap
        }
        focus: true
        sourceComponent: screen.step === "result" ? result : screen.step === "refused" ? refused : form
    }

    Component {
        id: form

        CheckForm {
            viewModel: screen.viewModel
        }
    }

    Component {
        id: refused

        NotFoundNow {
            viewModel: screen.viewModel
        }
    }

    Component {
        id: result

        ResultPage {
            viewModel: screen.viewModel
        }
    }
}

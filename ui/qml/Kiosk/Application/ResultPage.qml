import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// How far the papers are: what to do now, then every stage; on as many pages as they need.
Item {
    id: page

    required property CheckApplicationViewModel viewModel

    readonly property ApplicationResult result: viewModel.result
    // Two columns of few lines would be all pages and no reading.
    readonly property bool wide: Theme.landscape && !Theme.dense

    FlowPages {
        id: left

        anchors {
            top: parent.top
            left: parent.left
            bottom: page.wide ? parent.bottom : actions.top
            bottomMargin: page.wide ? 0 : Theme.gap
        }
        width: page.wide ? (parent.width - Theme.margin) / 2 : parent.width
        spacing: Theme.gap
        onPageAsked: page => left.page = page

        Label {
            width: left.width
            color: Theme.colours.inkSoft
            text: page.result?.agency ?? ""
        }

        ScreenTitle {
            width: left.width
            text: page.result?.service ?? ""
        }

        NextStepCard {
            width: left.width
            visible: text !== "" && !Theme.dense
            text: page.result?.nextStep ?? ""
        }

        // The same as plain text where it may have to run over two pages.
        Label {
            width: left.width
            visible: text !== "" && Theme.dense
            type: Theme.strong
            text: page.result?.nextStep ?? ""
        }

        Spring {
            least: 1
            most: Theme.bigGap
            visible: !page.wide
        }

        Heading {
            width: left.width
            visible: !page.wide
            text: qsTr("Tahapan")
        }

        Timeline {
            stages: page.wide ? null : page.result?.stages ?? null
        }

        Spring {
            least: 1
            most: Theme.bigGap
        }

        Label {
            width: left.width
            type: Theme.small
            color: Theme.colours.inkSoft
            text: qsTr("Data dari instansi per %1").arg(page.result?.asOf ?? "")
        }
    }

    FlowPages {
        id: right

        anchors {
            top: parent.top
            right: parent.right
            bottom: actions.top
            bottomMargin: Theme.gap
        }
        width: left.width
        visible: page.wide
        spacing: left.spacing
        onPageAsked: page => right.page = page

        Heading {
            width: right.width
            text: qsTr("Tahapan")
        }

        Timeline {
            stages: page.wide ? page.result?.stages ?? null : null
        }
    }

    RowLayout {
        id: actions

        anchors {
            right: parent.right
            bottom: parent.bottom
        }
        width: left.width
        spacing: Theme.gap

        ActionButton {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            name: qsTr("Cek yang lain")
            onActivated: page.viewModel.restart()
        }

        ActionButton {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            primary: true
            name: qsTr("Selesai")
            onActivated: page.viewModel.finish()
        }
    }
}

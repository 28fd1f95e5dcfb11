import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// One number at a time: read above, type below; left and right in landscape.
GridLayout {
    id: form

    required property CheckApplicationViewModel viewModel

    readonly property ApplicationEntry entry: viewModel.entry
    readonly property bool asking: viewModel.step === "asking"

    columns: Theme.landscape ? 2 : 1
    columnSpacing: Theme.margin
    rowSpacing: Theme.cramped ? Theme.gap : Theme.bigGap

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: Theme.dense
        Layout.alignment: Qt.AlignTop
        Layout.preferredWidth: 1
        spacing: Theme.gap

        CheckQuestion {
            Layout.fillWidth: true
            entry: form.entry
            asking: form.asking
        }

        // Beside the keypad there is no room for it below the keys.
        CheckButton {
            Layout.fillWidth: true
            visible: Theme.dense
            viewModel: form.viewModel
        }
    }

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.maximumHeight: Number.POSITIVE_INFINITY
        Layout.preferredWidth: 1
        spacing: Theme.cramped ? Theme.gap : Theme.bigGap

        Item {
            Layout.fillHeight: true
        }

        Keypad {
            Layout.fillWidth: true
            Layout.fillHeight: true
            // As much as there is, before any spare room goes above it.
            Layout.preferredHeight: 4 * Theme.px(1000)
            enabled: !form.asking
            empty: form.entry.empty
            onDigit: digit => form.entry.press(digit)
            onCleared: form.entry.clear()
            onTakenBack: form.entry.backspace()
        }

        CheckButton {
            Layout.fillWidth: true
            visible: !Theme.dense
            viewModel: form.viewModel
        }
    }
}

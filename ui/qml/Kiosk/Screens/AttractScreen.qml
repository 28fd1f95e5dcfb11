import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Nobody is there: which hall, what can be done here, who is called. Any touch wakes (UX-56).
Rectangle {
    id: screen

    required property AttractViewModel viewModel

    color: Theme.colours.deep

    Pressable {
        anchors.fill: parent
        name: qsTr("Sentuh layar untuk mulai")
        onActivated: screen.viewModel.wake()
    }
}

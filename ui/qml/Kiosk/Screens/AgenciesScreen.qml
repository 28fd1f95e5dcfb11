pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Which office? Every agency of the hall with what it is called.
Item {
    id: screen

    required property AgenciesViewModel viewModel

    ScreenTitle {
        id: title

        x: Theme.margin
        y: Theme.bigGap
        width: parent.width - 2 * Theme.margin
        text: qsTr("Pilih instansi")
    }

    TileGrid {
        id: grid

        anchors {
            top: title.bottom
            topMargin: Theme.gap
            bottom: parent.bottom
            bottomMargin: Theme.bigGap
            left: title.left
            right: title.right
        }
        columns: Math.max(1, Math.min(Theme.landscape ? 3 : 2, Math.floor(width / (Theme.strong.px * 12))))
        model: screen.viewModel.agencies
        page: screen.viewModel.page
        onPageAsked: page => screen.viewModel.page = page

        delegate: ServiceTile {
            required property string id
            required property string shortName
            required property int services

            text: shortName
            agency: name === shortName ? qsTr("%n layanan", "", services) : name
            onActivated: screen.viewModel.choose(id)
        }
    }
}

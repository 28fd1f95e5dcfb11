import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The two ways in; the large one is what most people come for.
Block {
    id: doors

    required property HomeViewModel viewModel

    // Beside each other while the smaller one has room for its longest word.
    readonly property bool sideBySide: width * 0.4 - Theme.gap - 2.4 * Theme.inset - (Theme.landscape ? Theme.tileIcon + Theme.bigGap : 0) > Theme.heading.px * 6.4
    readonly property bool wide: Theme.landscape || !sideBySide
    readonly property real usual: Theme.px((Theme.landscape ? 74 : 138) * Theme.fit)

    implicitHeight: sideBySide ? Math.max(usual, take.implicitHeight, check.implicitHeight) : take.implicitHeight + Theme.gap + check.implicitHeight
    height: implicitHeight
    cuts: sideBySide ? [] : [Qt.point(take.height, take.height + Theme.gap)]

    Door {
        id: take

        width: doors.sideBySide ? Math.round((doors.width - Theme.gap) * 0.6) : doors.width
        height: doors.sideBySide ? doors.height : implicitHeight
        wide: doors.wide
        primary: true
        icon: "ticket"
        name: qsTr("Ambil nomor antrean")
        about: qsTr("Pilih layanan, langsung dapat nomor")
        onActivated: doors.viewModel.takeNumber()
    }

    Door {
        id: check

        x: doors.sideBySide ? take.width + Theme.gap : 0
        y: doors.sideBySide ? 0 : take.height + Theme.gap
        width: doors.width - x
        height: doors.sideBySide ? doors.height : implicitHeight
        wide: doors.wide
        icon: "file-search"
        name: qsTr("Cek permohonan")
        about: qsTr("Sampai di mana berkas saya")
        onActivated: doors.viewModel.checkApplication()
    }
}

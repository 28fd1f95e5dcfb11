import QtQuick
import Kiosk.Controls
import Kiosk.Theme
import Kiosk.ViewModels

// One line that stands still: what is being spoken, for those who do not hear it, else a notice.
Rectangle {
    id: footer

    required property BoardViewModel board
    required property BoardSizes sizes

    readonly property bool spoken: board.caption !== ""

    height: sizes.footer
    color: Theme.colours.veil

    Icon {
        id: icon

        x: footer.sizes.margin
        anchors.verticalCenter: parent.verticalCenter
        name: footer.spoken ? "volume" : "info-circle"
        size: footer.sizes.px(52)
        colour: Theme.colours.inkSoftOnDeep
        visible: words.text !== ""
    }

    Words {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: icon.x + icon.width + footer.sizes.gap
        width: footer.width - x - footer.sizes.margin
        text: footer.spoken ? footer.board.caption : footer.board.notice
        size: footer.sizes.line
        maximumLineCount: footer.sizes.landscape ? 1 : 2
        fontSizeMode: Text.Fit
        height: Math.min(implicitHeight, footer.height)
    }
}

import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// Back and forth through what does not fit at once; nothing needs a swipe (UX-05).
RowLayout {
    id: buttons

    required property int page
    required property int pages

    signal asked(int page)

    spacing: Theme.gap

    ActionButton {
        Layout.preferredWidth: Math.max(Theme.px(60 * Theme.fit), minimum)
        icon: "chevron-left"
        text: ""
        name: qsTr("Halaman sebelumnya")
        enabled: buttons.page > 0
        opacity: enabled ? 1 : 0  // its place stays, so that nothing moves under a finger
        onActivated: buttons.asked(buttons.page - 1)
    }

    Label {
        Layout.fillWidth: true
        type: Theme.small
        color: Theme.colours.inkSoft
        horizontalAlignment: Text.AlignHCenter
        text: qsTr("Halaman %1 dari %2").arg(buttons.page + 1).arg(buttons.pages)
    }

    ActionButton {
        Layout.maximumWidth: buttons.width * 0.55
        trailing: true
        icon: "chevron-right"
        name: qsTr("Lanjutan")
        enabled: buttons.page + 1 < buttons.pages
        opacity: enabled ? 1 : 0
        onActivated: buttons.asked(buttons.page + 1)
    }
}

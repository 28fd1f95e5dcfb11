import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.ViewModels

// "Are you still there?": asked before anything is wiped, answered by one large touch (UX-21).
Rectangle {
    id: warning

    required property Session session

    color: Theme.colours.veil
    Accessible.role: Accessible.AlertMessage
    Accessible.name: question.text

    // Nothing behind the question can be touched.
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }

    Card {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.px(330 * Theme.fit * Theme.textScale))
        height: Math.min(column.implicitHeight + 4 * Theme.inset, parent.height - 2 * Theme.gap)

        ColumnLayout {
            id: column

            anchors.centerIn: parent
            width: parent.width - 4 * Theme.inset
            spacing: Theme.bigGap

            Label {
                id: question

                Layout.fillWidth: true
                type: Theme.display
                text: qsTr("Masih di sana?")
                horizontalAlignment: Text.AlignHCenter
            }

            Label {
                Layout.fillWidth: true
                type: Theme.large
                color: Theme.colours.inkSoft
                text: qsTr("Layar kembali ke awal dalam %n detik.", "", warning.session.secondsLeft)
                horizontalAlignment: Text.AlignHCenter
            }

            ActionButton {
                Layout.fillWidth: true
                Layout.preferredHeight: Math.max(implicitHeight, Theme.px(46 * Theme.fit))
                Layout.topMargin: Theme.gap
                primary: true
                name: qsTr("Lanjut")
                focus: true
                onActivated: warning.session.goOn()
            }

            ActionButton {
                Layout.fillWidth: true
                name: qsTr("Selesai")
                onActivated: warning.session.end()
            }
        }
    }
}

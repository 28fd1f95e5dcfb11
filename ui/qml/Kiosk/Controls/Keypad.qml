pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk.Theme

// Twelve keys as on a telephone, each at least 20 mm (UX-01): digits, clear, one back.
GridLayout {
    id: keypad

    // Nothing to take back.
    property bool empty: false

    signal digit(string digit)
    signal cleared
    signal takenBack

    readonly property real tallest: Math.round(Theme.key * 1.6)

    Layout.maximumHeight: 4 * tallest + 3 * rowSpacing
    columns: 3
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap
    uniformCellHeights: true
    uniformCellWidths: true

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "back"]

        Pressable {
            id: key

            required property string modelData

            readonly property bool taking: modelData === "clear" || modelData === "back"

            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: minimum
            objectName: "key-" + modelData
            minimum: Theme.key
            pause: 80
            enabled: !(taking && keypad.empty)
            name: modelData === "clear" ? qsTr("Hapus semua") : modelData === "back" ? qsTr("Hapus satu angka") : modelData
            onActivated: {
                if (key.modelData === "clear")
                    keypad.cleared();
                else if (key.modelData === "back")
                    keypad.takenBack();
                else
                    keypad.digit(key.modelData);
            }

            Rectangle {
                anchors.fill: parent
                radius: Theme.radius
                color: key.pressed ? Theme.colours.pressed : key.taking ? Theme.colours.sunken : Theme.colours.surface
                border.width: Theme.line
                border.color: Theme.highContrast || key.pressed ? Theme.colours.controlEdge : Theme.colours.hairline
            }

            Icon {
                anchors.centerIn: parent
                visible: key.modelData === "back"
                opacity: key.enabled ? 1 : 0.35
                name: "backspace"
                size: Math.round(Theme.icon * 1.3)
                colour: Theme.colours.ink
            }

            Label {
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.smallGap
                visible: key.modelData !== "back"
                opacity: key.enabled ? 1 : 0.35
                type: key.taking ? Theme.small : Theme.title
                font.weight: Font.Medium
                horizontalAlignment: Text.AlignHCenter
                text: key.taking ? qsTr("Hapus") : key.modelData
                spoken: false
            }
        }
    }
}

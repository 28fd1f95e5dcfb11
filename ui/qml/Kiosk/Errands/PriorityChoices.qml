pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls

// Who goes ahead within bounds (UU 25/2009): one tap, no proof asked, nobody by default.
GridLayout {
    id: choices

    required property string priority

    signal chosen(priority: string)

    columns: 2
    columnSpacing: Theme.gap
    rowSpacing: Theme.gap

    Repeater {
        model: [
            { priority: "none", icon: "user", words: qsTr("Tanpa prioritas") },
            { priority: "elderly", icon: "old", words: qsTr("Lanjut usia") },
            { priority: "disability", icon: "wheelchair", words: qsTr("Disabilitas") },
            { priority: "pregnant", icon: "user-heart", words: qsTr("Ibu hamil") },
            { priority: "infant", icon: "baby-carriage", words: qsTr("Dengan bayi") }
        ]

        PriorityChoice {
            required property int index
            required property var modelData

            Layout.columnSpan: index === 0 ? 2 : 1
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.maximumHeight: Math.round(implicitHeight * 2.5)
            Layout.preferredWidth: 1
            objectName: "priority-" + modelData.priority
            icon: modelData.icon
            name: modelData.words
            checked: choices.priority === modelData.priority
            onActivated: choices.chosen(modelData.priority)
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.Controls

// Who goes ahead within bounds (UU 25/2009): one tap, no proof asked, nobody by default.
Block {
    id: choices

    required property string priority

    signal chosen(priority: string)

    implicitHeight: grid.implicitHeight
    cuts: {
        const found = [];
        for (let i = 0; i + 1 < rows.count; ++i) {
            const [row, next] = [rows.itemAt(i), rows.itemAt(i + 1)];
            if (row && next && next.y > row.y)
                found.push(Qt.point(row.y + row.height, next.y));
        }
        return found;
    }

    GridLayout {
        id: grid

        anchors.fill: parent
        columns: Theme.dense ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        Repeater {
            id: rows

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

                Layout.columnSpan: index === 0 ? grid.columns : 1
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: implicitHeight
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
}

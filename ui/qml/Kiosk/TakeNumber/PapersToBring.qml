pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What to bring, in short: as many papers as there is room for, and how many more there are.
Item {
    id: sheet

    required property RowsModel papers

    readonly property real room: height - heading.height - 2 * Theme.gap
    readonly property int shown: {
        let bottom = 0;
        for (let i = 0; i < rows.count; i++) {
            const row = rows.itemAt(i);
            const rest = i + 1 < rows.count ? more.implicitHeight + list.spacing : 0;
            bottom = row ? row.y + row.height : 0;
            if (bottom + rest > room)
                return i;
        }
        return rows.count;
    }
    readonly property bool all: shown === rows.count

    visible: (sheet.papers?.count ?? 0) > 0

    Label {
        id: heading

        width: parent.width
        visible: sheet.shown > 0
        type: Theme.heading
        bottomPadding: Theme.smallGap
        text: qsTr("Yang perlu dibawa")
    }

    Card {
        y: heading.height
        width: parent.width
        height: (sheet.all ? list.height : more.y + more.height - list.y) + 2 * Theme.gap
        visible: sheet.shown > 0

        Column {
            id: list

            x: Theme.inset
            y: Theme.gap
            width: parent.width - 2 * Theme.inset
            spacing: Theme.smallGap

            Repeater {
                id: rows

                model: sheet.papers

                Row {
                    id: row

                    required property int index
                    required property string text

                    width: list.width
                    height: label.height
                    spacing: Theme.gap
                    opacity: index < sheet.shown ? 1 : 0

                    Icon {
                        y: Math.round((label.height / label.lineCount - height) / 2)
                        name: "file-text"
                        size: Math.round(Theme.icon * (0.6 + 0.2 * Theme.textScale))
                    }

                    Label {
                        id: label

                        width: row.width - x
                        text: row.text
                        spoken: row.index < sheet.shown
                    }
                }
            }
        }

        Label {
            id: more

            x: list.x
            y: list.y + (sheet.all ? 0 : (rows.itemAt(sheet.shown)?.y ?? 0))
            width: list.width
            visible: !sheet.all
            color: Theme.colours.inkSoft
            text: qsTr("dan %n lagi, lihat halaman layanan", "", rows.count - sheet.shown)
        }
    }
}

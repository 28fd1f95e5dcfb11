import QtQuick
import QtQuick.Layouts
import Kiosk.Theme
import Kiosk.ViewModels

// Who is called now, as many as there is room for, newest first; says as of when without the line.
ColumnLayout {
    id: strip

    required property NowCalling nowCalling
    required property HallViewModel hall
    property int columns: 4
    property int rows: 1
    property bool onDeep: false

    readonly property real cardWidth: (width - (columns - 1) * Theme.gap) / columns

    spacing: Theme.gap * 0.8
    visible: !nowCalling.empty

    Label {
        Layout.fillWidth: true
        type: Theme.heading
        color: strip.onDeep ? Theme.colours.inkOnDeep : Theme.colours.ink
        text: strip.hall.connected ? qsTr("Sedang dipanggil") : qsTr("Terakhir dipanggil, data per %1").arg(strip.hall.asOf)
    }

    Grid {
        Layout.fillWidth: true
        columns: strip.columns
        spacing: Theme.gap

        Repeater {
            model: strip.nowCalling.calls

            CallCard {
                required property int index

                width: strip.cardWidth
                visible: index < strip.columns * strip.rows
                newest: index === 0
            }
        }
    }
}

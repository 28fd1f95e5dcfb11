pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// Who is called now, as many as there is room for, newest first; says as of when without the line.
Column {
    id: strip

    required property NowCalling nowCalling
    required property HallViewModel hall
    property int most: 4
    // Height there is; 0 asks for one row.
    property real room: 0
    property bool onDeep: false

    readonly property real narrowest: Theme.number.px * 2.95 + 2 * Theme.inset * 0.8
    readonly property int columns: Math.max(1, Math.min(most, Math.floor((width + Theme.gap) / (narrowest + Theme.gap))))
    readonly property real cardHeight: Math.round(Theme.number.px * 1.21 + Theme.small.px * 1.3 + 2 * Theme.gap)
    readonly property int rows: room === 0 ? 1 : Math.max(0, Math.floor((room - title.height) / (cardHeight + Theme.gap)))
    readonly property real cardWidth: Math.floor((width - (columns - 1) * Theme.gap) / columns)

    spacing: Theme.gap * 0.8
    visible: !nowCalling.empty && rows > 0

    Label {
        id: title

        width: parent.width
        type: Theme.heading
        color: strip.onDeep ? Theme.colours.inkOnDeep : Theme.colours.ink
        text: strip.hall.connected ? qsTr("Sedang dipanggil") : qsTr("Terakhir dipanggil, data per %1").arg(strip.hall.asOf)
    }

    Grid {
        columns: strip.columns
        spacing: Theme.gap

        Repeater {
            model: strip.nowCalling.calls

            CallCard {
                required property int index

                width: strip.cardWidth
                height: strip.cardHeight
                visible: index < strip.columns * strip.rows
                newest: index === 0 && !strip.onDeep
                onDeep: strip.onDeep
            }
        }
    }
}

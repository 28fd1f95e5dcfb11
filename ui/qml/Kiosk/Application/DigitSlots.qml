pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Typed digits in groups of four, as they stand on the receipt; the next one's place is marked.
Row {
    id: slots

    required property string digits
    required property int places
    required property string name
    property bool wrong: false

    readonly property real room: width - (groups.count - 1) * spacing - places * Theme.smallGap
    readonly property real slot: Math.min(Theme.px(40 * Theme.fit) + Theme.number.px * 0.3, Math.floor(room / places))

    spacing: Theme.gap * 1.6
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%1: %2 dari %3 angka").arg(name).arg(digits.length).arg(places)

    Repeater {
        id: groups

        model: Math.ceil(slots.places / 4)

        Row {
            id: group

            required property int index

            spacing: Theme.smallGap

            Repeater {
                model: 4

                Rectangle {
                    id: slot

                    required property int index

                    readonly property int place: 4 * group.index + index
                    readonly property bool next: place === slots.digits.length

                    width: slots.slot
                    height: Math.round(Theme.number.px * 1.6)
                    radius: Theme.smallRadius
                    color: Theme.colours.surface
                    border.width: next || slots.wrong ? 2 * Theme.strongLine : Theme.strongLine
                    border.color: slots.wrong ? Theme.colours.negative : next ? Theme.colours.focus : Theme.colours.controlEdge

                    Label {
                        anchors.centerIn: parent
                        type: Theme.number
                        wrapMode: Text.NoWrap
                        text: slots.digits.charAt(slot.place)
                        spoken: false
                    }
                }
            }
        }
    }
}

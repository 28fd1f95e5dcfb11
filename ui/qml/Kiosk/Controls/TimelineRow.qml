import QtQuick
import Kiosk.Theme

// One stage on the way: reached, where it is now, or ahead; told by mark, words and place on the
// line, never by colour alone. A long one may run over two pages, between its lines.
Block {
    id: row

    required property string name
    required property string note
    required property string stage
    required property string when
    required property bool first
    required property bool last
    // The room to the next row, which the line crosses.
    property real below: Theme.gap

    readonly property bool current: stage === "current"
    readonly property real mark: Math.round(Theme.icon * (0.9 + 0.2 * Theme.textScale))
    readonly property string words: stage === "done" ? qsTr("Selesai") : current ? qsTr("Sedang di sini") : qsTr("Belum")

    function linesOf(label: Label): list<point> {
        const line = label.height / Math.max(1, label.lineCount);
        const lines = label.visible ? label.lineCount : 0;
        return Array.from({ length: lines }, (_, i) => label.y + (i + 1) * line).map(y => Qt.point(y, y));
    }

    cuts: column.height < 4 * Theme.body.px ? [] : [title, status, remark].reduce((ends, label) => ends.concat(linesOf(label)), [])
    implicitHeight: column.height + (Theme.cramped ? 0 : Theme.gap)
    height: implicitHeight
    Accessible.role: Accessible.ListItem
    Accessible.name: [row.name, row.words, row.when, row.note].filter(part => part !== "").join(", ")

    Rectangle {
        id: above

        x: Math.round((row.mark - width) / 2)
        width: Theme.strongLine
        height: picture.y
        visible: !row.first
        color: row.stage === "ahead" ? Theme.colours.controlEdge : Theme.colours.tick
    }

    Rectangle {
        x: above.x
        y: picture.y + picture.height
        width: above.width
        height: row.height - y + row.below
        visible: !row.last
        color: row.stage === "done" ? Theme.colours.tick : Theme.colours.controlEdge
    }

    Icon {
        id: picture

        y: Math.round((title.height / title.lineCount - height) / 2 + column.y)
        name: row.stage === "done" ? "circle-check" : row.current ? "map-pin" : "circle-dashed"
        size: row.mark
        colour: row.stage === "done" ? Theme.colours.tick : row.current ? Theme.colours.accent : Theme.colours.controlEdge
    }

    Column {
        id: column

        x: row.mark + Theme.gap
        width: row.width - x
        spacing: Theme.smallGap * 0.5

        Label {
            id: title

            width: parent.width
            type: row.current ? Theme.heading : Theme.body
            color: row.stage === "ahead" ? Theme.colours.inkSoft : Theme.colours.ink
            text: row.name
            spoken: false
        }

        Label {
            id: status

            width: parent.width
            type: row.current ? Theme.smallStrong : Theme.small
            color: row.current ? Theme.colours.accent : Theme.colours.inkSoft
            text: row.when === "" ? row.words : row.words + " · " + row.when
            spoken: false
        }

        Label {
            id: remark

            width: parent.width
            visible: text !== ""
            type: Theme.small
            text: row.note
            spoken: false
        }
    }
}

import QtQuick
import Kiosk.Theme

// How many wait and how long, in words; nothing at all when nobody can know.
Label {
    required property int waiting
    required property int low
    required property int high

    type: Theme.small
    color: Theme.colours.inkSoft
    visible: text !== ""
    text: {
        if (waiting < 0)
            return "";
        if (waiting === 0)
            return qsTr("Tanpa antrean");
        const people = qsTr("%n menunggu", "", waiting);
        return high > 0 ? qsTr("%1 · %2–%3\u00a0menit").arg(people).arg(low).arg(high) : people;
    }
}

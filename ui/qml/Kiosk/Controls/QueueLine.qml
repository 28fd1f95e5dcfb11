import QtQuick
import Kiosk.Theme

// How many wait and how long, or that no number is given, in words; nothing when nobody can know.
Label {
    id: line

    required property int waiting
    required property int low
    required property int high
    property string refusal: ""

    readonly property WaitWords wait: WaitWords {
        low: line.low
        high: line.high
    }

    type: Theme.small
    color: Theme.colours.inkSoft
    visible: text !== ""
    text: {
        if (refusal === "quota-used-up")
            return qsTr("Nomor hari ini habis");
        if (refusal === "no-counter-open")
            return qsTr("Belum ada loket buka");
        if (refusal !== "")
            return qsTr("Sedang ditutup");
        if (waiting < 0)
            return "";
        if (waiting === 0)
            return qsTr("Tanpa antrean");
        const people = qsTr("%n menunggu", "", waiting);
        return wait.text === "" ? people : people + " · " + wait.joined;
    }
}

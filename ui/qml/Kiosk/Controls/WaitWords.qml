import QtQuick

// How long a wait is, in words: "15–25 menit", or "sampai 5 menit" where it may be none at all.
// `text` is "" where nobody knows, and may break where a card is narrow; `joined` is for the midst
// of a line, where number and unit stay together.
QtObject {
    required property int low
    required property int high

    readonly property string text: {
        if (high <= 0)
            return "";
        return low > 0 ? qsTr("%1–%2 menit").arg(low).arg(high) : qsTr("sampai %n\u00a0menit", "", high);
    }
    readonly property string joined: text.replace(/ (?=\S+$)/, "\u00a0")
}

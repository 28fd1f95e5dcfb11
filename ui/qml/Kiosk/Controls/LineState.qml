import QtQuick
import Kiosk.Theme
import Kiosk.ViewModels

// Whether the hall server answers: a dot and always words, with the age of what is shown.
Item {
    id: state

    required property HallViewModel hall

    // Day and month stay together where there is room for both in one line.
    readonly property string date: {
        const fits = metrics.advanceWidth(hall.date.split(" ").pop()) <= label.width;
        return fits ? hall.date : hall.date.replace(/\u00a0/g, " ");
    }

    implicitWidth: Math.ceil(label.implicitWidth) + Theme.frame.px
    implicitHeight: label.implicitHeight

    FontMetrics {
        id: metrics

        font: label.font
    }

    Rectangle {
        x: parent.width - label.contentWidth - width - Theme.gap * 0.6
        y: (label.implicitHeight / label.lineCount - height) / 2
        width: Math.round(Theme.frame.px * 0.52)
        height: width
        radius: state.hall.connected ? width / 2 : 0
        color: state.hall.connected ? Theme.colours.dot : Theme.colours.dotOff
    }

    Label {
        id: label

        anchors.right: parent.right
        width: parent.width - Theme.frame.px
        type: Theme.frame
        color: Theme.colours.inkSoft
        horizontalAlignment: Text.AlignRight
        text: {
            if (state.hall.connected)
                return Theme.tight ? qsTr("Tersambung") : qsTr("Tersambung") + " · " + state.date;
            if (!state.hall.known)
                return qsTr("Belum tersambung ke server mal");
            if (state.hall.asOf === "")
                return qsTr("Tanpa jaringan, nomor tetap dapat diambil");
            return qsTr("Tanpa jaringan, nomor tetap dapat diambil\u00a0· data per %1").arg(state.hall.asOf);
        }
    }
}

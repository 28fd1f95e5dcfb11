pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The small print, and where all of it comes from; a page may end between two of its sentences.
Block {
    id: notes

    required property ServiceViewModel viewModel

    readonly property Standard standard: viewModel.standard
    readonly property string unchecked: " · " + qsTr("belum diperiksa")
    readonly property list<string> sentences: standard === null ? [] : [
        standard.note === "" ? "" : standard.note + (standard.noteVerified ? "" : unchecked),
        standard.product === "" ? "" : qsTr("Hasil: %1").arg(standard.product) + (standard.productVerified ? "" : unchecked),
        standard.legalBasis === "" ? "" : qsTr("Dasar hukum: %1").arg(standard.legalBasis) + (standard.legalBasisVerified ? "" : unchecked),
        provenance(),
        standard.foreign ? qsTr("Keterangan layanan ditampilkan dalam bahasa aslinya.") : ""
    ].filter(text => text !== "")

    function provenance(): string {
        const source = qsTr("Sumber: %1").arg(standard.source);
        if (!standard.verified)
            return source + unchecked;
        if (standard.verifiedOn === "")
            return source + " · " + qsTr("sudah diperiksa");
        return source + " · " + qsTr("diperiksa %1").arg(standard.verifiedOn);
    }

    implicitHeight: column.implicitHeight
    height: implicitHeight
    cuts: {
        const ends = [];
        for (const child of column.children) {
            const text = child as Label;
            if (text)
                for (let line = 1; line <= text.lineCount; ++line)
                    ends.push(text.y + text.height * line / text.lineCount);
        }
        return ends.slice(0, -1).map(end => Qt.point(end, end));
    }

    Column {
        id: column

        width: parent.width
        spacing: Theme.px(1.5 * Theme.fit)

        Repeater {
            model: notes.sentences

            Label {
                required property string modelData

                width: column.width
                type: Theme.small
                color: Theme.colours.inkSoft
                text: modelData
            }
        }
    }
}

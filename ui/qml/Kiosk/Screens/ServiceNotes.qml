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
        standard.description,
        marked(standard.note, "note"),
        marked(standard.product === "" ? "" : qsTr("Hasil: %1").arg(standard.product), "products"),
        ...standard.channels.map(channel => marked(where(channel), "channels")),
        marked(complaints(), "complaints"),
        marked(standard.legalBasis === "" ? "" : qsTr("Dasar hukum: %1").arg(standard.legalBasis), "internal.legal_basis"),
        ...standard.sources.map(told),
        standard.foreign ? qsTr("Keterangan layanan ditampilkan dalam bahasa aslinya.") : ""
    ].filter(text => text !== "")

    function marked(text: string, part: string): string {
        return text === "" || standard.stands(part) ? text : text + unchecked;
    }

    function where(channel: var): string {
        switch (channel.kind) {
        case "online":
            return qsTr("Secara daring: %1").arg(channel.words);
        case "phone":
            return qsTr("Lewat telepon: %1").arg(channel.words);
        default:
            return qsTr("Di tempat lain: %1").arg(channel.words);
        }
    }

    function complaints(): string {
        const all = standard.complaints.map(channel => channel.words).join("; ");
        return all === "" ? "" : qsTr("Pengaduan: %1").arg(all);
    }

    function told(source: var): string {
        if (!source.verified)
            return qsTr("Menurut %1, belum diperiksa").arg(source.name);
        if (source.on === "")
            return qsTr("Menurut %1, sudah diperiksa").arg(source.name);
        return qsTr("Menurut %1, diperiksa %2").arg(source.name).arg(source.on);
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

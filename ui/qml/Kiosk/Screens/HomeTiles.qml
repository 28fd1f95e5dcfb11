pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The services most asked for today, each one touch away; in words when the hall is not known yet.
// A page may end after each row of tiles.
Block {
    id: tiles

    required property HomeViewModel viewModel

    readonly property real usual: Theme.px((Theme.landscape ? 38 : 64) * Theme.fit)
    readonly property real tileHeight: Math.max(usual, tallest(arrivals))
    property int arrivals: 0

    function tallest(count: int): real {
        let height = 0;
        for (let i = 0; i < repeater.count && count >= 0; ++i) {
            const tile = repeater.itemAt(i);
            height = Math.max(height, tile ? tile.implicitHeight : 0);
        }
        return height;
    }

    readonly property int columns: Math.max(1, Math.min(2, Math.floor(width / (Theme.strong.px * 11))))
    readonly property real tileWidth: Math.floor((width - (columns - 1) * Theme.gap) / columns)

    implicitHeight: grid.y + grid.height
    height: implicitHeight
    cuts: Array.from({ length: Math.max(0, Math.ceil(repeater.count / columns) - 1) }, (_, i) => {
        const end = grid.y + i * (tileHeight + Theme.gap) + tileHeight;
        return Qt.point(end, end + Theme.gap);
    })

    Label {
        id: heading

        width: parent.width
        visible: tiles.viewModel.hall.known
        type: Theme.heading
        text: qsTr("Paling banyak diperlukan hari ini")
    }

    Notice {
        id: notice

        width: parent.width
        visible: !tiles.viewModel.hall.known
        text: tiles.viewModel.hall.loaded < 0 ? qsTr("Anjungan ini sedang disiapkan.") : qsTr("Daftar layanan sedang dimuat: %1\u00a0%").arg(tiles.viewModel.hall.loaded)
        about: qsTr("Silakan mengambil nomor di meja informasi.")
    }

    Grid {
        id: grid

        y: (tiles.viewModel.hall.known ? heading.height : notice.height) + Theme.gap * 0.8
        width: parent.width
        columns: tiles.columns
        spacing: Theme.gap

        Repeater {
            id: repeater

            onItemAdded: tiles.arrivals += 1
            model: tiles.viewModel.popular

            ServiceTile {
                required property string id
                required property string shortName
                required agency
                required waiting
                required waitLow
                required waitHigh
                required refusal

                width: tiles.tileWidth
                height: tiles.tileHeight
                text: shortName
                onActivated: tiles.viewModel.choose(id)
            }
        }
    }
}

import QtQuick
import Kiosk.Theme

// Tiles of one size on as many pages as they need. The delegate gets its place from here; its own
// implicitHeight says how high a tile must be.
Item {
    id: grid

    property alias model: tiles.model
    property alias delegate: tiles.delegate
    property int columns: 2
    property int page: 0
    property real least: Theme.target
    property real most: Theme.px(70 * Theme.fit)

    signal pageAsked(int page)

    readonly property real cellWidth: Math.floor((width - (columns - 1) * Theme.gap) / columns)
    // Read through the counter: itemAt tells nobody when a tile comes.
    readonly property real needed: Math.max(least, tallest(arrivals))
    readonly property bool onePage: rowsIn(height) * columns >= tiles.count
    readonly property real room: onePage ? height : height - buttons.implicitHeight - Theme.gap
    readonly property int rows: rowsIn(room)
    readonly property int pages: Math.max(1, Math.ceil(tiles.count / (rows * columns)))
    readonly property int shown: Math.min(page, pages - 1)
    readonly property int usedRows: pages > 1 ? rows : Math.max(1, Math.ceil(tiles.count / columns))
    readonly property real cellHeight: Math.floor(Math.max(needed, Math.min(most, (room + Theme.gap) / usedRows - Theme.gap)))
    property int arrivals: 0

    function rowsIn(space: real): int {
        return Math.max(1, Math.floor((space + Theme.gap) / (needed + Theme.gap)));
    }

    function tallest(count: int): real {
        let height = 0;
        for (let i = 0; i < tiles.count && count >= 0; ++i) {
            const tile = tiles.itemAt(i);
            height = Math.max(height, tile ? tile.implicitHeight : 0);
        }
        return height;
    }

    function place(index: int, tile: Item) {
        const perPage = () => grid.rows * grid.columns;
        tile.width = Qt.binding(() => grid.cellWidth);
        tile.height = Qt.binding(() => grid.cellHeight);
        tile.x = Qt.binding(() => (index % grid.columns) * (grid.cellWidth + Theme.gap));
        tile.y = Qt.binding(() => Math.floor((index % perPage()) / grid.columns) * (grid.cellHeight + Theme.gap));
        tile.visible = Qt.binding(() => Math.floor(index / perPage()) === grid.shown);
    }

    Repeater {
        id: tiles

        onItemAdded: (index, item) => {
            grid.place(index, item);
            grid.arrivals += 1;
        }
    }

    PageButtons {
        id: buttons

        anchors.bottom: parent.bottom
        width: parent.width
        visible: grid.pages > 1
        page: grid.shown
        pages: grid.pages
        onAsked: page => grid.pageAsked(page)
    }
}

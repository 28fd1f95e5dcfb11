import QtQuick
import Kiosk.Theme

// Blocks under each other, on as many pages as they need: nothing is cut, nothing scrolls. A page
// ends between two blocks, inside a Block where it allows it, or between two lines of a Label.
Item {
    id: flow

    default property alias blocks: sheet.data
    property alias spacing: sheet.spacing
    property int page: 0

    signal pageAsked(int page)

    property list<point> breaks: [Qt.point(0, 0)]
    readonly property int pages: breaks.length
    readonly property int shown: Math.max(0, Math.min(page, pages - 1))
    readonly property point range: breaks[shown]

    function paginate() {
        const springs = sheet.children.map(child => child as Spring).filter(spring => spring && spring.visible);
        let natural = sheet.implicitHeight;
        for (const spring of springs)
            natural -= spring.height - spring.least;
        const slack = Math.max(0, height - natural);
        for (const spring of springs)
            spring.height = Math.floor(Math.min(spring.most, spring.least + slack / springs.length));
        flow.breaks = natural <= height ? [Qt.point(0, natural + slack)] : cut(height - buttons.implicitHeight - Theme.gap);
        flow.show();
    }

    function cut(room: real): list<point> {
        const blocks = sheet.children.filter(child => child.visible && child.height > 0);
        const cuts = [];
        let first = 0;
        let top = 0;
        if (room < Theme.target)  // not laid out yet
            return [Qt.point(0, height)];
        while (first < blocks.length) {
            if (blocks[first] instanceof Spring && blocks[first].y >= top) {  // no page begins with room
                top = blocks[++first]?.y ?? top;
                continue;
            }
            let end = first;
            while (end < blocks.length && blocks[end].y + blocks[end].height <= top + room)
                ++end;
            const inside = end < blocks.length ? lastCut(blocks[end], top, top + room) : null;
            while (!inside && end < blocks.length && end - 1 > first && keeps(blocks[end - 1]))
                --end;
            let bottom = end > first ? blocks[end - 1].y + blocks[end - 1].height : top + room;
            let next = end < blocks.length ? blocks[end].y : bottom;
            if (inside || end === first)
                [bottom, next] = inside ? [inside.x, inside.y] : [top + room, top + room];
            cuts.push(Qt.point(top, bottom));
            [first, top] = [end, next];
        }
        return cuts;
    }

    // A heading and the room under it belong to what follows.
    function keeps(block: Item): bool {
        const heading = block as Block;
        return block instanceof Spring || (heading !== null && heading.keepsWithNext);
    }

    // Where a page that began at `top` and has room to `limit` may end inside a block.
    function lastCut(block: Item, top: real, limit: real): var {
        let last = null;
        const whole = (block as Block)?.whole ?? false;
        if (whole && block.y > top && block.height <= limit - top)
            return null;
        for (const offer of cutsOf(block))
            if (block.y + offer.x > top && block.y + offer.x <= limit)
                last = Qt.point(block.y + offer.x, block.y + offer.y);
        return last;
    }

    function cutsOf(block: Item): list<point> {
        const text = block as Label;
        const cuttable = block as Block;
        if (!text)
            return cuttable ? cuttable.cuts : [];
        const line = text.height / Math.max(1, text.lineCount);
        return Array.from({ length: Math.max(0, text.lineCount - 1) }, (_, i) => Qt.point((i + 1) * line, (i + 1) * line));
    }

    function show() {
        for (const block of sheet.children) {
            const here = block.y < range.y && block.y + block.height > range.x;
            block.opacity = here ? 1 : 0;
            block.enabled = here;
        }
    }

    onHeightChanged: paginate()
    onRangeChanged: show()

    Item {
        width: parent.width
        height: Math.ceil(flow.range.y - flow.range.x)
        clip: flow.pages > 1

        Column {
            id: sheet

            y: -flow.range.x
            width: parent.width
            // A block's cuts may follow its height: look again when all bindings have.
            onPositioningComplete: again.restart()
        }
    }

    // Not Qt.callLater: that would call into a screen that is being taken apart.
    Timer {
        id: again

        interval: 0
        onTriggered: flow.paginate()
    }

    PageButtons {
        id: buttons

        anchors.bottom: parent.bottom
        width: parent.width
        visible: flow.pages > 1
        page: flow.shown
        pages: flow.pages
        onAsked: page => flow.pageAsked(page)
    }
}

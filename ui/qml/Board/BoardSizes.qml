import QtQuick

// The sizes of a board: drawn for 1920x1080 and 1080x1920, in proportion elsewhere.
// On a 43-inch panel a called number is read from 10 m (capital height 102 mm, rows 58 mm:
// tests/unit/ui/test_board_screen.py measures them).
QtObject {
    id: sizes

    required property real panelWidth
    required property real panelHeight

    readonly property bool landscape: panelWidth > panelHeight
    readonly property real unit: landscape ? Math.min(panelWidth / 1920, panelHeight / 1080) : Math.min(panelWidth / 1080, panelHeight / 1920)

    readonly property int margin: px(36)
    readonly property int gap: px(24)
    readonly property int inset: px(36)
    readonly property int edge: px(16)
    readonly property int rowInset: px(28)
    readonly property int radius: px(28)
    readonly property int header: px(landscape ? 104 : 184)
    readonly property int footer: px(landscape ? 84 : 148)
    readonly property int card: px(landscape ? 388 : 616)
    readonly property int tile: px(landscape ? 440 : 208)

    // font sizes
    readonly property int number: px(326)
    readonly property int counter: px(landscape ? 236 : 196)
    readonly property int counterLabel: px(landscape ? 72 : 118)
    readonly property int rowNumber: px(161)
    readonly property int rowLabel: px(36)
    readonly property int place: px(50)
    readonly property int title: px(landscape ? 80 : 68)
    readonly property int headline: px(46)
    readonly property int clock: px(66)
    readonly property int line: px(44)
    readonly property int small: px(38)

    function px(value: real): int {
        return Math.round(value * unit);
    }
}

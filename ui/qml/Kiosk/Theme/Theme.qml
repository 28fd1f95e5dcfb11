pragma ComponentBehavior: Bound
pragma Singleton
import QtQuick

// Sizes, type and colours of every screen. Sizes are millimetres on the visitor's panel turned into
// pixels; `fit` draws the same composition smaller on a smaller panel until the floors of
// readable text and touchable targets are reached. Main sets the first six properties.
QtObject {
    id: theme

    property real panelWidth: 1080
    property real panelHeight: 1920
    property real diagonalInch: 32
    property real textScale: 1
    property bool highContrast: false

    readonly property bool landscape: panelWidth > panelHeight
    readonly property real mm: Math.hypot(panelWidth, panelHeight) / (diagonalInch * 25.4)
    readonly property real shortSide: Math.min(panelWidth, panelHeight) / mm
    readonly property real fit: Math.min(1.4, Math.max(0.45, shortSide / 398))

    // Text so large for the panel that a side column cannot hold more than a title.
    readonly property bool cramped: (landscape ? panelHeight / 34 : panelWidth / 22) < body.px

    // The largest text on a small wide panel: a dozen lines between header and bar.
    readonly property bool dense: landscape && panelHeight < 17 * body.px

    // Large text on a wide panel: one sentence where there would be two.
    readonly property bool low: landscape && panelHeight < 22 * body.px

    // So few lines on a low panel that the frame itself says only the most needed.
    readonly property bool tight: landscape && panelHeight / 19.5 < body.px

    // spacing: what the reference panel shows, and what fingers and eyes need
    readonly property real gap: px(Math.max(3.4, 5.9 * fit))
    readonly property real smallGap: px(Math.max(1.5, 3 * fit))
    readonly property real bigGap: px(Math.max(4, 10.5 * fit))
    readonly property real margin: px(Math.max(6, 17.7 * fit))
    readonly property real inset: px(Math.max(4, 10 * fit))
    readonly property real radius: px(Math.max(2.5, 7 * fit))
    readonly property real smallRadius: px(Math.max(2, 5 * fit))
    readonly property real line: Math.max(1, px(highContrast ? 0.8 : 0.5))
    readonly property real strongLine: Math.max(2, px(highContrast ? 1.2 : 0.8))
    readonly property real focusRing: px(2)
    // targets
    readonly property real target: px(Math.max(15.3, 24 * fit))
    readonly property real primaryTarget: px(Math.max(20.5, 34 * fit))
    readonly property real key: px(Math.max(20.5, 27 * fit))
    // icons
    readonly property real iconGrowth: 1 + (textScale - 1) * 0.5
    readonly property real icon: px(Math.max(7, 13 * fit) * iconGrowth)
    readonly property real barIcon: px(Math.max(7, (landscape ? 14 : 16.5) * fit))
    readonly property real bigIcon: px(Math.max(14, 31 * fit))
    readonly property real tileIcon: px(Math.max(13, 29.5 * fit))
    // the frame
    // The bar lies in the lowest 15 % (UX-04); words too large for one row of it make two.
    readonly property bool tallBar: !landscape && panelWidth / 5 < frame.px * 5.9
    readonly property real barHeight: Math.round(panelHeight * (tallBar || cramped ? 0.15 : landscape ? 0.135 : 0.12))

    readonly property Colours colours: highContrast ? contrastColours : normalColours

    // headings grow less than what is read at length; nothing ever falls below the floor
    readonly property TypeStyle display: Style { millimetres: 24; weight: Font.DemiBold; growth: 0.3 }
    readonly property TypeStyle title: Style { millimetres: 20; weight: Font.DemiBold; growth: 0.4 }
    readonly property TypeStyle welcome: Style { millimetres: 34; weight: Font.DemiBold; growth: 0.2 }
    readonly property TypeStyle large: Style { millimetres: 13; growth: 0.6 }
    readonly property TypeStyle doorTitle: Style { millimetres: 16; weight: Font.DemiBold; growth: 0.5 }
    readonly property TypeStyle number: Style { millimetres: 19.5; weight: Font.Bold; growth: 0.4; tabular: true }
    readonly property TypeStyle clock: Style { millimetres: 15; weight: Font.DemiBold; growth: 0.3; tabular: true }
    readonly property TypeStyle heading: Style { millimetres: 11.2; weight: Font.DemiBold; growth: 0.9 }
    readonly property TypeStyle strong: Style { reading: true; millimetres: 10.3; weight: Font.DemiBold }
    readonly property TypeStyle body: Style { reading: true; millimetres: 10 }
    readonly property TypeStyle small: Style { reading: true; millimetres: 8.4 }
    readonly property TypeStyle smallStrong: Style { millimetres: 8.4; weight: Font.DemiBold }
    // the frame's own words: as large as the largest floor asks for (UX-08), no larger
    readonly property TypeStyle frame: Style { millimetres: 8.4; growth: 0.5 }
    readonly property TypeStyle frameStrong: Style { millimetres: 10.3; weight: Font.DemiBold; growth: 0.5 }

    readonly property Colours normalColours: Colours {}
    readonly property Colours contrastColours: HighContrast {}

    component Style: TypeStyle {
        mm: theme.mm
        fit: theme.fit
        textScale: theme.textScale
    }

    function px(millimetres: real): real {
        return Math.round(millimetres * theme.mm);
    }
}

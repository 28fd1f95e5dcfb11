import QtQuick

// One voice of the type scale. `millimetres` is the font size on a panel of the reference width; a
// smaller panel draws it smaller, but never below the capital height that the visitor's text size
// promises: 4.8 mm, 7.3 mm, 8.5 mm (UX-08).
QtObject {
    id: style

    required property real millimetres
    property int weight: Font.Normal
    // How much of the visitor's text size it takes: headings are large already.
    property real growth: 1
    property bool tabular: false
    // Read at length, in many lines.
    property bool reading: false

    required property real mm
    required property real fit
    required property real textScale

    // Inter's capital height is 0.727 of its font size.
    readonly property real smallest: (textScale >= 2 ? 8.6 : textScale > 1 ? 7.4 : 4.9) / 0.727
    readonly property real grown: millimetres * fit * (1 + (textScale - 1) * growth)
    readonly property int px: Math.round(mm * Math.max(smallest, grown))
}

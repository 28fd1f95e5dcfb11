import QtQuick

// One voice of the type scale. `millimetres` is the font size on a panel of the reference width;
// a smaller panel draws it smaller, but never below the cap height people can read (UX-08).
QtObject {
    id: style

    required property real millimetres
    property int weight: Font.Normal
    // How much of the visitor's text size it takes: headings are large already.
    property real growth: 1
    property bool tabular: false

    required property real mm
    required property real fit
    required property real textScale

    // Inter's capital height is 0.727 of its font size.
    readonly property real floorMillimetres: 4.9 / 0.727
    readonly property int px: Math.round(mm * Math.max(floorMillimetres, millimetres * fit) * (1 + (textScale - 1) * growth))
}

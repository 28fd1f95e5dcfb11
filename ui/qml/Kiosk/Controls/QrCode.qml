import QtQuick
import QtQuick.Shapes
import Kiosk.Theme

// A QR code as crisp squares: every module is the same whole number of pixels, dark on white in
// every theme, with the quiet zone of four modules around it.
Rectangle {
    id: code

    required property string path
    required property int modules
    required property string name
    // How large it wants to be, in pixels; the next whole number of pixels a module is taken.
    property real target: Theme.px(Math.max(35, 95 * Theme.fit))

    readonly property int quiet: 4
    readonly property int unit: Math.max(1, Math.floor(Math.min(width, height) / (modules + 2 * quiet)))

    implicitWidth: Math.max(1, Math.ceil(target / (modules + 2 * quiet))) * (modules + 2 * quiet)
    implicitHeight: implicitWidth
    color: "#ffffff"
    radius: Theme.smallRadius
    Accessible.role: Accessible.Graphic
    Accessible.name: name

    Shape {
        x: Math.round((code.width - code.unit * code.modules) / 2)
        y: Math.round((code.height - code.unit * code.modules) / 2)
        transform: Scale {
            xScale: code.unit
            yScale: code.unit
        }

        ShapePath {
            strokeWidth: -1
            fillColor: "#141414"
            PathSvg {
                path: code.path
            }
        }
    }
}

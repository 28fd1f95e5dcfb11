import QtQuick

// Room between two groups of a FlowPages: grows when the page has room to spare.
Item {
    property real least: 0
    property real most: least * 2

    implicitHeight: least
    height: least
    width: 1
}

import QtQuick

// A block of a FlowPages that says where a page may end inside it: `cuts` are (end of this page,
// beginning of the next) from its top. A `whole` block is cut only when no page could hold it; one
// that `keepsWithNext` never ends a page.
Item {
    property list<point> cuts
    property bool whole: false
    property bool keepsWithNext: false
}

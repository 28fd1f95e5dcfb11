pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.ViewModels

// The earlier calls, newest first: two by two in landscape, one below the other in portrait.
Grid {
    id: grid

    required property RowsModel calls
    required property BoardSizes sizes

    readonly property int rowCount: sizes.landscape ? 2 : 4

    columns: sizes.landscape ? 2 : 1
    spacing: sizes.px(20)

    Repeater {
        model: grid.calls

        CallCell {
            width: Math.floor((grid.width - (grid.columns - 1) * grid.spacing) / grid.columns)
            height: Math.floor((grid.height - (grid.rowCount - 1) * grid.spacing) / grid.rowCount)
            sizes: grid.sizes
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.ViewModels

// The stages of an application, one row each, for a Column or a FlowPages.
Repeater {
    id: timeline

    required property RowsModel stages

    model: stages

    TimelineRow {
        required property int index
        required property string place
        required property string reachedOn

        width: parent?.width ?? 0
        stage: place
        when: reachedOn
        first: index === 0
        last: index === timeline.count - 1
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// Where a visitor begins: who is called, the doors, the services most asked for. Read above or at
// the left, touch below or at the right.
Item {
    id: screen

    required property HomeViewModel viewModel

    readonly property real inner: width - 2 * Theme.margin
    readonly property real leftWidth: Theme.landscape ? Math.round(inner * 0.385) : inner

    HomeReading {
        id: reading

        visible: Theme.landscape
        x: Theme.margin
        y: Theme.bigGap
        width: screen.leftWidth
        height: screen.height - 2 * Theme.bigGap
        viewModel: screen.viewModel
    }

    FlowPages {
        id: pages

        x: Theme.landscape ? reading.x + reading.width + Theme.bigGap * 1.3 : Theme.margin
        y: Theme.bigGap
        width: 2 * Math.floor((screen.width - Theme.margin - x) / 2)
        height: screen.height - 2 * Theme.bigGap
        page: screen.viewModel.page
        onPageAsked: page => screen.viewModel.page = page

        Greeting {
            visible: !Theme.landscape
            width: pages.width
            hour: screen.viewModel.hall.hour
        }

        Spring {
            visible: !Theme.landscape
            least: Theme.gap
        }

        ClosedNotice {
            visible: hall.known && !hall.open && !Theme.landscape
            width: pages.width
            hall: screen.viewModel.hall
        }

        Spring {
            visible: screen.viewModel.hall.known && !screen.viewModel.hall.open && !Theme.landscape
            least: Theme.gap
        }

        NowCallingStrip {
            visible: !nowCalling.empty && !Theme.landscape
            width: pages.width
            nowCalling: screen.viewModel.nowCalling
            hall: screen.viewModel.hall
        }

        Spring {
            visible: !screen.viewModel.nowCalling.empty && !Theme.landscape
            least: Theme.bigGap
        }

        HomeDoors {
            width: pages.width
            visible: screen.viewModel.hall.known
            viewModel: screen.viewModel
        }

        Spring {
            least: Theme.landscape ? Theme.gap : Theme.bigGap
        }

        HomeTiles {
            width: pages.width
            viewModel: screen.viewModel
        }
    }
}

pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// What one agency does: a touch on a service takes a number, its second button shows what to bring.
Item {
    id: screen

    required property ServicesViewModel viewModel

    Item {
        id: head

        x: Theme.margin
        y: Theme.bigGap
        width: parent.width - 2 * Theme.margin
        height: Math.max(badge.height, title.height)

        IconBadge {
            id: badge

            anchors.verticalCenter: parent.verticalCenter
            name: screen.viewModel.icon
        }

        ScreenTitle {
            id: title

            anchors {
                left: badge.right
                leftMargin: Theme.gap * 1.5
                right: parent.right
                verticalCenter: parent.verticalCenter
            }
            text: Theme.tight ? screen.viewModel.shortAgency : screen.viewModel.agency
        }
    }

    ClosedNotice {
        id: notice

        anchors {
            top: head.bottom
            topMargin: Theme.gap
            left: head.left
            right: head.right
        }
        hall: screen.viewModel.hall
    }

    TileGrid {
        anchors {
            top: notice.visible ? notice.bottom : head.bottom
            topMargin: Theme.bigGap
            bottom: parent.bottom
            bottomMargin: Theme.bigGap
            left: head.left
            right: head.right
        }
        columns: Theme.landscape && width > Theme.strong.px * 44 ? 2 : 1
        most: Theme.px(60 * Theme.fit)
        model: screen.viewModel.services
        page: screen.viewModel.page
        onPageAsked: page => screen.viewModel.page = page

        delegate: Item {
            id: row

            required property string id
            required property string name
            required property string icon
            required property string facts
            required property int waiting
            required property int waitLow
            required property int waitHigh
            required property string refusal

            implicitHeight: Math.max(tile.implicitHeight, read.implicitHeight + 2 * Theme.gap)

            Card {
                anchors.fill: parent
                color: tile.pressed ? Theme.colours.pressed : Theme.colours.surface
            }

            ServiceTile {
                id: tile

                width: read.x - Theme.gap
                height: parent.height
                framed: false
                name: row.name
                icon: row.icon
                facts: Theme.tight ? "" : row.facts
                waiting: row.waiting
                waitLow: row.waitLow
                waitHigh: row.waitHigh
                refusal: row.refusal
                onActivated: screen.viewModel.choose(row.id)
            }

            ActionButton {
                id: read

                anchors {
                    right: parent.right
                    rightMargin: Theme.gap
                    verticalCenter: parent.verticalCenter
                }
                type: Theme.small
                icon: "list-check"
                text: qsTr("Syarat")
                name: qsTr("Syarat %1").arg(row.name)
                onActivated: screen.viewModel.read(row.id)
            }
        }
    }
}

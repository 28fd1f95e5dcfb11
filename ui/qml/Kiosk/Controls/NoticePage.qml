import QtQuick
import Kiosk.Theme

// What happened, what to do, where help is, and a way on: words instead of a dead end. Read above
// and touched below; in landscape left and right.
Item {
    id: page

    required property string icon
    required property string title
    required property string text
    property string detail: ""
    property string help: qsTr("Petugas di meja informasi siap membantu Anda.")
    required property string primary
    property string secondary: ""

    signal primaryChosen
    signal secondaryChosen

    readonly property bool wide: Theme.landscape

    FlowPages {
        id: words

        width: page.wide ? Math.round((page.width - Theme.margin) * 0.58) : page.width
        height: page.wide ? page.height : actions.y - Theme.bigGap
        spacing: Theme.cramped ? Theme.gap : Theme.bigGap
        onPageAsked: page => words.page = page

        Spring {
            least: 1
            most: page.wide ? page.height : Theme.bigGap
        }

        IconBadge {
            visible: !Theme.cramped
            name: page.icon
            size: Math.round(Theme.tileIcon * 1.4)
        }

        ScreenTitle {
            width: words.width
            text: page.title
        }

        Label {
            width: words.width
            visible: text !== ""
            color: Theme.colours.inkSoft
            text: page.text
        }

        Card {
            width: words.width
            height: detail.height + 2 * Theme.gap
            visible: page.detail !== ""

            Label {
                id: detail

                x: Theme.gap
                y: Theme.gap
                width: parent.width - 2 * x
                type: Theme.heading
                text: page.detail
            }
        }

        Item {
            width: words.width
            height: help.height
            visible: page.help !== ""

            Icon {
                id: person

                y: Math.round((help.height / help.lineCount - height) / 2)
                name: "user-question"
            }

            Label {
                id: help

                x: person.width + Theme.gap
                width: parent.width - x
                text: page.help
            }
        }

        Spring {
            least: 1
            most: page.wide ? page.height : Theme.bigGap
        }
    }

    Column {
        id: actions

        x: page.wide ? words.width + Theme.margin : 0
        y: page.wide ? Math.round((page.height - height) / 2) : page.height - height
        width: page.width - x
        spacing: Theme.gap

        ActionButton {
            width: parent.width
            visible: page.secondary !== ""
            name: page.secondary
            onActivated: page.secondaryChosen()
        }

        ActionButton {
            width: parent.width
            primary: true
            name: page.primary
            onActivated: page.primaryChosen()
        }
    }
}

import QtQuick
import Kiosk.Theme

// One fact under its name: what it costs, how long it takes, who waits.
Card {
    id: card

    required property string icon
    required property string label
    required property string value
    property bool verified: true
    // Where its lines of text end, from its top: a long fee may go on on the next page.
    readonly property list<real> lineEnds: Array.from({ length: words.lineCount }, (_, i) => column.y + words.y + words.height * (i + 1) / words.lineCount)

    implicitHeight: column.implicitHeight + 2 * Theme.gap
    Accessible.role: Accessible.StaticText
    Accessible.name: label + ": " + value + (verified ? "" : ", " + mark.text)

    Column {
        id: column

        x: Theme.inset * 0.8
        width: card.width - 2 * x
        y: Theme.gap
        spacing: Theme.px(1.2 * Theme.fit)

        Row {
            width: parent.width
            spacing: Theme.smallGap

            Icon {
                id: picture

                anchors.verticalCenter: parent.verticalCenter
                name: card.icon
                size: Math.round(Theme.small.px * 1.25)
                colour: Theme.colours.inkSoft
            }

            Label {
                width: parent.width - picture.width - Theme.smallGap
                type: Theme.small
                color: Theme.colours.inkSoft
                text: card.label
                spoken: false
            }
        }

        Label {
            id: words

            width: parent.width
            type: card.value.length > 30 ? Theme.strong : Theme.heading
            text: card.value
            spoken: false
        }

        UncheckedMark {
            id: mark

            width: parent.width
            visible: !card.verified
            spoken: false
        }
    }
}

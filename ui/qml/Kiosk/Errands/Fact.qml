import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A short question and its answer: "Di depan Anda", "6 orang".
Rectangle {
    id: fact

    required property string question
    required property string answer
    property bool onDeep: false

    implicitHeight: column.implicitHeight + 2 * Theme.gap
    implicitWidth: Math.max(asked.implicitWidth, answered.implicitWidth) + 2 * Theme.gap
    radius: Theme.radius
    color: onDeep ? Theme.colours.deepRaised : Theme.colours.surface
    border.width: Theme.line
    border.color: onDeep ? Theme.colours.deepEdge : Theme.colours.cardEdge
    Accessible.role: Accessible.StaticText
    Accessible.name: question + ": " + answer

    Column {
        id: column

        anchors.centerIn: parent
        width: parent.width - 2 * Theme.gap
        spacing: Theme.smallGap * 0.5

        Label {
            id: asked

            width: parent.width
            type: Theme.small
            color: fact.onDeep ? Theme.colours.inkSoftOnDeep : Theme.colours.inkSoft
            horizontalAlignment: Text.AlignHCenter
            text: fact.question
            spoken: false
        }

        Label {
            id: answered

            width: parent.width
            type: Theme.heading
            color: fact.onDeep ? Theme.colours.inkOnDeep : Theme.colours.ink
            horizontalAlignment: Text.AlignHCenter
            text: fact.answer
            spoken: false
        }
    }
}

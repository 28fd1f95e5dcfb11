import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A short question and its answer: "Di depan Anda", "6 orang"; on the deep ground.
Rectangle {
    id: fact

    required property string question
    required property string answer

    implicitHeight: column.implicitHeight + 2 * (Theme.cramped ? Theme.gap : 1.4 * Theme.gap)
    implicitWidth: Math.max(asked.implicitWidth, answered.implicitWidth) + 2 * Theme.gap
    radius: Theme.radius
    color: Theme.colours.deepRaised
    border.width: Theme.line
    border.color: Theme.colours.deepEdge
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
            color: Theme.colours.inkSoftOnDeep
            horizontalAlignment: Text.AlignHCenter
            text: fact.question
            spoken: false
        }

        Label {
            id: answered

            width: parent.width
            type: Theme.cramped ? Theme.heading : Theme.doorTitle
            color: Theme.colours.inkOnDeep
            horizontalAlignment: Text.AlignHCenter
            text: fact.answer
            spoken: false
        }
    }
}

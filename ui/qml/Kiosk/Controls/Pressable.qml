import QtQuick
import Kiosk.Theme

// Everything that can be touched. It acts on release inside (UX-06), not twice within half a second
// (UX-07), speaks its name, and takes Enter and Space.
FocusScope {
    id: pressable

    required property string name
    property string description: ""
    property bool checkable: false
    property bool checked: false
    property real minimum: Theme.target
    // Whether the keypad's ring is drawn around it; a touch gives no focus and no ring.
    property bool ringed: true
    // Milliseconds in which a second touch is a slip; a key of a keypad takes fast fingers.
    property int pause: 500
    readonly property bool pressed: tap.pressed || keyed

    // Just touched: the next touch is the same one, trembling.
    readonly property bool resting: debounce.running
    property bool keyed: false

    signal activated

    function act() {
        if (!debounce.running && pressable.enabled) {
            debounce.start();
            pressable.activated();
        }
    }

    implicitWidth: minimum
    implicitHeight: minimum
    activeFocusOnTab: true

    Accessible.role: checkable ? Accessible.CheckBox : Accessible.Button
    Accessible.name: name
    Accessible.description: description
    Accessible.focusable: true
    Accessible.checkable: checkable
    Accessible.checked: checked
    Accessible.onPressAction: act()
    Accessible.onToggleAction: act()

    Keys.onPressed: event => {
        if (event.isAutoRepeat || ![Qt.Key_Return, Qt.Key_Enter, Qt.Key_Space].includes(event.key))
            return;
        event.accepted = true;
        pressable.keyed = true;
    }
    Keys.onReleased: event => {
        if (event.isAutoRepeat || !pressable.keyed)
            return;
        event.accepted = true;
        pressable.keyed = false;
        pressable.act();
    }

    TapHandler {
        id: tap

        acceptedButtons: Qt.LeftButton
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0
        onTapped: pressable.act()
    }

    Timer {
        id: debounce

        interval: pressable.pause
    }

    FocusRing {
        visible: pressable.activeFocus && pressable.ringed
        anchors.fill: parent
    }
}

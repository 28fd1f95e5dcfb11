pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.ViewModels

// The frame: header, one screen, bar of choices, and the question whether anybody is there.
// A screen is Screens/<Name>Screen.qml with `required property <Name>ViewModel viewModel`, sized to
// the room between header and bar; ui/shell.py lists it as a route.
Window {
    id: window

    required property Navigator navigator
    required property Session session
    required property Preferences preferences
    required property HallViewModel hall
    required property real diagonalInch

    color: Theme.colours.page
    title: hall.name

    Binding {
        target: Theme
        property: "panelWidth"
        value: Math.max(1, window.width)
    }

    Binding {
        target: Theme
        property: "panelHeight"
        value: Math.max(1, window.height)
    }

    Binding {
        target: Theme
        property: "diagonalInch"
        value: window.diagonalInch
    }

    Binding {
        target: Theme
        property: "textScale"
        value: window.preferences.textScale
    }

    Binding {
        target: Theme
        property: "highContrast"
        value: window.preferences.highContrast
    }

    Shortcut {
        sequences: ["Escape", "Back"]
        onActivated: window.navigator.back()
    }

    Header {
        id: header

        width: parent.width
        height: visible ? implicitHeight : 0
        visible: window.navigator.showsHeader
        hall: window.hall
    }

    Loader {
        id: screen

        function show() {
            guard.restart();
            setSource(window.navigator.source, {
                viewModel: window.navigator.viewModel
            });
        }

        anchors {
            top: header.bottom
            bottom: bar.top
            left: parent.left
            right: parent.right
        }
        focus: true
        Component.onCompleted: show()
        onStatusChanged: {
            if (status === Loader.Error)
                window.navigator.missing();
        }

        Connections {
            target: window.navigator
            function onChanged() {
                screen.show();
            }
        }

        Timer {
            id: guard

            interval: 300
        }
    }

    // A finger still on its way to the last page does not act on this one (UX-07).
    Item {
        objectName: "guard"
        anchors.fill: screen
        visible: guard.running

        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds
        }
    }

    BottomBar {
        id: bar

        anchors.bottom: parent.bottom
        width: parent.width
        height: visible ? implicitHeight : 0
        visible: window.navigator.showsBar
        preferences: window.preferences
        navigator: window.navigator
    }

    IdleWarning {
        id: warning

        anchors.fill: parent
        visible: window.session.secondsLeft > 0
        session: window.session
    }
}

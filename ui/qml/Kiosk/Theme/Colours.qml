import QtQuick

// The colours of the INA Digital Design System by what they are for; the normal, light theme.
// Every text on its ground holds 7:1, large words on the primary action 6.5:1, controls and icons
// 3:1 (tests/unit/ui/test_theme.py).
QtObject {
    // grounds
    property color page: "#f8f8f7"
    property color surface: "#ffffff"
    property color sunken: "#f2f2f2"
    property color pressed: "#ecf3fe"
    property color accentSoft: "#eff5fd"
    // text and icons on the grounds
    property color ink: "#1f1f1f"
    property color inkSoft: "#525252"
    property color accent: "#0a489f"
    property color warning: "#553b06"
    property color negative: "#8f2527"
    property color warningSoft: "#fff9eb"
    // the primary action, and what stands on it
    property color primary: "#0956c3"
    property color primaryPressed: "#083575"
    property color inkOnPrimary: "#ffffff"
    property color inkSoftOnPrimary: "#ffffff"
    // the deep ground of tickets and calls
    property color deep: "#022a5b"
    property color deepRaised: "#083575"
    property color inkOnDeep: "#ffffff"
    property color inkSoftOnDeep: "#c0d7f9"
    property color deepEdge: "#022a5b"
    // lines
    property color hairline: "#e5e5e5"
    property color cardEdge: "#e5e5e5"
    property color controlEdge: "#737373"
    property color focus: "#0968f6"
    property color tick: "#288034"
    property color inkOnTick: "#ffffff"
    property color dot: "#288034"
    property color dotOff: "#c15100"
    property color veil: "#b3041225"
}

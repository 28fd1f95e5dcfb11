import QtQuick
import Kiosk.Theme

// The name of the screen, spoken as a heading.
Label {
    type: Theme.title
    Accessible.role: Accessible.Heading
}

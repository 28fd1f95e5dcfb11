import Kiosk.Theme
import Kiosk.Controls

// The question above the choices; that no proof is asked is said where there is room.
Heading {
    text: qsTr("Siapa yang akan dilayani?")
    about: Theme.low ? "" : qsTr("Prioritas tidak perlu bukti. Cukup pilih.")
}

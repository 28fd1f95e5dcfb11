"""What a visitor types to find an application: the tracking number and a second factor.

Everything here is personal. It lives in this object only, is shown masked where it must be, and
`wipe` leaves nothing of it. Serves the keypad of the screen Check an application.
"""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.application import FACTOR_DIGITS, TRACKING_DIGITS, is_factor, is_tracking_number

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

#: How long the second factor stays readable after "Tampilkan".
REVEAL_SECONDS = 3.0

_DOT = "\N{BULLET}"


@QmlElement
class ApplicationEntry(QObject):
    """The two fields behind the keypad; keys go to the field that is asked for.

    Signals:
        changed: something typed or shown is different now.
    """

    changed = Signal()

    def __init__(
        self, parent: QObject | None = None, *, reveal_seconds: float = REVEAL_SECONDS
    ) -> None:
        super().__init__(parent)
        self._tracking_number = ""
        self._factor = ""
        self._on_factor = False
        self._hide_again = QTimer(self, singleShot=True, interval=round(reveal_seconds * 1000))
        self._hide_again.timeout.connect(self.changed)

    def typed(self) -> tuple[str, str]:
        """The tracking number and the factor as typed; for the desk, never for a screen."""
        return self._tracking_number, self._factor

    def ask_for_factor(self, on_factor: bool) -> None:
        """Send the keys to the factor, or to the tracking number; the factor starts empty."""
        self._on_factor = on_factor
        self._set_factor("")

    def can_go_on(self) -> bool:
        """Whether the present field is typed in full, with a right check digit."""
        if self._on_factor:
            return is_factor(self._factor)
        return is_tracking_number(self._tracking_number)

    @Property(bool, notify=changed)
    def onFactor(self) -> bool:
        """Whether the second factor is asked for now."""
        return self._on_factor

    @Property(str, notify=changed)
    def trackingNumber(self) -> str:
        """The digits of the tracking number typed so far."""
        return self._tracking_number

    @Property(str, notify=changed)
    def factor(self) -> str:
        """The factor as it may be shown: dots, or digits while it is revealed."""
        return self._factor if self._hide_again.isActive() else _DOT * len(self._factor)

    @Property(bool, notify=changed)
    def revealed(self) -> bool:
        """Whether the factor is readable at the moment."""
        return self._hide_again.isActive()

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        """Whether nothing is typed in the present field."""
        return not self._present()

    @Property(bool, notify=changed)
    def complete(self) -> bool:
        """Whether the present field can be sent on."""
        return self.can_go_on()

    @Property(bool, notify=changed)
    def mistyped(self) -> bool:
        """Whether all twelve digits stand there and the check digit says one is wrong."""
        full = len(self._tracking_number) == TRACKING_DIGITS
        return full and not self._on_factor and not is_tracking_number(self._tracking_number)

    @Slot(str)
    def press(self, digit: str) -> None:
        """Take one digit; more than the field holds is ignored."""
        if len(digit) != 1 or digit not in "0123456789":
            return
        room = FACTOR_DIGITS if self._on_factor else TRACKING_DIGITS
        if len(self._present()) < room:
            self._set_present(self._present() + digit)

    @Slot()
    def backspace(self) -> None:
        """Take the last digit back."""
        self._set_present(self._present()[:-1])

    @Slot()
    def clear(self) -> None:
        """Empty the present field."""
        self._set_present("")

    @Slot()
    def reveal(self) -> None:
        """Show the factor for a moment, for a look over the shoulder is quick."""
        if self._factor:
            self._hide_again.start()
            self.changed.emit()

    def wipe(self) -> None:
        """Forget both fields."""
        self._tracking_number = ""
        self.ask_for_factor(False)

    def _present(self) -> str:
        return self._factor if self._on_factor else self._tracking_number

    def _set_present(self, digits: str) -> None:
        if self._on_factor:
            self._set_factor(digits)
        else:
            self._tracking_number = digits
            self.changed.emit()

    def _set_factor(self, digits: str) -> None:
        self._factor = digits
        if not digits:
            self._hide_again.stop()
        self.changed.emit()

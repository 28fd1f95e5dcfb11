"""What stands on a ticket, frozen for the screen that shows it."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject
from PySide6.QtQml import QmlElement

from kiosk.domain.ticket import IssuedTicket
from printing.qr import modules
from ui.look.qr_path import svg_path
from ui.viewmodels.place import Place, counter_ranges

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class TicketFacts(QObject):
    """One issued ticket; never changes, a new ticket is a new object."""

    def __init__(self, ticket: IssuedTicket, place: Place, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticket = ticket
        self._place = place
        code = modules(ticket.phone_url) if ticket.phone_url else ()
        self._qr_modules = len(code)
        self._qr_path = svg_path(code)

    @Property(str, constant=True)
    def number(self) -> str:
        """The queue number as printed."""
        return str(self._ticket.number)

    @Property(bool, constant=True)
    def offline(self) -> bool:
        """Whether the kiosk gave the number by itself."""
        return self._ticket.number.offline

    @Property(str, constant=True)
    def service(self) -> str:
        """The service's name, as published."""
        return self._place.service.name

    @Property(str, constant=True)
    def agency(self) -> str:
        """The agency's short name."""
        return self._place.agency.short_name

    @Property(str, constant=True)
    def zone(self) -> str:
        """Where to wait, "" when nobody knows."""
        return self._place.zone.name if self._place.zone else ""

    @Property(str, constant=True)
    def way(self) -> str:
        """How to get there, "" when nobody wrote it."""
        return self._place.zone.way if self._place.zone else ""

    @Property(str, constant=True)
    def counters(self) -> str:
        """The counters that serve the queue, as a range of numbers."""
        return counter_ranges(self._place.counters)

    @Property(int, constant=True)
    def ahead(self) -> int:
        """People ahead, -1 when nobody knows."""
        return -1 if self._ticket.ahead is None else self._ticket.ahead

    @Property(int, constant=True)
    def waitLow(self) -> int:
        """Minutes after which half of the visitors were called; 0 when nobody knows."""
        return self._ticket.wait.low if self._ticket.wait else 0

    @Property(int, constant=True)
    def waitHigh(self) -> int:
        """Minutes after which nine of ten were called; 0 when nobody knows."""
        return self._ticket.wait.high if self._ticket.wait else 0

    @Property(str, constant=True)
    def qrPath(self) -> str:
        """The code of the phone page as path data, one unit a module; "" without a page."""
        return self._qr_path

    @Property(int, constant=True)
    def qrModules(self) -> int:
        """Modules along one edge of the code."""
        return self._qr_modules

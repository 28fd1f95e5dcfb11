"""The hall's set-up for a program that keeps no catalog: read once, and again when it changes."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QNetworkAccessManager

from kiosk.catalog.feed import MAX_PAGE_BYTES, ChangePage, parse_page
from kiosk.domain.hall import Hall
from kiosk.domain.service import Agency
from kiosk.errors import BadRecord
from ui.event_stream import Pauses
from ui.fetch import Fetch, HallAddress

_LOG = logging.getLogger(__name__)

_PAGE = 500


class HallSetup(QObject):
    """Asks for the catalog until it has it; keeps the last good one.

    Signals:
        arrived: the hall and its agencies were read, for the first time or anew.
    """

    arrived = Signal()

    def __init__(
        self,
        hall: HallAddress,
        network: QNetworkAccessManager,
        *,
        pauses: Pauses | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._address = hall
        self._network = network
        self._pauses = pauses or Pauses()
        self._fetch: Fetch | None = None
        self._again = False
        self._epoch = ""
        self._found: dict[str, Hall | Agency] = {}
        self._hall: Hall | None = None
        self._agencies: dict[str, Agency] = {}
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._begin)

    @property
    def hall(self) -> Hall | None:
        """The hall; None before the first time."""
        return self._hall

    @property
    def agencies(self) -> Mapping[str, Agency]:
        """The agencies by id."""
        return self._agencies

    @Slot()
    def refresh(self) -> None:
        """Read the catalog from its beginning; once more after a reading that is under way."""
        if self._fetch is not None:
            self._again = True
        elif not self._pause.isActive():
            self._begin()

    def close(self) -> None:
        """Stop at once."""
        self._again = False
        self._pause.stop()
        fetch, self._fetch = self._fetch, None
        if fetch is not None:
            fetch.cancel()

    @Slot()
    def _begin(self) -> None:
        self._again = False
        self._epoch, self._found = "", {}
        self._ask(0)

    def _ask(self, after: int) -> None:
        request = self._address.request(f"/v1/catalog/changes?after={after}&limit={_PAGE}")
        self._fetch = Fetch(self._network, request, MAX_PAGE_BYTES, self)
        self._fetch.done.connect(self._take)
        self._fetch.failed.connect(self._failed)

    @Slot(object)
    def _take(self, body: bytes) -> None:
        self._fetch = None
        try:
            page = parse_page(body)
        except BadRecord as error:
            _LOG.warning("the hall's set-up cannot be read: %s", error)
            self._failed("it cannot be read")
            return
        if self._epoch not in {"", page.epoch}:
            self._failed("another store took over between two pages")
            return
        self._epoch = page.epoch
        self._collect(page)
        if page.more:
            self._ask(page.cursor)
        else:
            self._finish()

    def _collect(self, page: ChangePage) -> None:
        for change in page.changes:
            key = f"{change.kind} {change.id}"
            self._found.pop(key, None)
            if isinstance(change.record, Hall | Agency):
                self._found[key] = change.record

    def _finish(self) -> None:
        hall = next((each for each in self._found.values() if isinstance(each, Hall)), None)
        if hall is None:
            self._failed("it has no hall yet")
            return
        self._pauses.reset()
        self._hall = hall
        self._agencies = {a.id: a for a in self._found.values() if isinstance(a, Agency)}
        self.arrived.emit()
        if self._again:
            self._begin()

    @Slot(str)
    def _failed(self, why: str) -> None:
        self._fetch = None
        _LOG.info("no set-up from the hall server: %s", why)
        self._pause.start(round(self._pauses.next() * 1000))

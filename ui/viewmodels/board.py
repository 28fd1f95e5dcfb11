"""What a board shows: the number called now, the calls before it, and how old that is."""

from __future__ import annotations

import logging
from datetime import datetime

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.announcement import worth_saying
from kiosk.domain.live import CALL_STATES, CALLS, Call, HallEvent, HallSnapshot
from kiosk.domain.numbers import TicketNumber
from ui.event_stream import EventStream
from ui.hall_setup import HallSetup
from ui.look.wording import date_text, time_text
from ui.viewmodels.board_calls import NO_CALL, BoardCall, BoardFilter, Floor
from ui.viewmodels.board_notices import notices
from ui.viewmodels.rows import RowsModel
from ui.voice.announcer import Announcer

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

_LOG = logging.getLogger(__name__)

#: Calls beside the large one.
ROWS = 4
#: After this long without a sign of life the board says how old its numbers are (UX-43).
STALE_SECONDS = 10.0
#: How long a notice stands, in seconds.
NOTICE_SECONDS = 12

#: Events after which a call need not be spoken any more.
_COME_OR_GONE = CALL_STATES.keys() - CALLS


@QmlElement
class BoardViewModel(QObject):
    """The facts of a board's screen; it looks at the clock once a second.

    Signals:
        changed: something it shows is different now.
    """

    changed = Signal()

    def __init__(
        self,
        stream: EventStream,
        setup: HallSetup,
        announcer: Announcer,
        shown: BoardFilter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stream = stream
        self._setup = setup
        self._announcer = announcer
        self._filter = shown
        self._floor: Floor | None = None
        self._started: datetime | None = None
        self._now: datetime | None = None
        self._stale = False
        self._missed: set[str] = set()
        self._shown = NO_CALL
        self._calls = RowsModel(BoardCall, self)
        self._seconds = QTimer(self, interval=1000)
        self._seconds.timeout.connect(self.tick)
        setup.arrived.connect(self._set_up)
        stream.eventArrived.connect(self._hear)
        stream.snapshotChanged.connect(self._look)
        announcer.changed.connect(self._show)

    def start(self) -> None:
        """Ask for the hall's set-up; the calls follow when it is there."""
        self._seconds.start()
        self._setup.refresh()

    # --- what the screen reads ------------------------------------------------------------------

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        """Whether the hall was ever heard."""
        return self._now is not None

    @Property(str, notify=changed)
    def hallName(self) -> str:
        """The hall's name, with its city."""
        if self._floor is None:
            return "Mal Pelayanan Publik"
        hall = self._floor.hall
        return hall.name if hall.city in hall.name else f"{hall.name} {hall.city}"

    @Property(str, notify=changed)
    def clock(self) -> str:
        """The hall's time of day, "" before it was heard."""
        return time_text(self._now, "id") if self._now else ""

    @Property(str, notify=changed)
    def date(self) -> str:
        """The hall's date in words, "" before it was heard."""
        return date_text(self._now, "id") if self._now else ""

    @Property(str, notify=changed)
    def asOf(self) -> str:
        """The time the hall was last heard, when that is too long ago; "" while it is heard."""
        heard = self._stream.heard_at() if self._stale else None
        return time_text(heard, "id") if heard else ""

    @Property(str, notify=changed)
    def number(self) -> str:
        """The large number, "" before the first call."""
        return self._shown.number

    @Property(int, notify=changed)
    def counter(self) -> int:
        """The counter the large number goes to."""
        return self._shown.counter

    @Property(str, notify=changed)
    def place(self) -> str:
        """Whose counter that is, and where in the hall."""
        return self._shown.place

    @Property(bool, notify=changed)
    def calling(self) -> bool:
        """Whether the large number is being called at this moment."""
        return self._announcer.on_air is not None

    @Property(str, notify=changed)
    def caption(self) -> str:
        """What is being spoken, "" while it is quiet."""
        return self._announcer.caption

    @Property(str, notify=changed)
    def notice(self) -> str:
        """The quiet line of the moment."""
        if self._floor is None or self._now is None:
            return ""
        lines = notices(self._floor.hall, self._now)
        return lines[int(self._now.timestamp()) // NOTICE_SECONDS % len(lines)]

    @Property(int, notify=changed)
    def drift(self) -> int:
        """Counts 0 to 3 with the minutes, so that no bright edge stands still all day (UX-55)."""
        return self._now.minute % 4 if self._now else 0

    @Property(RowsModel, constant=True)
    def calls(self) -> RowsModel:
        """The calls before the large one, newest first."""
        return self._calls

    # --- what it hears --------------------------------------------------------------------------

    @Slot()
    def tick(self) -> None:
        """A second has gone by."""
        before, self._now = self._now, self._stream.hall_now()
        if before is not None and self._now is not None and before.date() != self._now.date():
            self._show()  # yesterday's calls are over
        silent = self._stream.silent_seconds()
        self._stale = silent is not None and silent >= STALE_SECONDS
        self.changed.emit()

    @Slot()
    def _set_up(self) -> None:
        hall = self._setup.hall
        if hall is None:
            return
        unknown = self._filter.unknown(hall, self._setup.agencies)
        if unknown:
            _LOG.warning("the board's filter names what this hall does not have: %s", unknown)
        self._floor = Floor(hall, self._setup.agencies, self._filter)
        if self._stream.snapshot is None:
            self._stream.start()
        else:
            self._look(self._stream.snapshot)

    @Slot(object)
    def _hear(self, event: HallEvent) -> None:
        if event.type == "catalog.changed":
            self._setup.refresh()
        elif event.type in CALLS:
            self._hear_call(event)
        elif event.type in _COME_OR_GONE and event.number:
            self._announcer.withdraw(TicketNumber.parse(event.number))

    def _hear_call(self, event: HallEvent) -> None:
        snapshot = self._stream.snapshot  # as it was before this event
        live = snapshot is not None and event.seq > snapshot.seq
        calls = snapshot.calls if snapshot else ()
        known = next((call for call in calls if call.number == event.number), None)
        if known and not live and known.called_at >= event.at and known.state != "called":
            return  # replayed, and over already
        call = Call(event.number, event.counter_id, event.queue_id, event.at)
        self._announce(call, again=event.type == "ticket.called_again", live=live)

    @Slot(object)
    def _look(self, snapshot: HallSnapshot) -> None:
        if self._started is None:
            self._started = snapshot.now
        for call in reversed(snapshot.calls):
            self._announce(call)
        self._show()
        self.tick()

    def _announce(self, call: Call, *, again: bool = False, live: bool = False) -> None:
        now = self._stream.hall_now()
        if self._floor is None or self._started is None or now is None:
            return
        if not self._floor.knows(call.counter_id) and call.counter_id not in self._missed:
            self._missed.add(call.counter_id)  # asked for once: it may really not exist
            self._setup.refresh()
        announcement = self._floor.announcement(call)
        if announcement is not None and (live or worth_saying(call, self._started, now)):
            self._announcer.offer(announcement, again=again, live=live)

    @Slot()
    def _show(self) -> None:
        """The call on the air stands large, else the newest; the others follow."""
        snapshot, now = self._stream.snapshot, self._stream.hall_now()
        if self._floor is None or snapshot is None or now is None:
            return
        calls = self._floor.calls(snapshot, now)
        on_air = self._announcer.on_air
        newest = calls[0] if calls else NO_CALL
        self._shown = newest if on_air is None else self._floor.row(on_air)
        self._calls.set_rows([c for c in calls if c.number != self._shown.number][:ROWS])
        self.changed.emit()

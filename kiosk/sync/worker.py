"""The thread behind the screens that keeps the kiosk and the hall server of one mind.

            +-----------------------------------------------------------------+
            v                                                                 | pause
    RESTING --due, woken--> CALLING --snapshot--> TELLING --all told--> LEARNING
       ^                       | no answer           | no answer           | no answer,
       | pause, longer each    | or refused          | faults              | wrong record
       | time, never equal     |                     |                     |
       +-----------------------+---------------------+---------------------+
    every state --stop()--> STOPPED

CALLING asks for the snapshot: is the line up, is the hall's store the known one. TELLING sends the
outbox in its order; a row ends done or parked (kiosk.sync.outbox). LEARNING takes the catalog's
changes, a few pages at a time (kiosk.sync.learning). What fails leaves everything as it was:
screens, numbers and the last good catalog go on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from random import SystemRandom
from typing import Protocol
from uuid import UUID

from kiosk.audit import Audit, Event
from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.feed import ChangePage
from kiosk.domain.live import HallSnapshot
from kiosk.domain.ticket import Priority
from kiosk.errors import (
    DeviceRefused,
    HallUnreachable,
    IllegalTransition,
    MppError,
    NumberTaken,
    StorageFailed,
    TooManyTries,
    UnknownTicket,
)
from kiosk.sync.answers import TicketAnswer
from kiosk.sync.hall_client import PrintedNumber
from kiosk.sync.learning import Learning, Progress, Pupils
from kiosk.sync.line import LineJudge, LineState
from kiosk.sync.outbox import HALL_FAULT, Outbox, Row
from kiosk.sync.spare import NumberedTicket
from kiosk.sync.time.hall_time import HallTime
from kiosk.sync.troubles import Troubles

#: Faults in a row after which the rest of the outbox waits for a better moment.
FAULTS_IN_A_ROW = 2
#: The code a ticket is parked with when the hall server has it under another number.
NUMBER_DIFFERS = "number-differs"
#: The pause after a first failure; it doubles up to two heartbeats.
_FIRST_PAUSE = 0.25
_SHORT_PAUSE = 0.1
#: How often tickets parked for faults get another round while the line stays up.
_RETRY_FAULTS = 600.0
_STOP_SECONDS = 1.0


class HallLine(Protocol):
    """The part of kiosk.sync.hall_client.HallClient the worker needs; its own, with patience."""

    def snapshot(self) -> HallSnapshot:
        """What is going on in the hall."""

    def put_ticket(
        self,
        ticket_id: UUID,
        services: tuple[str, ...],
        priority: Priority,
        printed: PrintedNumber | None = None,
    ) -> TicketAnswer:
        """Tell of a ticket."""

    def cancel_ticket(self, ticket_id: UUID) -> TicketAnswer:
        """Take a ticket back."""

    def changes(self, after: int, limit: int) -> ChangePage:
        """A page of the catalog's changes."""

    def close(self) -> None:
        """Cut what is under way."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often to ask (seconds): whether the line is up, and for changes of the catalog."""

    heartbeat: float = 3.0
    catalog: float = 60.0


@dataclass(frozen=True, slots=True)
class Listeners:
    """Who is told, in the worker's thread and with frozen data; they return at once."""

    on_line: Callable[[LineState], None]
    on_snapshot: Callable[[HallSnapshot], None]
    on_catalog: Callable[[], None]
    on_progress: Callable[[Progress | None], None] = lambda _: None


class SyncWorker:
    """Owns `client` and `cache` from `start` to `stop`; `wake`, `lost`, `down` are for any thread.

    An error nobody expected ends the thread through threading.excepthook.
    """

    def __init__(  # noqa: PLR0913 - wired once, in kiosk.__main__
        self,
        client: HallLine,
        outbox: Outbox,
        cache: CatalogCache,
        audit: Audit,
        clock: HallTime,
        *,
        listeners: Listeners,
        pace: Pace | None = None,
    ) -> None:
        self._client = client
        self._outbox = outbox
        self._audit = audit
        self._clock = clock
        self._listeners = listeners
        self._pace = pace or Pace()
        self._judge = LineJudge()
        self._judging = threading.Lock()
        self._since = datetime.min.replace(tzinfo=UTC)
        self._said: LineState | None = None
        self._snapshot: HallSnapshot | None = None
        self._troubles = Troubles(audit)
        self._failures = 0
        pupils = Pupils(self._troubles.learning, self._catalog_changed, listeners.on_progress)
        self._learning = Learning(client, cache, clock, pupils, self._pace.catalog)
        self._retry_due = 0.0
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sync-worker", daemon=True)

    def start(self) -> None:
        """Begin; the first round comes at once."""
        self._thread.start()

    def stop(self) -> bool:
        """End within a second, also while the hall server hangs; whether the thread has ended."""
        self._stopping.set()
        self._woken.set()
        self._client.close()
        self._thread.join(_STOP_SECONDS)
        return not self._thread.is_alive()

    def wake(self) -> None:
        """There is something new: a ticket to tell of, a change of the catalog."""
        self._learning.ask_soon()
        self._woken.set()

    def lost(self) -> None:
        """Somebody else got no answer from the hall server just now."""
        self._judged(self._judge.missed)
        self._woken.set()

    @property
    def down(self) -> bool:
        """Whether the line is known to be down; asking the hall server would only cost time."""
        return self._judge.up is False

    @property
    def snapshot(self) -> HallSnapshot | None:
        """The hall as it was last told; None before the first time."""
        return self._snapshot

    # --- rounds ---------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.clear()
            pause = self._round()
            self._woken.wait(pause)

    def _round(self) -> float:
        """One way through the states; how long to rest then."""
        more = False
        try:
            well = self._call() and self._tell()
            self._say()
            stopping = self._stopping.is_set
            more = (well and self._learning.ask(stopping)) | self._learning.settle(stopping)
            self._troubles.over("storage")
        except StorageFailed as error:
            self._troubles.note("storage", Event.STORAGE_FAILED, error.code)
            well = False
        if not well:
            self._failures += 1
            cap = min(2 * self._pace.heartbeat, _FIRST_PAUSE * 2.0 ** min(self._failures, 8))
            return cap * SystemRandom().uniform(0.1, 1.0)  # never in step with other kiosks
        self._failures = 0
        if more:
            return 0.0
        settled = self._judge.up and not (self._said and self._said.pending)
        return self._pace.heartbeat if settled else min(_SHORT_PAUSE, self._pace.heartbeat)

    def _call(self) -> bool:
        """CALLING: whether the hall server answers and knows this kiosk."""
        try:
            snapshot = self._client.snapshot()
        except HallUnreachable:
            return self._missed()
        except MppError as refusal:  # it answers, but not to this kiosk
            self._judged(self._judge.heard)
            self._troubles.note("call", Event.DEVICE_REFUSED, refusal.code)
            return False
        came_up = self._judged(self._judge.heard)
        if came_up:
            self._learning.ask_soon()
        if came_up or self._clock.monotonic() >= self._retry_due:
            self._retry_due = self._clock.monotonic() + _RETRY_FAULTS
            self._outbox.retry_faults()
        again = self._outbox.hall_replaced(snapshot.epoch, snapshot.now)
        if again is not None:
            self._audit.note(Event.HALL_REPLACED, count=again)
        news = self._clock.hear(snapshot.now)
        if news is not None:
            self._audit.note(Event.CLOCK_CORRECTED, code=news.code, count=news.seconds)
        self._troubles.over("call")
        self._snapshot = snapshot
        self._listeners.on_snapshot(snapshot)
        return True

    def _tell(self) -> bool:
        """TELLING: whether every row that was waiting is done or parked."""
        faults, well = 0, True
        for row in self._outbox.pending():
            if self._stopping.is_set() or faults == FAULTS_IN_A_ROW:
                return False
            try:
                self._tell_one(row)
                faults = 0
            except (DeviceRefused, TooManyTries) as refusal:  # says nothing about the ticket
                self._troubles.note("tell", Event.DEVICE_REFUSED, refusal.code)
                return False
            except (HallUnreachable, IllegalTransition) as error:
                if isinstance(error, HallUnreachable) and error.facts["status"] is None:
                    return self._missed()
                faults, well = faults + 1, False
                if self._outbox.fault(row, error.code, self._clock.now()):
                    self._note_parked(row, HALL_FAULT)
        return well

    def _tell_one(self, row: Row) -> None:
        try:
            if row.ticket is None:
                self._take_back(row)
            else:
                self._tell_number(row, row.ticket)
        except (DeviceRefused, TooManyTries, HallUnreachable):
            raise
        except IllegalTransition as refusal:
            if row.ticket is not None and row.ticket.number.offline:
                raise  # a counter holds it under its first number: renumbered when it is free
            self._park(row, refusal.code)
        except MppError as refusal:
            self._park(row, refusal.code)

    def _tell_number(self, row: Row, ticket: NumberedTicket) -> None:
        """Tell of a number on paper, this kiosk's own or one the hall server may have lost."""
        printed = PrintedNumber(ticket.number, ticket.taken_at)
        try:
            answer = self._client.put_ticket(
                ticket.id, (ticket.service_id,), ticket.priority, printed
            )
        except NumberTaken:
            if ticket.number.offline:
                self._outbox.skip_series(ticket.number, ticket.service_day)
            raise
        if answer.number != ticket.number:
            self._park(row, NUMBER_DIFFERS)
        else:
            self._told(row, Event.TICKET_TOLD)

    def _take_back(self, row: Row) -> None:
        """Cancel a ticket nobody holds; one the hall never had, or called already, is settled."""
        try:
            self._client.cancel_ticket(row.ticket_id)
        except (UnknownTicket, IllegalTransition) as settled:
            self._told(row, Event.TICKET_TAKEN_BACK, settled.code)
        else:
            self._told(row, Event.TICKET_TAKEN_BACK)

    def _told(self, row: Row, event: Event, code: str | None = None) -> None:
        self._outbox.done(row, self._clock.now())
        self._troubles.over("tell")
        number = row.ticket.number if row.ticket else None
        self._audit.note(event, ticket=row.ticket_id, number=number, code=code)

    def _park(self, row: Row, code: str) -> None:
        self._outbox.park(row, code, self._clock.now())
        self._note_parked(row, code)

    # --- telling people -------------------------------------------------------------------------

    def _missed(self) -> bool:
        if not self._stopping.is_set():  # else it was `stop` that cut the call
            self._judged(self._judge.missed)
        return False

    def _judged(self, judge: Callable[[float], bool]) -> bool:
        with self._judging:
            changed = judge(self._clock.monotonic())
            if changed:
                self._since = self._clock.now()
        if changed:
            self._audit.note(Event.LINE_UP if self._judge.up else Event.LINE_DOWN)
        return changed

    def _say(self) -> None:
        """Tell the listener of the line when there is something new to tell."""
        with self._judging:
            up, since = self._judge.up, self._since
        if up is None:
            return
        counts = self._outbox.counts()
        state = LineState(up, since, counts.pending, counts.parked)
        if state != self._said:
            self._said = state
            self._listeners.on_line(state)

    def _catalog_changed(self) -> None:
        self._audit.note(Event.CATALOG_CHANGED)
        self._listeners.on_catalog()

    def _note_parked(self, row: Row, code: str) -> None:
        number = row.ticket.number if row.ticket else None
        self._audit.note(Event.TICKET_PARKED, ticket=row.ticket_id, number=number, code=code)

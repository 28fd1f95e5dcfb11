"""The hall as it is now, live: a snapshot, then the events after it, over any break of the line.

    stopped -> snapshot -> stream -> pause -> snapshot -> ...      close() from anywhere -> stopped

Every break (refusal, silence, end, nonsense) leads to a pause and then to a new snapshot. The
stream goes on after the last event seen, so nothing is missed or told twice; only where the
server cannot go on (`reset`) or is another one (`epoch`) does it begin at the new snapshot.
Where an event says less than it changes, the snapshot is read anew without a break.
"""

from __future__ import annotations

import logging
import random
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, auto

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtNetwork import QNetworkAccessManager, QNetworkReply, QNetworkRequest

from kiosk.domain.live import HallEvent, HallSnapshot, advance
from kiosk.errors import BadRecord
from kiosk.ports import Clock
from kiosk.sync.live_json import read_event, read_snapshot
from ui.fetch import ANSWER_SECONDS, Fetch, HallAddress, status_of
from ui.sse import SseReader, StreamTooLong

_LOG = logging.getLogger(__name__)

MAX_SNAPSHOT = 1_000_000

#: The hall server sends a comment every 5 s; after this much silence the line is given up.
SILENCE_SECONDS = 15.0
#: A pause is drawn between 0 and a bound that doubles from the first to the longest.
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
#: A stream that held this long was a good one: the bound begins anew after it.
GOOD_SECONDS = 5.0

#: Events that change more than they say: the number that is gone, why a queue gives no tickets,
#: everything of a new day or of a store restored from a backup.
CHANGE_MORE = frozenset(
    {"ticket.renumbered", "queue.closed", "queue.opened", "day.began", "store.restored"}
)
#: After such an event the snapshot is read anew, once for all that come within this time.
GATHER_SECONDS = 0.3

_DIGITS = re.compile("[0-9]{1,18}")
_RANDOM = random.SystemRandom()


class Pauses:
    """Full-jitter back-off, so that the screens of a hall do not come back all at once."""

    def __init__(self, draw: Callable[[float, float], float] = _RANDOM.uniform) -> None:
        self._draw = draw
        self._bound = FIRST_PAUSE_SECONDS

    def next(self) -> float:
        """Seconds to wait before the next try."""
        pause = self._draw(0.0, self._bound)
        self._bound = min(self._bound * 2, LONGEST_PAUSE_SECONDS)
        return pause

    def reset(self) -> None:
        """Begin with short pauses again."""
        self._bound = FIRST_PAUSE_SECONDS


class _Phase(Enum):
    STOPPED = auto()
    SNAPSHOT = auto()
    STREAM = auto()
    PAUSE = auto()


class EventStream(QObject):
    """Keeps a HallSnapshot current.

    Signals:
        eventArrived: a HallEvent, each once and in order; before the snapshotChanged it causes.
        snapshotRead: the HallSnapshot as the hall server tells it; before its snapshotChanged.
        snapshotChanged: the HallSnapshot, read anew or moved forward by an event.
        lineChanged: whether the hall server is heard.
    """

    snapshotRead = Signal(object)
    snapshotChanged = Signal(object)
    eventArrived = Signal(object)
    lineChanged = Signal(bool)

    def __init__(  # noqa: PLR0913 - the last three are what a test puts in
        self,
        hall: HallAddress,
        network: QNetworkAccessManager,
        clock: Clock,
        *,
        pauses: Pauses | None = None,
        silence_seconds: float = SILENCE_SECONDS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._hall = hall
        self._network = network
        self._clock = clock
        self._pauses = pauses or Pauses()
        self._silence_seconds = silence_seconds
        self._phase = _Phase.STOPPED
        self._fetch: Fetch | None = None
        self._reply: QNetworkReply | None = None
        self._reader = SseReader()
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._read_snapshot)
        self._gather = QTimer(self, singleShot=True, interval=round(GATHER_SECONDS * 1000))
        self._gather.timeout.connect(self._renew)
        self._connected = False
        self._opened_at = 0.0
        self._snapshot: HallSnapshot | None = None
        self._seen: int | None = None
        self._told: tuple[datetime, float] | None = None
        self._heard_at: float | None = None
        self._last_why = ""

    @property
    def snapshot(self) -> HallSnapshot | None:
        """The hall as last told; None before the first time. A break does not empty it."""
        return self._snapshot

    @property
    def connected(self) -> bool:
        """Whether the stream of events is open."""
        return self._connected

    def hall_now(self) -> datetime | None:
        """The hall's own time, aware and hall-local; None before the hall was ever heard."""
        return self._hall_time(self._clock.monotonic())

    def heard_at(self) -> datetime | None:
        """The hall's time at which it was last heard, if only by a sign of life."""
        return None if self._heard_at is None else self._hall_time(self._heard_at)

    def silent_seconds(self) -> float | None:
        """Seconds since the hall was last heard; None before the first time."""
        return None if self._heard_at is None else self._clock.monotonic() - self._heard_at

    def start(self) -> None:
        """Begin with a snapshot."""
        if self._phase is _Phase.STOPPED:
            self._read_snapshot()

    def close(self) -> None:
        """Stop at once; nothing is told any more."""
        self._phase = _Phase.STOPPED
        self._connected = False
        self._drop()

    # --- snapshot -------------------------------------------------------------------------------

    @Slot()
    def _read_snapshot(self) -> None:
        self._phase = _Phase.SNAPSHOT
        request = self._hall.request("/v1/hall", min(self._silence_seconds, ANSWER_SECONDS))
        self._fetch = Fetch(self._network, request, MAX_SNAPSHOT, self)
        self._fetch.done.connect(self._take_snapshot)
        self._fetch.failed.connect(self._broken)

    @Slot(object)
    def _take_snapshot(self, body: bytes) -> None:
        self._fetch = None
        try:
            snapshot = read_snapshot(body)
        except BadRecord as error:
            self._refuse(error)
            return
        known = self._snapshot
        goes_on = known is not None and known.epoch == snapshot.epoch
        if self._seen is None or not goes_on or snapshot.seq < self._seen:
            self._seen = snapshot.seq
        self._snapshot = snapshot
        self._heard_at = self._clock.monotonic()
        self._told = (snapshot.now, self._heard_at)
        self._phase = _Phase.STREAM
        self.snapshotRead.emit(snapshot)
        self.snapshotChanged.emit(snapshot)
        if self._phase is _Phase.STREAM:  # nobody closed us meanwhile
            self._open_stream()

    @Slot()
    def _renew(self) -> None:
        """Read the snapshot anew; the stream goes on after it where it was."""
        self._drop()
        self._read_snapshot()

    # --- stream ---------------------------------------------------------------------------------

    def _open_stream(self) -> None:
        request = self._hall.request("/v1/events", self._silence_seconds)
        request.setRawHeader(b"Accept", b"text/event-stream")
        request.setRawHeader(b"Last-Event-ID", str(self._seen).encode())
        self._reader = SseReader()
        self._reply = self._network.get(request)
        self._reply.setParent(self)
        self._reply.metaDataChanged.connect(self._opened)
        self._reply.readyRead.connect(self._read)
        self._reply.finished.connect(self._ended)

    @Slot()
    def _opened(self) -> None:
        reply = self._reply
        if reply is None or not _is_stream(reply) or self._connected:
            return
        self._opened_at = self._heard_at = self._clock.monotonic()
        self._last_why = ""
        self._connected = True
        self.lineChanged.emit(True)

    @Slot()
    def _read(self) -> None:
        reply = self._reply
        if reply is None:
            return
        if not _is_stream(reply):
            self._broken(f"status {status_of(reply)} for the events")
            return
        self._heard_at = self._clock.monotonic()
        try:
            for message in self._reader.feed(bytes(reply.readAll().data())):
                if message.event == "reset":
                    self._seen = None
                    self._broken("the hall server no longer has the events we lack")
                else:
                    self._take_event(read_event(message.data))
                if self._reply is not reply:  # broken just now, or closed by a listener
                    return
            self._move_on(self._reader.last_id)
        except (StreamTooLong, BadRecord) as error:
            self._seen = None  # what cannot be read would come again
            self._refuse(error)

    def _take_event(self, event: HallEvent) -> None:
        if self._snapshot is None or self._seen is None or event.seq <= self._seen:
            return
        self._seen = event.seq
        if event.seq > self._snapshot.seq:  # just now, not replayed: so late is it in the hall
            self._told = (event.at, self._clock.monotonic())
        self.eventArrived.emit(event)
        after = advance(self._snapshot, event)
        if after is not self._snapshot and self._phase is _Phase.STREAM:
            self._snapshot = after
            self.snapshotChanged.emit(after)
        streaming = self._phase is _Phase.STREAM  # nobody closed us meanwhile
        if event.type in CHANGE_MORE and streaming and not self._gather.isActive():
            self._gather.start()

    def _move_on(self, last_id: str) -> None:
        """The stream is further than its last event: what lies between was not for us."""
        if self._seen is not None and _DIGITS.fullmatch(last_id):
            self._seen = max(self._seen, int(last_id))

    @Slot()
    def _ended(self) -> None:
        if self._reply is None:
            return
        no_error = self._reply.error() is QNetworkReply.NetworkError.NoError
        self._broken("it ended the events" if no_error else self._reply.errorString())

    # --- breaks ---------------------------------------------------------------------------------

    def _refuse(self, error: Exception) -> None:
        """The server speaks, but not as docs/api.md says: worth a technician's look."""
        _LOG.warning("the hall server's answer cannot be read: %s", error)
        self._broken("the hall server's answer cannot be read")

    @Slot(str)
    def _broken(self, why: str) -> None:
        self._drop()
        self._phase = _Phase.PAUSE
        if self._connected and self._clock.monotonic() - self._opened_at >= GOOD_SECONDS:
            self._pauses.reset()
        self._pause.start(round(self._pauses.next() * 1000))
        if why != self._last_why:  # once, not with every try
            self._last_why = why
            _LOG.info("no line to the hall server: %s", why)
        if self._connected:
            self._connected = False
            self.lineChanged.emit(False)

    def _drop(self) -> None:
        self._pause.stop()
        self._gather.stop()
        fetch, self._fetch = self._fetch, None
        if fetch is not None:
            fetch.cancel()
        reply, self._reply = self._reply, None
        if reply is not None:
            reply.disconnect(self)
            reply.abort()
            reply.deleteLater()

    def _hall_time(self, monotonic: float) -> datetime | None:
        if self._told is None:
            return None
        now, told_at = self._told
        return now + timedelta(seconds=monotonic - told_at)


def _is_stream(reply: QNetworkReply) -> bool:
    kind = reply.header(QNetworkRequest.KnownHeaders.ContentTypeHeader)
    return status_of(reply) == 200 and str(kind).split(";")[0].strip() == "text/event-stream"

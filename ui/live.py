"""What the sync worker tells, brought into the GUI thread: the line, the hall now, the catalog.

The worker calls `on_line`, `on_snapshot`, `on_catalog` and `on_progress` from its own thread; view
models listen to the signals in the GUI thread. The event stream is quicker: `on_snapshot` takes
what it reads anew, `on_moved` what its events tell, which is who is called and how many wait; the
rest stays as the hall server said it last.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kiosk.domain.live import HallSnapshot
from kiosk.sync.learning import Progress
from kiosk.sync.line import LineState


class LiveHall(QObject):
    """The last that was heard of the hall.

    Signals:
        lineChanged: the line came or went.
        snapshotChanged: somebody was called, waits, or has left.
        catalogChanged: the hall's set-up or its services are different now.
        progressChanged: so much of a catalog is loaded, for the first time or anew.
    """

    lineChanged = Signal()
    snapshotChanged = Signal()
    catalogChanged = Signal()
    progressChanged = Signal()

    _line_told = Signal(object)
    _snapshot_told = Signal(object)
    _catalog_told = Signal()
    _progress_told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line: LineState | None = None
        self._told: HallSnapshot | None = None  # by the hall server, whole
        self._snapshot: HallSnapshot | None = None  # moved on by events since
        self._progress: Progress | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._line_told.connect(self._take_line, queued)
        self._snapshot_told.connect(self._take_snapshot, queued)
        self._catalog_told.connect(self.catalogChanged, queued)
        self._progress_told.connect(self._take_progress, queued)

    @property
    def connected(self) -> bool:
        """Whether the hall server answers."""
        return self._line is not None and self._line.up

    @property
    def snapshot(self) -> HallSnapshot | None:
        """The hall as it was last told; None before the first time."""
        return self._snapshot

    @property
    def progress(self) -> Progress | None:
        """How far a catalog is loaded; None while nothing is loaded."""
        return self._progress

    @property
    def as_of(self) -> datetime | None:
        """Until when the snapshot was true: the moment the line was lost; None without either."""
        if self._snapshot is None or self._line is None:
            return None
        return self._snapshot.now if self._line.up else max(self._line.since, self._snapshot.now)

    # --- called from the sync worker's thread ---------------------------------------------------

    def on_line(self, line: LineState) -> None:
        """The line came or went."""
        self._line_told.emit(line)

    def on_snapshot(self, snapshot: HallSnapshot) -> None:
        """The hall is different now."""
        self._snapshot_told.emit(snapshot)

    def on_catalog(self) -> None:
        """The catalog is different now."""
        self._catalog_told.emit()

    def on_progress(self, progress: Progress | None) -> None:
        """So much of the catalog is loaded."""
        self._progress_told.emit(progress)

    # --- in the GUI thread ----------------------------------------------------------------------

    @Slot(object)
    def on_moved(self, moved: HallSnapshot) -> None:
        """An event moved the hall on: who is called, how many wait."""
        known = self._snapshot
        if known is None or known.epoch != moved.epoch:
            self._show(moved)
        elif moved.seq >= known.seq:
            self._show(_moved_on(known, moved))

    @Slot(object)
    def _take_line(self, line: LineState) -> None:
        self._line = line
        self.lineChanged.emit()

    @Slot(object)
    def _take_progress(self, progress: Progress | None) -> None:
        self._progress = progress
        self.progressChanged.emit()

    @Slot(object)
    def _take_snapshot(self, snapshot: HallSnapshot) -> None:
        told, known = self._told, self._snapshot
        if told is not None and told.epoch == snapshot.epoch and snapshot.seq < told.seq:
            return  # asked for earlier, came later
        self._told = snapshot
        if known is not None and known.epoch == snapshot.epoch and snapshot.seq < known.seq:
            snapshot = _moved_on(snapshot, known)  # events were quicker
        self._show(snapshot)

    def _show(self, snapshot: HallSnapshot) -> None:
        self._snapshot = snapshot
        self.snapshotChanged.emit()


def _moved_on(told: HallSnapshot, moved: HallSnapshot) -> HallSnapshot:
    """What the hall server told, with what events say in another snapshot of the same store."""
    waiting = {queue.id: queue.waiting for queue in moved.queues}
    queues = tuple(replace(q, waiting=waiting.get(q.id, q.waiting)) for q in told.queues)
    return replace(moved, queues=queues, popular=told.popular)

"""A callable off the GUI thread with exactly two endings: done(value) or failed(error).

Serves every view model that asks the desk for something. An expected failure (MppError) is an
ending; anything else is a defect and is raised again in the GUI thread, where ui.crash ends the
program. After `close` no ending arrives any more.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from kiosk.errors import MppError

_T = TypeVar("_T")

#: One visitor takes a number while the last one's paper still prints; a third is to spare.
WORKERS = 3


@dataclass(frozen=True, slots=True)
class _Ending:
    future: Future[Any]
    done: Callable[[Any], None]
    failed: Callable[[MppError], None]


class Work(QObject):
    """Runs jobs in its own threads and brings their endings back to the GUI thread."""

    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="work")
        self._closed = False
        # A bound slot of a living object: a lambda would lose endings (its sender dies first).
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        job: Callable[[], _T],
        *,
        done: Callable[[_T], None],
        failed: Callable[[MppError], None],
    ) -> None:
        """Run `job` in a thread; call `done` or `failed` in the GUI thread, one of them, once."""
        if self._closed:
            return
        future = self._pool.submit(job)
        future.add_done_callback(lambda ended: self._ended.emit(_Ending(ended, done, failed)))

    def close(self) -> None:
        """Drop what has not begun, wait for what runs, deliver nothing more."""
        self._closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _end(self, ending: _Ending) -> None:
        if self._closed or ending.future.cancelled():
            return
        try:
            value = ending.future.result()
        except MppError as error:
            ending.failed(error)
        else:
            ending.done(value)

"""The offline catalog: what the hall server told last, there after a start without the line.

One writer and any number of readers (kiosk.catalog.catalog_reader) on one SQLite file. One thread
at a time may use the writer: whoever starts the program opens it, the sync worker then owns it.
Only the writer checkpoints.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlite_utils

from kiosk.catalog.cache_file import (
    Opened,
    Sample,
    agency_of,
    copy_of,
    disk_faults,
    make_copy,
    open_file,
)
from kiosk.catalog.feed import Change, ChangePage
from kiosk.catalog.indexing import Index, Indexing
from kiosk.errors import BadRecord


@dataclass(frozen=True, slots=True)
class _State:
    shown: int
    epoch: str
    cursor: int
    pass_epoch: str | None
    pass_cursor: int
    indexing: int | None

    @property
    def asked(self) -> tuple[str, int]:
        """What the next page must continue: a full reading under way, else the shown catalog."""
        if self.pass_epoch is not None:
            return self.pass_epoch, self.pass_cursor
        return self.epoch, self.cursor

    @property
    def written(self) -> int:
        """The generation that pages go into."""
        return self.shown + (self.pass_epoch is not None)

    @property
    def in_index(self) -> bool:
        """Whether the index holds that generation, all of it or some so far."""
        return self.pass_epoch is None or self.indexing == self.written


class CatalogCache:
    """The writer of the offline catalog; see the module for who may use it from where."""

    def __init__(
        self, db: sqlite_utils.Database, path: Path, opened: Opened, index: Index | None = None
    ) -> None:
        self._db = db
        self._path = path
        self.opened = opened
        self._indexing = Indexing(index, db.conn) if index is not None else None
        if self._indexing is not None:
            with self._db.atomic():
                if self._indexing.prepare():
                    self._db.execute("UPDATE state SET indexing = shown, indexed_up_to = ''")

    @classmethod
    def open(
        cls, path: Path, index: Index | None = None, sample: Sample | None = None
    ) -> CatalogCache:
        """Open or begin the file; `opened` says what was found.

        `index` is kept in step with what is shown; `sample` is shown in place of a damaged catalog
        of which there is no copy. Raises CatalogNotKept when the disk does not let it be opened.
        """
        db, opened = open_file(path, sample)
        with disk_faults():
            return cls(db, path, opened, index)

    def cursor(self) -> tuple[str, int]:
        """The epoch known and the cursor to ask after; ("", 0) before the first page."""
        return self._state().asked

    @property
    def reading(self) -> bool:
        """Whether a full reading is under way, of which nothing is shown yet."""
        return self._state().pass_epoch is not None

    @property
    def has_copy(self) -> bool:
        """Whether there is a copy that could take the file's place."""
        return copy_of(self._path).exists()

    @property
    def refreshed(self) -> bool:
        """Whether what is shown is the hall server's, and not a copy or a sample."""
        (known,) = self._db.execute(
            "SELECT refreshed_at IS NOT NULL AND origin = 'feed' FROM state"
        ).fetchone()
        return bool(known)

    def apply(self, page: ChangePage, now: datetime) -> bool:
        """Store a page that was asked for after `cursor()`, in one transaction.

        An empty page says that nothing is new: then only `as_of` moves.
        Pages of another epoch, or of a store that went back behind the cursor, begin a full
        reading at 0: the old catalog stays visible until that is complete, then everything it did
        not bring is gone. A reading without a hall is not complete: a hall server begun anew and
        not yet set up takes nothing away.

        Returns whether to ask again at once, after the new `cursor()`; if not, `index_some` may
        have something to do. `now` is aware. Nothing of the page is stored when this raises:
        BadRecord for one out of turn, CatalogNotKept when the disk refuses.
        """
        if now.tzinfo is None:
            raise ValueError("now must be aware")
        with disk_faults(), self._db.atomic():
            epoch, cursor = self._state().asked
            if page.after not in {None, cursor}:
                why = f"bukan {cursor} seperti yang diminta"
                raise BadRecord("katalog", "halaman", "after", why)
            if page.epoch != epoch or page.cursor < cursor:
                self._begin_pass(page.epoch)
                if cursor > 0:  # the page continues a reading that is void now
                    return True
            state = self._state()
            self._take(state, page)
            if state.pass_epoch is not None and not page.more and self._has_hall(state.written):
                self._complete_pass(state, now)
            elif state.pass_epoch is None and not page.more:
                self._refreshed(now)
        return page.more

    def index_some(self, now: datetime) -> float | None:
        """Put some more services into the search index, in one transaction.

        Returns how much of them is in now, 0 to 1; None when there was nothing to do. A full
        reading is shown when all of it is in. Raises CatalogNotKept when the disk refuses.
        """
        if self._indexing is None:
            return None
        with disk_faults(), self._db.atomic():
            state = self._state()
            if state.indexing is None:
                return None
            (after,) = self._db.execute("SELECT indexed_up_to FROM state").fetchone()
            last = self._indexing.put_some(state.indexing, after)
            if last is not None:
                self._db.execute("UPDATE state SET indexed_up_to = ?", (last,))
                return self._share(state.indexing, last)
            if state.indexing != state.shown:
                self._indexing.drop_lost(state.shown, state.indexing)
                self._show_pass(now)
            self._db.execute("UPDATE state SET indexing = NULL, indexed_up_to = ''")
            return 1.0

    def copy(self) -> None:
        """Keep a copy that takes the file's place when that is found damaged.

        Raises CatalogNotKept; the copy made before is still there then.
        """
        make_copy(self._db, self._path)

    def close(self) -> None:
        """Note that the run ended in order, fold the WAL into the file and close it."""
        with disk_faults():
            try:
                self._db.execute("UPDATE state SET clean = 1")
                self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                self._db.close()

    def _state(self) -> _State:
        row = self._db.execute(
            "SELECT shown, epoch, cursor, pass_epoch, pass_cursor, indexing FROM state"
        ).fetchone()
        return _State(*row)

    def _begin_pass(self, epoch: str) -> None:
        state = self._state()
        void = self._services_after(state.shown) if state.indexing == state.shown + 1 else []
        self._db.execute("DELETE FROM records WHERE generation <> (SELECT shown FROM state)")
        self._db.execute("UPDATE state SET pass_epoch = ?, pass_cursor = 0", (epoch,))
        if self._indexing is not None and void:
            self._indexing.refresh(state.shown, void)
            self._db.execute("UPDATE state SET indexing = NULL, indexed_up_to = ''")

    def _services_after(self, generation: int) -> list[str]:
        rows = self._db.execute(
            "SELECT id FROM records WHERE generation > ? AND kind = 'service'", (generation,)
        )
        return [row[0] for row in rows]

    def _take(self, state: _State, page: ChangePage) -> None:
        indexing = self._indexing if state.in_index and page.changes else None
        own_before = indexing.own(state.written) if indexing else frozenset()
        self._store(state.written, page.changes)
        if indexing is not None:
            indexing.follow(state.written, page.changes, own_before)
        column = "cursor" if state.pass_epoch is None else "pass_cursor"
        self._db.execute(f"UPDATE state SET {column} = ?", (page.cursor,))  # noqa: S608

    def _has_hall(self, generation: int) -> bool:
        return (
            self._db.table("records").count_where("generation = ? AND kind = 'hall'", [generation])
            > 0
        )

    def _complete_pass(self, state: _State, now: datetime) -> None:
        """All is there: show it, once it can be found."""
        if self._indexing is None:
            self._show_pass(now)
        elif state.indexing != state.written:
            self._db.execute("UPDATE state SET indexing = shown + 1, indexed_up_to = ''")

    def _show_pass(self, now: datetime) -> None:
        self._db.execute("""
            UPDATE state SET shown = shown + 1, epoch = pass_epoch, cursor = pass_cursor,
                             pass_epoch = NULL, pass_cursor = 0""")
        self._db.execute("DELETE FROM records WHERE generation < (SELECT shown FROM state)")
        self._refreshed(now)

    def _refreshed(self, now: datetime) -> None:
        self._db.execute("UPDATE state SET refreshed_at = ?, origin = 'feed'", (now.isoformat(),))

    def _share(self, generation: int, up_to: str) -> float:
        (done, every) = self._db.execute(
            "SELECT count(*) FILTER (WHERE id <= ?), count(*) FROM records"
            " WHERE generation = ? AND kind = 'service'",
            (up_to, generation),
        ).fetchone()
        return float(done / every)

    def _store(self, generation: int, changes: Iterable[Change]) -> None:
        latest = {(change.kind, change.id): change for change in changes}
        self._db.conn.executemany(
            "DELETE FROM records WHERE generation = ? AND kind = ? AND id = ?",
            [(generation, *key) for key, change in latest.items() if change.record is None],
        )
        self._db.conn.executemany(
            "INSERT OR REPLACE INTO records (generation, kind, id, body, agency_id)"
            " VALUES (?, ?, ?, ?, ?)",
            [
                (generation, *key, change.body, agency_of(change.record))
                for key, change in latest.items()
                if change.record is not None
            ],
        )

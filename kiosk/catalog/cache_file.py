"""The file of the offline catalog: its tables, its migrations, and whether it can be trusted.

Everything in it came from the hall server and comes again, so a file that cannot be trusted is set
aside for the technician; nothing is repaired by guessing. In its place comes the copy that the
kiosk made of the last whole catalog; without one, the bundled sample, until the hall server tells
everything again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import sqlite_utils
from pydantic_core import to_json
from sqlite_utils.migrations import Migrations

from kiosk.catalog.feed import FORMS, Kind, Record
from kiosk.domain.hall import Hall
from kiosk.domain.service import Agency, Service
from kiosk.errors import CatalogNotKept

BUSY_SECONDS = 5.0
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_DISK_FAULTS = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
        *_DAMAGE,
    }
)


class Found(StrEnum):
    """What was there when the file was opened."""

    WHOLE = "whole"
    NOTHING = "nothing"
    DAMAGED = "damaged"
    NEWER = "newer"  # than this program: written after an update that was taken back


class Origin(StrEnum):
    """Where the catalog that is shown came from."""

    FEED = "feed"
    COPY = "copy"  # put back after damage, the hall server has told nothing since
    SAMPLE = "sample"  # another hall's: good for reading what services need, not for numbers


@dataclass(frozen=True, slots=True)
class Opened:
    """How opening went. `set_aside` is where a file that cannot be used is kept.

    `dropped` counts records that no longer read. `why` is for the technician.
    """

    found: Found
    set_aside: Path | None = None
    dropped: int = 0
    why: str = ""
    origin: Origin = Origin.FEED

    @property
    def words(self) -> str:
        """What a technician reads when something was wrong, "" when nothing was."""
        if self.set_aside is None:
            return ""
        what = "rusak" if self.found is Found.DAMAGED else "dari program yang lebih baru"
        return f"Katalog {what}, disimpan di {self.set_aside}. {_INSTEAD[self.origin]}"


_INSTEAD = {
    Origin.COPY: "Salinan terakhir dipakai; perubahan sesudahnya menyusul dari server mal.",
    Origin.SAMPLE: "Contoh bawaan ditampilkan sampai server mal mengirim katalog.",
    Origin.FEED: "Katalog dimuat ulang dari server mal.",
}


class _Unusable(Exception):
    def __init__(self, found: Found, why: str) -> None:
        super().__init__(why)
        self.found = found


migrations = Migrations("catalog")


@migrations()
def m001_records_and_state(db: sqlite_utils.Database) -> None:
    """Records by generation, and one row that says which generation is shown.

    A generation is one full reading of the feed. `pass_epoch` is null unless a full reading is
    under way; it fills the generation after the shown one.
    """
    db.execute("""
        CREATE TABLE records (
            generation INTEGER NOT NULL,
            kind TEXT NOT NULL,
            id TEXT NOT NULL,
            body TEXT NOT NULL,
            PRIMARY KEY (generation, kind, id)
        ) STRICT""")
    db.execute("""
        CREATE TABLE state (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            shown INTEGER NOT NULL,
            epoch TEXT NOT NULL,
            cursor INTEGER NOT NULL,
            pass_epoch TEXT,
            pass_cursor INTEGER NOT NULL,
            refreshed_at TEXT,
            shape TEXT NOT NULL,
            clean INTEGER NOT NULL
        ) STRICT""")
    db.execute("INSERT INTO state VALUES (1, 0, '', 0, NULL, 0, NULL, '', 1)")


@migrations()
def m002_where_it_came_from(db: sqlite_utils.Database) -> None:
    """The agency of a service, so that those of one agency are found; the origin of what is shown.

    `indexing` is the generation whose services are being put into the search index, in the order
    of their ids up to `indexed_up_to`; null when the index is that of the shown generation.
    """
    db.execute("ALTER TABLE records ADD COLUMN agency_id TEXT NOT NULL DEFAULT ''")
    db.execute("""
        UPDATE records SET agency_id = coalesce(json_extract(body, '$.agency_id'), '')
        WHERE kind = 'service'""")
    db.execute("CREATE INDEX records_of_agency ON records (generation, agency_id)")
    db.execute("ALTER TABLE state ADD COLUMN origin TEXT NOT NULL DEFAULT 'feed'")
    db.execute("ALTER TABLE state ADD COLUMN indexing INTEGER")
    db.execute("ALTER TABLE state ADD COLUMN indexed_up_to TEXT NOT NULL DEFAULT ''")


Sample = Callable[[], Iterable[Hall | Agency | Service]]


def open_file(path: Path, sample: Sample | None = None) -> tuple[sqlite_utils.Database, Opened]:
    """Open, check and migrate the file; one that cannot be used is set aside.

    The copy beside it (`copy_of`) takes its place, else the `sample`, else nothing. Raises
    CatalogNotKept when the disk does not let it be opened.
    """
    with disk_faults():
        existed = path.exists() and path.stat().st_size > 0
        try:
            return _open(path, Found.WHOLE if existed else Found.NOTHING)
        except _Unusable as error:
            aside = _set_aside(path)
            db, origin = _in_its_place(path, sample)
            return db, Opened(error.found, aside, why=str(error), origin=origin)


def copy_of(path: Path) -> Path:
    """Where the copy of the last whole catalog is kept."""
    return path.with_name(path.name + ".cadangan")


def make_copy(db: sqlite_utils.Database, path: Path) -> None:
    """Copy the file as of its last commit, whole or not at all. Only by its writer.

    Raises CatalogNotKept; the copy made before is still there then.
    """
    draft = _draft(path)
    with disk_faults():
        draft.unlink(missing_ok=True)
        db.execute("VACUUM INTO ?", (str(draft),))
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(copy_of(path))
        _settle_names(path.parent)


def _in_its_place(path: Path, sample: Sample | None) -> tuple[sqlite_utils.Database, Origin]:
    copy = copy_of(path)
    if copy.exists():
        draft = _draft(path)
        draft.write_bytes(copy.read_bytes())
        draft.replace(path)
        try:
            db, _ = _open(path, Found.WHOLE)
        except _Unusable:
            _forget(path)
        else:
            with db.atomic():
                db.execute("UPDATE state SET origin = 'copy'")
            return db, Origin.COPY
    db, _ = _open(path, Found.NOTHING)
    if sample is None:
        return db, Origin.FEED
    with db.atomic():
        db.conn.executemany(
            "INSERT INTO records (generation, kind, id, body, agency_id) VALUES (0, ?, ?, ?, ?)",
            [(_kind(r), r.id, to_json(r).decode(), agency_of(r)) for r in sample()],
        )
        db.execute("UPDATE state SET origin = 'sample'")
    return db, Origin.SAMPLE


def _kind(record: Record) -> Kind:
    if isinstance(record, Service):
        return Kind.SERVICE
    return Kind.AGENCY if isinstance(record, Agency) else Kind.HALL


def agency_of(record: Record | None) -> str:
    """The agency a record is found by: that of a service, "" for others."""
    return record.agency_id if isinstance(record, Service) else ""


def _draft(path: Path) -> Path:
    return path.with_name(path.name + ".draf")


def _forget(path: Path) -> None:
    for suffix in ("-wal", "-shm", ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _settle_names(folder: Path) -> None:
    """Make a rename last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def disk_faults() -> Iterator[None]:
    """Turn what the disk or the file refuses into CatalogNotKept; defects pass through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if _code(error) not in _DISK_FAULTS:
            raise
        raise CatalogNotKept(str(error)) from error
    except OSError as error:
        raise CatalogNotKept(str(error)) from error


def read_body(kind: Kind, body: str) -> Record:
    """The record of a stored body. Raises ValueError for one that does not read."""
    return FORMS[kind].validate_json(body, strict=True)


def _open(path: Path, found: Found) -> tuple[sqlite_utils.Database, Opened]:
    # One thread at a time: the starter opens and hands over to the sync worker.
    connection = sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        # NORMAL never corrupts; the last page may be lost with the power and comes again.
        connection.execute("PRAGMA synchronous = NORMAL")
        _check(connection)
        db = sqlite_utils.Database(connection, execute_plugins=False)
        _migrate(db)
        dropped = _trust(db)
    except sqlite3.DatabaseError as error:
        connection.close()
        if _code(error) in _DAMAGE:
            raise _Unusable(Found.DAMAGED, str(error)) from error
        raise
    except BaseException:
        connection.close()
        raise
    (origin,) = db.execute("SELECT origin FROM state").fetchone()
    return db, Opened(found, dropped=dropped, origin=Origin(origin))


def _check(connection: sqlite3.Connection) -> None:
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise _Unusable(Found.DAMAGED, verdict)


def _migrate(db: sqlite_utils.Database) -> None:
    known = {step.name for step in migrations.pending(sqlite_utils.Database(memory=True))}
    newer = sorted({step.name for step in migrations.applied(db)} - known)
    if newer:
        raise _Unusable(Found.NEWER, f"unknown migrations: {', '.join(newer)}")
    migrations.apply(db)


def _trust(db: sqlite_utils.Database) -> int:
    """Mark the file as in use; count and drop records that do not read.

    All records are read only when there is a reason: the last run did not end in order (a bad
    record may have ended it), or another version of the program wrote them. That one also passed
    over fields which this one knows, so everything is asked for again.
    """
    shape = _shape()
    (written, clean) = db.execute("SELECT shape, clean FROM state").fetchone()
    other_version = written not in {shape, ""}
    dropped = list(_unreadable(db)) if other_version or not clean else []
    with db.atomic():
        for key in dropped:
            db.execute("DELETE FROM records WHERE generation = ? AND kind = ? AND id = ?", key)
        if dropped or other_version:  # a full reading of the same epoch
            db.execute("DELETE FROM records WHERE generation <> (SELECT shown FROM state)")
            db.execute("UPDATE state SET pass_epoch = epoch, pass_cursor = 0")
        db.execute("UPDATE state SET shape = ?, clean = 0", (shape,))
    return len(dropped)


def _unreadable(db: sqlite_utils.Database) -> Iterator[tuple[int, str, str]]:
    for generation, kind, record_id, body in db.execute(
        "SELECT generation, kind, id, body FROM records"
    ):
        try:
            read_body(Kind(kind), body)
        except ValueError:
            yield generation, kind, record_id


def _shape() -> str:
    """A fingerprint of what this program takes for a record."""
    schemas = [form.json_schema() for form in FORMS.values()]
    return hashlib.sha256(json.dumps(schemas, sort_keys=True).encode()).hexdigest()


def _set_aside(path: Path) -> Path:
    """Keep the unusable file beside the new one; an older one set aside gives way."""
    aside = path.with_name(path.name + ".rusak")
    for suffix in ("-wal", "-shm", ""):
        part = path.with_name(path.name + suffix)
        kept = aside.with_name(aside.name + suffix)
        kept.unlink(missing_ok=True)
        if part.exists():
            part.replace(kept)
    return aside


def _code(error: sqlite3.DatabaseError) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF

"""Watches the folder in which agencies drop their status files, and keeps the last good data.

A file is read when it has come to rest, off the event loop. What is refused is said in a report
beside it (`NAME.laporan.txt`), one line per fault, so that the agency can mend it without us.
"""

from __future__ import annotations

import asyncio
import logging
import os
import stat
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from hall import applications
from hall.applications import Applications, ApplicationView, Sealed
from hall.catalog import Catalog
from hall.sources.status_csv import Application, Complaint, StatusFile, read_status
from hall.store.transaction import Transaction
from kiosk.domain.hall import Hall
from kiosk.errors import StoreUnavailable
from kiosk.ports import Clock

log = logging.getLogger(__name__)

T = TypeVar("T")

POLL_SECONDS = 2.0
#: A file that was written to this recently may not be complete yet.
REST_SECONDS = 1.0
MOST_BYTES = 20_000_000
_PER_TRANSACTION = 500
_MOST_COMPLAINTS = 200
_REPORT = ".laporan.txt"


class Writes(Protocol):
    """Where jobs go that need the store."""

    def write(self, job: Callable[[Transaction], T]) -> Awaitable[T]:
        """Run a job in a transaction."""


@dataclass(frozen=True, slots=True)
class _Signature:
    size: int
    changed_ns: int


@dataclass(frozen=True, slots=True)
class _Read:
    """A file after reading and sealing, before storing."""

    path: Path
    content: StatusFile
    sealed: tuple[Sealed, ...]
    subjects: frozenset[str]  # of everything the file tells of, doubtful ones included


class StatusDrop:
    """One folder of status files; `look` is one pass, `run` goes on until it is cancelled."""

    def __init__(  # noqa: PLR0913, PLR0917 - parts wired once, in hall.app
        self,
        folder: Path,
        hall: Hall,
        catalog: Catalog,
        sealer: Applications,
        store: Writes,
        clock: Clock,
    ) -> None:
        self._folder = folder
        self._hall = hall
        self._catalog = catalog
        self._sealer = sealer
        self._store = store
        self._clock = clock
        self._seen: dict[Path, _Signature] = {}

    async def run(self) -> None:
        """Look for new files again and again."""
        while True:
            try:
                await self.look()
            except StoreUnavailable as error:  # told in the log already; tried again at next look
                log.warning("status files wait: %s", error.sentence)
            except OSError as error:  # the folder cannot be read now, say for want of descriptors
                log.warning("status files wait: %s", error.strerror)
            await asyncio.sleep(POLL_SECONDS)

    async def look(self) -> None:
        """Take in every file that changed since the last look and has come to rest."""
        for path, signature in await asyncio.to_thread(self._changed):
            read = await asyncio.to_thread(self._read, path, signature)
            if read.content.usable:
                await self._keep(read)
            self._seen[path] = signature
            await asyncio.to_thread(_report, read, self._hall.local(self._clock.now()))

    async def _keep(self, read: _Read) -> None:
        source = read.path.name
        for start in range(0, len(read.sealed), _PER_TRANSACTION):
            part = read.sealed[start : start + _PER_TRANSACTION]
            await self._store.write(partial(applications.keep, source=source, sealed=part))
        await self._store.write(lambda tx: applications.forget_others(tx, source, read.subjects))

    # --- off the event loop ---

    def _changed(self) -> list[tuple[Path, _Signature]]:
        if not self._folder.is_dir():
            return []
        changed = []
        for path in sorted(self._folder.glob("*.csv")):
            try:
                found = path.lstat()
            except OSError:  # gone between the two looks
                continue
            signature = _Signature(found.st_size, found.st_mtime_ns)
            at_rest = time.time() - found.st_mtime > REST_SECONDS
            if stat.S_ISREG(found.st_mode) and at_rest and self._seen.get(path) != signature:
                changed.append((path, signature))
        return changed

    def _read(self, path: Path, signature: _Signature) -> _Read:
        if signature.size > MOST_BYTES:
            content = _refused(f"lebih besar dari {MOST_BYTES // 1_000_000} MB")
        else:
            try:
                content = read_status(
                    path.read_bytes(), self._hall.zone_info, self._catalog.agency_of_services()
                )
            except OSError as error:
                content = _refused(f"tidak dapat dibaca ({error.strerror})")
        told = datetime.fromtimestamp(signature.changed_ns / 1e9, self._hall.zone_info)
        as_of = min(told, self._hall.local(self._clock.now()))
        sealed = tuple(self._seal(application, as_of) for application in content.applications)
        doubtful = {self._sealer.subject(number) for number in content.doubtful}
        subjects = frozenset(doubtful.union(one.subject for one in sealed))
        return _Read(path, content, sealed, subjects)

    def _seal(self, application: Application, as_of: datetime) -> Sealed:
        service = self._catalog.service(application.service_id)
        agency = self._catalog.agency(application.agency_id)
        view = ApplicationView(
            service=service.name if service else application.service_id,
            agency=agency.name if agency else application.agency_id,
            next_step=application.next_step,
            as_of=as_of,
            stages=application.stages,
        )
        return self._sealer.seal(application.number, application.factor, view)


def _refused(why: str) -> StatusFile:
    return StatusFile((), (Complaint(0, "berkas", why),), frozenset(), usable=False)


def _report(read: _Read, now: datetime) -> None:
    """Write the report beside the file, in one step; a folder we may not write to is logged."""
    name, content = read.path.name, read.content
    taken = len(read.sealed) if content.usable else 0
    log.info("%r: %d applications taken, %d faults", name, taken, len(content.complaints))
    path = read.path.with_name(name + _REPORT)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.write_text("\n".join(_lines(name, content, taken, now)) + "\n", encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        log.warning("no report beside %r: %s", name, error.strerror)
        with suppress(OSError):
            draft.unlink()


def _lines(name: str, content: StatusFile, taken: int, now: datetime) -> Iterable[str]:
    when = now.strftime("%d-%m-%Y pukul %H.%M")
    faults = content.complaints
    yield f"{name}, dibaca {when}: {taken} permohonan diterima, {len(faults)} kesalahan."
    for fault in faults[:_MOST_COMPLAINTS]:
        where = f"{name}, baris {fault.line}" if fault.line else name
        yield f"{where}, kolom {fault.column}: {fault.why}."
    if len(faults) > _MOST_COMPLAINTS:
        yield f"... dan {len(faults) - _MOST_COMPLAINTS} kesalahan lain."
    if not content.usable:
        yield "Berkas ini tidak dipakai; data baik yang terakhir tetap dipakai."
    elif faults:
        yield "Permohonan di baris-baris itu tetap memakai data baik yang terakhir."

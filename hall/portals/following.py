"""Follows the portals of a hall: asks each again and again, and writes what it tells.

Each page is written in one transaction, and only when the portal stands where the page began; so
several processes of one hall may follow the same portals without harm. Whatever a portal sends,
the last good catalog stays, and the trouble is said: in the log, to monitoring, and by
`mpp-kiosk catalog map`.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from itertools import islice

from hall import catalog
from hall.portals.health import Health
from hall.portals.intake import Intake, Order
from hall.portals.matching import OWN
from hall.portals.records import Records, Standing
from hall.portals.reports import write_report
from hall.queue.floor import Floor
from hall.sources.beside import beside
from hall.sources.source import PAGE_RECORDS, Followed, Page, Told
from hall.store.store import HallStore
from hall.store.transaction import Transaction
from kiosk.catalog.feed import Kind
from kiosk.catalog.reader import to_record
from kiosk.domain.service import Agency, Service
from kiosk.errors import MppError, SourceUnusable, StoreUnavailable

log = logging.getLogger(__name__)

#: How long to wait for a store that takes nothing.
_STORE_SECONDS = 5.0


Key = tuple[Kind, str]


class _Overtaken(Exception):
    """Another process has written what comes after the cursor."""


class Portals:
    """The portals of one hall; `own` is what the hall's own files say. `health` is by portal."""

    def __init__(
        self,
        followed: Sequence[Followed],
        own: Sequence[Agency | Service],
        store: HallStore,
        floor: Floor,
    ) -> None:
        self._followed = followed
        self._own = own
        self._store = store
        self._floor = floor
        ranks = {OWN: 0} | {one.portal.id: one.rank for one in followed}
        shared = {OWN} | {one.portal.id for one in followed if one.kind == "hall"}
        self._order = Order(ranks, frozenset(shared), floor.hall.city)
        self._tasks: list[asyncio.Task[None]] = []
        self.health = {one.portal.id: Health() for one in followed}

    async def begin(self) -> None:
        """Take the hall's own files as the first portal, forget portals that are not followed."""
        known = await self._store.read(lambda tx: Records(tx).sources())
        if not known and not self._followed:
            return
        for source_id in sorted(known - set(self._order.ranks)):
            await self._forget(source_id)
        for one in self._followed:
            await self._begin_source(one)
        if self._followed:
            await self._take_own()
            await self._reorder()
        else:
            await self._let_go_of_own()

    def start(self) -> None:
        """Begin and then ask every portal again and again, beside what the hall does."""
        self._spawn(self._begin_and_follow(), "")

    async def _begin_and_follow(self) -> None:
        while True:
            try:
                await self.begin()
                break
            except StoreUnavailable as error:
                log.warning("sources wait: %s", error.sentence)
                await asyncio.sleep(_STORE_SECONDS)
        for one in self._followed:
            self._spawn(self._run(one), one.portal.id)

    def _spawn(self, work: Coroutine[None, None, None], source_id: str) -> None:
        task = asyncio.create_task(work)
        task.add_done_callback(partial(_tell_defect, source_id))
        self._tasks.append(task)

    async def end(self) -> None:
        """Ask nobody any more."""
        for one in self._followed:
            one.source.close()
        for task in self._tasks:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks)

    async def look(self, one: Followed) -> None:
        """Ask a portal once, and write what it tells."""
        try:
            standing = await self._store.read(lambda tx: _standing(Records(tx), one))
            await self._read(one, standing.cursor)
        except _Overtaken:
            log.info("source %s: read by another process meanwhile", one.portal.id)
        except StoreUnavailable as error:
            log.warning("source %s waits: %s", one.portal.id, error.sentence)
        except MppError as error:
            await self._note_trouble(one, error.sentence)

    async def _run(self, one: Followed) -> None:
        while True:
            await self.look(one)
            await asyncio.sleep(one.interval_seconds)

    # --- a pass ---

    async def _read(self, one: Followed, cursor: str) -> None:
        pages = one.source.changes(cursor)
        seen: set[Key] | None = None
        changed = 0
        while (page := await beside(partial(next, pages, None), one.portal.id)) is not None:
            seen = set() if page.begins else seen
            if seen is not None:
                seen.update((told.kind, told.id) for told in page.changes)
            if seen is not None and page.ends:
                changed += await self._take_back(one, seen, page.refused, cursor)
            changed += await self._store.write(partial(self._take, one, page, cursor))
            cursor = page.cursor
            if one.report is not None and page.ends:
                await beside(partial(write_report, one, page), one.portal.id)
        await self._store.write(partial(self._note_good, one))
        if changed:
            log.info("source %s: %d records of the catalog changed", one.portal.id, changed)

    async def _take_back(
        self, one: Followed, told: set[Key], refused: frozenset[Key], cursor: str
    ) -> int:
        """What a portal told before, and not in a pass that told everything, is gone.

        What it told wrongly now stays as it was, and so does the agency of that.
        """

        def left_out(tx: Transaction) -> list[Key]:
            records = Records(tx)
            known = records.keys(one.portal.id)
            if known and not told:
                why = "tidak memuat satu layanan pun, padahal dulu ada"
                raise SourceUnusable(one.portal.id, why)
            kept = (records.get(one.portal.id, *key) for key in refused & known)
            agencies = {(Kind.AGENCY, row.agency_id) for row in kept if row is not None}
            return sorted(known - told - refused - agencies)

        gone = await self._store.read(left_out)
        changed = 0
        for some in _pages_of(Told(kind, record_id, None) for kind, record_id in gone):
            page = Page(some, cursor)
            changed += await self._store.write(partial(self._take, one, page, cursor))
        return changed

    def _take(self, one: Followed, page: Page, cursor: str, tx: Transaction) -> int:
        records = Records(tx)
        standing = _standing(records, one)
        if standing.cursor != cursor:
            raise _Overtaken
        if page.ends or page.complaints:
            complaints = [asdict(complaint) for complaint in page.complaints]
            standing = standing._replace(refused=json.dumps(complaints))
            self.health[one.portal.id].refused = len(complaints)
        records.note(standing._replace(cursor=page.cursor, tried_at=tx.now_ms))
        return Intake(tx, self._floor, self._order).take(one.portal.id, page.changes)

    def _note_good(self, one: Followed, tx: Transaction) -> None:
        records = Records(tx)
        standing = _standing(records, one)
        records.note(standing._replace(tried_at=tx.now_ms, told_at=tx.now_ms, trouble=None))
        health = self.health[one.portal.id]
        if health.troubled:
            log.info("source %s: is read again", one.portal.id)
        health.told_at, health.troubled = tx.now_ms, False

    async def _note_trouble(self, one: Followed, sentence: str) -> None:
        """Keep the sentence; the log hears of it once."""

        def note(tx: Transaction) -> bool:
            records = Records(tx)
            standing = _standing(records, one)
            records.note(standing._replace(tried_at=tx.now_ms, trouble=sentence))
            return standing.trouble != sentence

        try:
            new = await self._store.write(note)
        except StoreUnavailable:
            new = True
        if new or not self.health[one.portal.id].troubled:
            log.warning("source %s: %s", one.portal.id, sentence)
        self.health[one.portal.id].troubled = True

    # --- the hall's own files, and portals that are followed no more ---

    async def _take_own(self) -> None:
        told = [Told(_kind(record), record.id, record) for record in self._own]
        known = await self._store.read(lambda tx: Records(tx).keys(OWN))
        gone = known - {(one.kind, one.id) for one in told}
        told += [Told(kind, record_id, None) for kind, record_id in sorted(gone)]
        await self._write_all(OWN, told)

    async def _let_go_of_own(self) -> None:
        """Nobody else tells of anything any more: the catalog is the files alone."""
        known = await self._store.read(lambda tx: Records(tx).keys(OWN))
        for some in _pages_of(Told(kind, i, None) for kind, i in sorted(known)):
            await self._store.write(partial(_forget_quietly, told=some))
        news = [(_kind(record), record.id, to_record(record)) for record in self._own]
        await self._store.write(lambda tx: catalog.bring(tx, self._floor, news))
        await self._store.write(lambda tx: Records(tx).drop(OWN))

    async def _forget(self, source_id: str) -> None:
        if source_id == OWN:
            return
        known = await self._store.read(lambda tx: Records(tx).keys(source_id))
        await self._write_all(source_id, [Told(kind, i, None) for kind, i in sorted(known)])
        await self._store.write(lambda tx: Records(tx).drop(source_id))
        log.info("source %s: not followed any more, %d records let go", source_id, len(known))

    async def _write_all(self, source_id: str, told: Iterable[Told]) -> None:
        for some in _pages_of(told):

            def job(tx: Transaction, some: tuple[Told, ...] = some) -> int:
                return Intake(tx, self._floor, self._order).take(source_id, some)

            await self._store.write(job)

    async def _begin_source(self, one: Followed) -> None:
        """A portal at another place is another portal: what the old one told is let go.

        One that is called otherwise now is read anew, since its records say so.
        """
        standings = await self._store.read(lambda tx: Records(tx).standings())
        standing = standings.get(one.portal.id)
        if standing is None:
            return
        if standing.origin.split("\n")[0] != one.origin.split("\n")[0]:
            await self._forget(one.portal.id)
            return
        if standing.origin != one.origin:
            anew = standing._replace(origin=one.origin, cursor="")
            await self._store.write(lambda tx: Records(tx).note(anew))
        health = self.health[one.portal.id]
        health.told_at, health.troubled = standing.told_at or 0, bool(standing.trouble)
        health.refused = len(json.loads(standing.refused))

    async def _reorder(self) -> None:
        """Where ranks or the town changed since the last start, merge everything anew."""
        order = json.dumps([sorted(self._order.ranks.items()), self._order.home])
        standings = await self._store.read(lambda tx: Records(tx).standings())
        if OWN in standings and standings[OWN].origin == order:
            return
        keys = await self._store.read(_all_keys) if OWN in standings else []
        rest = iter(keys)
        while some := list(islice(rest, PAGE_RECORDS)):

            def job(tx: Transaction, some: list[tuple[str, Kind, str]] = some) -> int:
                return Intake(tx, self._floor, self._order).settle_again(some)

            await self._store.write(job)
        own = Standing(OWN, order, "", None, None, None, "[]")
        await self._store.write(lambda tx: Records(tx).note(own))


def _all_keys(tx: Transaction) -> list[tuple[str, Kind, str]]:
    records = Records(tx)
    return [(one, *key) for one in sorted(records.sources()) for key in sorted(records.keys(one))]


def _standing(records: Records, one: Followed) -> Standing:
    found = records.standings().get(one.portal.id)
    return found or Standing(one.portal.id, one.origin, "", None, None, None, "[]")


def _kind(record: Agency | Service) -> Kind:
    return Kind.AGENCY if isinstance(record, Agency) else Kind.SERVICE


def _forget_quietly(tx: Transaction, told: Iterable[Told]) -> None:
    """Drop rows without telling the feed: what they said is said by others."""
    records = Records(tx)
    for one in told:
        records.link(one.kind, [(OWN, one.id, frozenset())])
        records.forget([(OWN, one.kind, one.id)])


def _pages_of(told: Iterable[Told]) -> Iterator[tuple[Told, ...]]:
    rest = iter(told)
    while some := tuple(islice(rest, PAGE_RECORDS)):
        yield some


def _tell_defect(source_id: str, task: asyncio.Task[None]) -> None:
    """Log what ended a task that should go on: it has nobody else to tell."""
    if not task.cancelled() and task.exception() is not None:
        log.critical("source %s is no longer read", source_id, exc_info=task.exception())

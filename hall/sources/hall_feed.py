"""Reads another hall server, say a central portal: the feed its kiosks read (docs/api.md).

Its ids stay as they are: among hall servers the same id is the same thing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace

from hall.sources.door import Door
from hall.sources.parts import Portal
from hall.sources.source import MOST_RECORDS, PAGE_RECORDS, Page, Told, whole_pass
from kiosk.catalog.feed import Change, ChangePage, Kind, parse_page
from kiosk.domain.service import Agency, Channel, ChannelKind, Service
from kiosk.errors import SourceUnusable


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where we are in which store's feed, and what the answer from there was called."""

    epoch: str = ""
    cursor: int = 0
    etag: str = ""

    @property
    def text(self) -> str:
        return json.dumps(asdict(self))


class HallFeed:
    """The catalog of a hall server at `address` (the same as kiosks have in `hall_url`)."""

    def __init__(self, portal: Portal, address: str, door: Door) -> None:
        self._portal = portal
        self._url = address.rstrip("/") + "/v1/catalog/changes"
        self._door = door

    def changes(self, after: str) -> Iterator[Page]:
        """What changed; all of it when the other's store is another one, or went back.

        Raises SourceUnreachable, SourceUnusable, BadRecord.
        """
        mark = _Mark(**json.loads(after)) if after else _Mark()
        first = self._ask(mark)
        if first is None:
            return
        page, etag = first
        went_back = page.epoch != mark.epoch or page.cursor < mark.cursor
        if mark.epoch and went_back:
            yield from self._anew(page.epoch, after)
        else:
            yield from self._go_on(mark, page, etag)

    def close(self) -> None:
        """End what is being read."""
        self._door.close()

    def _go_on(self, mark: _Mark, page: ChangePage, etag: str) -> Iterator[Page]:
        """Pages after a cursor, each written as it comes, so that a break costs one page."""
        for one, then in self._pages(mark, page, etag):
            if one.changes or then != mark:
                told = (self._told(change) for change in one.changes)
                yield Page(tuple(t for t in told if t is not None), then.text)

    def _anew(self, epoch: str, after: str) -> Iterator[Page]:
        """Everything, read to its end before anything of it counts."""
        begin = _Mark(epoch)
        first = self._ask(begin)
        if first is None:
            raise SourceUnusable(self._portal.id, "menjawab 304 tanpa ditanya")
        told: dict[tuple[Kind, str], Told] = {}
        reached = begin
        for page, then in self._pages(begin, *first):
            reached = then
            for change in page.changes:
                one = self._told(change)
                if one is not None:
                    told[one.kind, one.id] = one
        present = [one for one in told.values() if one.record is not None]
        yield from whole_pass(present, [], frozenset(), reached.text, after)

    def _pages(
        self, mark: _Mark, page: ChangePage, etag: str
    ) -> Iterator[tuple[ChangePage, _Mark]]:
        epoch, count = page.epoch, 0
        while True:
            self._check(page, epoch, mark.cursor)
            count += len(page.changes)
            if count > MOST_RECORDS:
                raise SourceUnusable(self._portal.id, f"lebih dari {MOST_RECORDS} data")
            kept = etag if page.cursor == mark.cursor else ""
            mark = _Mark(epoch, page.cursor, kept)
            yield page, mark
            if not page.more:
                return
            following = self._ask(mark)
            if following is None:
                return
            page, etag = following

    def _check(self, page: ChangePage, epoch: str, asked: int) -> None:
        if page.epoch != epoch:
            raise SourceUnusable(self._portal.id, "berganti basis data selagi dibaca")
        if page.cursor < asked or any(change.cursor <= asked for change in page.changes):
            raise SourceUnusable(self._portal.id, "perubahannya berjalan mundur")
        if page.more and page.cursor == asked:
            raise SourceUnusable(self._portal.id, "halamannya berulang tanpa akhir")

    def _ask(self, mark: _Mark) -> tuple[ChangePage, str] | None:
        query = {"after": mark.cursor, "limit": PAGE_RECORDS}
        answer = self._door.get(self._url, query, mark.etag)
        if answer.body is None:
            return None
        return parse_page(answer.body), answer.etag

    def _told(self, change: Change) -> Told | None:
        if change.kind is Kind.HALL:
            return None
        record = change.record
        if isinstance(record, Service):
            return Told(change.kind, change.id, self._service(record))
        if isinstance(record, Agency):
            return Told(change.kind, change.id, self._portal.completed(record))
        return Told(change.kind, change.id, None)

    def _service(self, service: Service) -> Service:
        """A service as seen from here: the other hall's counters are elsewhere."""
        licence = self._portal.licence
        told = replace(
            service,
            channels=tuple(_seen_from_here(channel) for channel in service.channels),
            provenance=tuple(
                replace(one, licence=one.licence or licence) for one in service.provenance
            ),
        )
        return self._portal.completed(told)


def _seen_from_here(channel: Channel) -> Channel:
    if channel.kind is not ChannelKind.COUNTER:
        return channel
    return replace(channel, kind=ChannelKind.ELSEWHERE)

"""Reads an Open Referral feed: `/services`, page by page (HSDS 3, Open Referral UK 3).

`modified_after` tells what changed and never what is gone, so a full pass is made now and then;
what is not in it is gone. A pass counts only when it was read to its end and told as many services
as it promised: pages shift when somebody adds a service meanwhile, and one may slip through.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from hall.sources.door import MOST_BYTES, Door
from hall.sources.fields import Fields, Wrong, check
from hall.sources.parts import Portal
from hall.sources.referral.service import read_service
from hall.sources.source import MOST_COMPLAINTS, MOST_RECORDS, Complaint, Page, Told, whole_pass
from hall.sources.texts import local_id, printable
from kiosk.catalog.feed import Kind
from kiosk.catalog.strict_json import parse_json
from kiosk.errors import SourceUnusable
from kiosk.ports import Clock

_PER_PAGE = 100
_MOST_PAGES = 2000
#: A list may leave out what is nested; then so many services are asked for one by one.
_MOST_DETAILS = 5000
_NESTED = (
    "required_documents",
    "cost_options",
    "contacts",
    "phones",
    "schedules",
    "service_areas",
    "service_at_locations",
    "attributes",
)


@dataclass(frozen=True, slots=True)
class _Mark:
    """The last change that was seen, as the feed writes it; when all was read (Unix time)."""

    since: str = ""
    full_at: float = 0.0

    @property
    def text(self) -> str:
        return json.dumps(asdict(self))


@dataclass(slots=True)
class _Pass:
    """What one pass over the pages has told so far."""

    seen: set[str] = field(default_factory=set)
    agencies: dict[str, Told] = field(default_factory=dict)
    services: dict[str, Told] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)
    refused: set[tuple[Kind, str]] = field(default_factory=set)
    since: str = ""
    details: int = 0

    @property
    def told(self) -> list[Told]:
        return [*self.agencies.values(), *self.services.values()]


class ReferralFeed:
    """The feed at `address`, the part before `/services`; read in full every `full_hours`."""

    def __init__(
        self, portal: Portal, address: str, door: Door, clock: Clock, full_hours: float
    ) -> None:
        self._portal = portal
        self._url = address.rstrip("/").removesuffix("/services") + "/services"
        self._door = door
        self._clock = clock
        self._full_seconds = full_hours * 3600

    def changes(self, after: str) -> Iterator[Page]:
        """What changed, or all there is when it is time for that.

        Raises SourceUnreachable, SourceUnusable, BadRecord; then the pass counts for nothing.
        """
        mark = _Mark(**json.loads(after)) if after else _Mark()
        now = self._clock.now().timestamp()
        full = not mark.since or not 0 <= now - mark.full_at < self._full_seconds
        found = self._read("" if full else mark.since)
        # A moment in the future would hide every change until then.
        since = max(found.since, mark.since, key=_moment)
        if _moment(since) > now:
            since = datetime.fromtimestamp(now, UTC).isoformat()
        then = _Mark(since if found.since or mark.since else "", now if full else mark.full_at)
        if full:
            yield from whole_pass(
                found.told, found.complaints, frozenset(found.refused), then.text, after
            )
        elif found.told or found.complaints:
            pages = list(
                whole_pass(found.told, found.complaints, frozenset(found.refused), then.text, after)
            )
            for page in pages:
                yield Page(page.changes, page.cursor, page.complaints, refused=page.refused)

    def close(self) -> None:
        """End what is being read."""
        self._door.close()

    # --- pages ---

    def _read(self, since: str) -> _Pass:
        found = _Pass()
        for number in range(1, _MOST_PAGES + 1):
            page = self._page(number, since)
            contents = _contents(page)
            if contents is None:
                raise SourceUnusable(self._portal.id, "halamannya tidak memuat daftar 'contents'")
            fresh = self._take(contents, found)
            if contents and not fresh:
                raise SourceUnusable(self._portal.id, f"halaman {number} tidak memuat layanan baru")
            if len(found.seen) > MOST_RECORDS:
                raise SourceUnusable(self._portal.id, f"lebih dari {MOST_RECORDS} layanan")
            if _is_last(page, number, contents):
                self._complete(page, found)
                return found
        raise SourceUnusable(self._portal.id, f"lebih dari {_MOST_PAGES} halaman")

    def _page(self, number: int, since: str) -> dict[str, Any]:
        query: dict[str, str | int] = {"page": number, "per_page": _PER_PAGE, "full": "true"}
        if since:
            query["modified_after"] = since
        page = self._json(self._url, query)
        told = page.get("page_number")
        if isinstance(told, int) and told != number:
            why = f"menjawab halaman {told}, padahal diminta halaman {number}"
            raise SourceUnusable(self._portal.id, why)
        return page

    def _json(self, address: str, query: dict[str, str | int]) -> dict[str, Any]:
        answer = self._door.get(address, query)
        content = parse_json(answer.body or b"", self._portal.id, MOST_BYTES)
        if not isinstance(content, dict):
            raise SourceUnusable(self._portal.id, "halamannya bukan objek JSON")
        return content

    def _complete(self, page: dict[str, Any], found: _Pass) -> None:
        """A pass that told fewer than it promised was cut, or changed while it was read."""
        promised = page.get("total_items")
        if isinstance(promised, int) and len(found.seen) < promised:
            why = f"menjanjikan {promised} layanan, mengirim {len(found.seen)}"
            raise SourceUnusable(self._portal.id, why)

    # --- services ---

    def _take(self, contents: list[Any], found: _Pass) -> int:
        """Take the services of a page; returns how many of them were not told before."""
        fresh = 0
        for raw in contents:
            if not isinstance(raw, dict) or not isinstance(raw.get("id"), str) or not raw["id"]:
                self._complain(found, Complaint(f"data {len(found.seen) + 1}", "id", "wajib diisi"))
                continue
            fresh += raw["id"] not in found.seen
            found.seen.add(raw["id"])
            service_id = local_id(raw["id"])
            try:
                self._keep(self._detailed(raw, found), found)
            except Wrong as wrong:
                found.refused.add((Kind.SERVICE, service_id))
                place = printable(raw["id"])
                self._complain(found, Complaint(place, wrong.field, wrong.why))
        return fresh

    def _detailed(self, raw: dict[str, Any], found: _Pass) -> Fields:
        fields = Fields(raw)
        if fields.has(*_NESTED) or found.details >= _MOST_DETAILS or "/" in raw["id"]:
            return fields
        found.details += 1
        return Fields(self._json(f"{self._url}/{raw['id']}", {}))

    def _keep(self, fields: Fields, found: _Pass) -> None:
        service, agency = read_service(fields, self._portal, self._clock.now().date())
        check(service, agency)
        found.agencies[agency.id] = Told(Kind.AGENCY, agency.id, agency)
        found.services[service.id] = Told(Kind.SERVICE, service.id, service)
        found.since = max(found.since, fields.text("last_modified"), key=_moment)

    def _complain(self, found: _Pass, complaint: Complaint) -> None:
        if len(found.complaints) < MOST_COMPLAINTS:
            found.complaints.append(complaint)


def _contents(page: dict[str, Any]) -> list[Any] | None:
    contents = page.get("contents", page.get("content"))
    return contents if isinstance(contents, list) else None


def _is_last(page: dict[str, Any], number: int, contents: list[Any]) -> bool:
    pages = page.get("total_pages")
    if isinstance(pages, int) and not isinstance(pages, bool):
        return number >= pages or not contents
    return page.get("last_page") is True or not contents


def _moment(text: str) -> float:
    """When a text says it was, as Unix time; 0 for one that cannot be read."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return 0.0
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    except (OverflowError, ValueError):
        return 0.0

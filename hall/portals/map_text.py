"""The integration map as people and programs read it: text, JSON, CSV for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, tzinfo

from hall.portals.map import OWN_NAME, IntegrationMap, Portal
from hall.portals.matching import OWN

_MOST_LISTED = 20
_HEADS = (
    *("sumber", "jenis", "urutan", "instansi", "layanan", "hanya di sini", "juga di lain"),
    *("ditolak", "terakhir dibaca"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_text(drawn: IntegrationMap, zone: tzinfo) -> str:
    """The map as a page of text; times in the hall's zone."""
    return "\n".join(_lines(drawn, zone))


def as_json(drawn: IntegrationMap) -> str:
    """The map with everything in it."""
    return json.dumps(asdict(drawn), ensure_ascii=False, indent=2)


def as_csv(drawn: IntegrationMap) -> str:
    """A row per service and a column per portal, for a spreadsheet."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    names = [(portal.id, portal.name) for portal in drawn.portals]
    table.writerow(["ID", "Instansi", "Layanan", "Jumlah sumber", *(_safe(n) for _, n in names)])
    for one in drawn.services:
        told = ["ya" if source_id in one.portals else "" for source_id, _ in names]
        table.writerow([one.id, _safe(one.agency), _safe(one.name), len(one.portals), *told])
    return text.getvalue().removesuffix("\n")


def _safe(text: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _lines(drawn: IntegrationMap, zone: tzinfo) -> Iterator[str]:
    yield f"Peta integrasi katalog {drawn.hall_id}: {len(drawn.services)} layanan"
    yield ""
    rows = [_row(portal, zone) for portal in drawn.portals]
    yield from _table([_HEADS, *rows])
    for portal in drawn.portals:
        if portal.trouble:
            yield ""
            yield f"{portal.name}: {portal.trouble}"
    yield from _shared(drawn)
    for portal in drawn.portals:
        yield from _only_here(drawn, portal)
    for portal in drawn.portals:
        yield from _refused(portal)


def _row(portal: Portal, zone: tzinfo) -> tuple[str, ...]:
    counts = (portal.agencies, portal.services, portal.only_here, portal.shared)
    told = _when(portal.told_at, zone) if portal.id != OWN else "saat server mulai"
    return (
        portal.name,
        portal.kind,
        str(portal.rank),
        *map(str, counts),
        str(len(portal.refused)),
        told + (" (bermasalah)" if portal.trouble else ""),
    )


def _when(at: int | None, zone: tzinfo) -> str:
    if at is None:
        return "belum pernah"
    return datetime.fromtimestamp(at / 1000, zone).strftime("%d-%m-%Y %H.%M")


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _shared(drawn: IntegrationMap) -> Iterator[str]:
    names = {portal.id: portal.name for portal in drawn.portals}
    if drawn.overlaps:
        yield ""
        yield "Layanan yang diberitakan dua sumber, ditampilkan sekali:"
    for one in drawn.overlaps:
        first, second = names.get(one.first, OWN_NAME), names.get(one.second, one.second)
        yield f"  {first} dan {second}: {one.services}"


def _only_here(drawn: IntegrationMap, portal: Portal) -> Iterator[str]:
    only = [one for one in drawn.services if one.portals == (portal.id,)]
    if not only or len(drawn.portals) < 2:
        return
    yield ""
    yield f"Hanya di {portal.name} ({len(only)}):"
    for one in only[:_MOST_LISTED]:
        yield f"  {one.agency}: {one.name} [{one.id}]"
    if len(only) > _MOST_LISTED:
        yield f"  ... dan {len(only) - _MOST_LISTED} lagi; semuanya dengan --csv atau --json"


def _refused(portal: Portal) -> Iterator[str]:
    if not portal.refused:
        return
    yield ""
    yield f"Ditolak dari {portal.name} ({len(portal.refused)}):"
    for one in portal.refused[:_MOST_LISTED]:
        yield f"  {one.place}, kolom {one.field}: {one.why}"
    if len(portal.refused) > _MOST_LISTED:
        yield f"  ... dan {len(portal.refused) - _MOST_LISTED} lagi; semuanya dengan --json"

"""However the pages of portals come, cut, repeated, in whatever order, the catalog is the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from hall.sources.source import Told
from kiosk.domain.service import Service
from tests.unit.hall import halls
from tests.unit.hall.desk import Desk
from tests.unit.hall.portals.shelf import DUKCAPIL, Shelf, agency, gone, service, told

NAMES = ("KTP baru", "Akta lahir", "Akte Lahir", "Penerbitan akta lahir", "Kartu keluarga", "SKCK")
SOURCES = ("pusat", "satu", "dua")

Pages = list[tuple[str, tuple[Told, ...]]]


@st.composite
def portals(draw: st.DrawFn) -> dict[str, list[Told]]:
    """What each portal tells in the end: an agency and some services."""
    found: dict[str, list[Told]] = {}
    for source in SOURCES:
        names = draw(st.lists(st.sampled_from(NAMES), max_size=5))
        notes = draw(st.lists(st.sampled_from(["", "a", "b"]), min_size=5, max_size=5))
        found[source] = [agency(DUKCAPIL)] + [
            told(service(f"{source}-{n}", name, note=notes[n])) for n, name in enumerate(names)
        ]
    return found


@st.composite
def ways(draw: st.DrawFn) -> tuple[dict[str, list[Told]], Pages]:
    """What is told in the end, and pages that come to it: outdated ones first, some twice."""
    finally_told = draw(portals())
    pages: Pages = []
    for source, records in finally_told.items():
        for one in records:
            if isinstance(one.record, Service) and draw(st.booleans()):
                older = replace(one.record, name=draw(st.sampled_from(NAMES)), note="lama")
                pages.append((source, (told(older),)))
        if draw(st.booleans()):
            pages.append((source, (told(service("dulu", draw(st.sampled_from(NAMES)))),)))
    pages = draw(st.permutations(pages))
    last: Pages = []
    for source, records in finally_told.items():
        order = draw(st.permutations([*records, gone("dulu")]))
        size = draw(st.integers(1, len(order)))
        last += [(source, tuple(order[n : n + size])) for n in range(0, len(order), size)]
    last = draw(st.permutations(last))
    return finally_told, [*pages, *last, *draw(st.lists(st.sampled_from(last), max_size=3))]


def catalog(pages: Pages) -> list[Any]:
    """The services a catalog comes to, whatever ids portals' own ones got."""
    with TemporaryDirectory() as folder:
        desk = Desk(Path(folder) / "hall.db")
        try:
            shelf = Shelf(desk)
            shelf.take_own()
            for source, records in pages:
                shelf.take(source, *records)
            own = {one.id for one in halls.SERVICES}
            assert own <= set(shelf.services), "the hall's own services keep their ids"
            agencies = shelf.agencies
            return sorted(
                (
                    replace(
                        one,
                        id=one.id if one.id in own else "",
                        agency_id=agencies[one.agency_id].name,
                    )
                    for one in shelf.services.values()
                ),
                key=repr,
            )
        finally:
            desk.close()


@settings(max_examples=40)
@given(ways())
def test_any_order_repetition_and_cut_of_pages_gives_the_same_catalog(
    way: tuple[dict[str, list[Told]], Pages],
) -> None:
    finally_told, pages = way
    straight = [(source, tuple(records)) for source, records in finally_told.items()]
    assert catalog(pages) == catalog(straight)

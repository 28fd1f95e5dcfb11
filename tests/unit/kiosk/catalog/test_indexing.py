"""The search index says what the catalog shows, whatever came in which order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.catalog_reader import CatalogReader
from kiosk.catalog.feed import parse_page
from kiosk.search.index import Index
from kiosk.search.lexicon import Lexicon
from kiosk.search.results import Scope
from kiosk.search.search import Search
from kiosk.settings import bundled_files
from tests.unit.kiosk.catalog.records import (
    Record,
    agency_record,
    as_bytes,
    change,
    hall_record,
    page_of,
    service_record,
    tombstone,
)

NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
KTP = service_record()
KK = service_record("dukcapil.kk", name="Kartu Keluarga", short_name="KK")
SKCK = service_record("polres.skck", name="Surat catatan kepolisian", short_name="SKCK")
POLRES = agency_record("polres", name="Kepolisian Resor", short_name="Polres")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.read(bundled_files().assets / "search")


class Shelf:
    """A cache with its index, and its reader with a search."""

    def __init__(self, path: Path, lexicon: Lexicon) -> None:
        self.path, self.lexicon = path, lexicon
        self.open()

    def open(self) -> None:
        self.cache = CatalogCache.open(self.path, Index(self.lexicon))
        self.reader = CatalogReader.open(
            self.path, lambda connection: Search.open(connection, self.lexicon)
        )

    def close(self) -> None:
        self.reader.close()
        self.cache.close()

    def take(self, *changes: Record, epoch: str = "e1", more: bool = False) -> None:
        self.cache.apply(parse_page(as_bytes(page_of(*changes, epoch=epoch, more=more))), NOW)

    def settle(self) -> list[float]:
        shares = []
        while (share := self.cache.index_some(NOW)) is not None:
            shares.append(share)
        return shares

    def found(self, text: str) -> list[str]:
        results = self.reader.find(text)
        assert results is not None
        return [hit.service_id for hit in results.hits]

    def best(self, text: str) -> str:
        return next(iter(self.found(text)), "")


@pytest.fixture
def shelf(tmp_path: Path, lexicon: Lexicon) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path / "catalog.db", lexicon)
    yield shelf
    shelf.close()


def told(*records: Record, start: int = 1) -> list[Record]:
    """Changes of a hall, its agencies and services, in this order."""
    kinds = {"mpp-uji": "hall", "dukcapil": "agency", "polres": "agency"}
    return [change(n, kinds.get(r["id"], "service"), r) for n, r in enumerate(records, start)]


def test_a_full_reading_is_shown_when_all_of_it_can_be_found(shelf: Shelf) -> None:
    shelf.take(*told(hall_record(), agency_record(), KTP, KK))
    assert shelf.reader.hall() is None
    assert shelf.found("kartu keluarga") == []
    assert shelf.settle()[-1] == 1.0
    assert shelf.reader.hall() is not None
    assert shelf.best("kartu keluarga") == "dukcapil.kk"
    assert shelf.reader.as_of() == NOW


def test_a_change_is_found_with_its_page(shelf: Shelf) -> None:
    shelf.take(*told(hall_record(), agency_record(), KTP, KK))
    shelf.settle()
    shelf.take(change(5, "service", {**KK, "name": "Pecah rumah tangga"}))
    assert shelf.best("pecah rumah") == "dukcapil.kk"
    shelf.take(tombstone(6, "service", "dukcapil.kk"))
    assert shelf.found("pecah rumah") == []
    shelf.take(change(7, "service", {**KTP, "status": "withdrawn"}))
    assert shelf.found("ktp") == []


def test_services_wait_for_their_agency_and_follow_its_name(shelf: Shelf) -> None:
    shelf.take(*told(hall_record(), agency_record(), KTP))
    shelf.settle()
    shelf.take(change(4, "service", SKCK), more=True)
    assert shelf.found("catatan kepolisian") == []
    shelf.take(change(5, "agency", POLRES))
    assert shelf.best("catatan kepolisian") == "polres.skck"
    shelf.take(change(6, "agency", {**POLRES, "name": "Bhayangkara"}))
    assert shelf.best("bhayangkara") == "polres.skck"


def test_what_the_hall_offers_follows_its_set_up(shelf: Shelf) -> None:
    shelf.take(*told(hall_record(), agency_record(), POLRES, KTP, SKCK))
    shelf.settle()
    results = shelf.reader.find("catatan kepolisian")
    assert results is not None
    assert (results.scope, results.hits[0].of_this_hall) == (Scope.ALL, False)
    queues = hall_record()["queues"]
    queues[0]["service_ids"].append("polres.skck")
    shelf.take(change(6, "hall", hall_record(queues=queues)))
    results = shelf.reader.find("catatan kepolisian")
    assert results is not None
    assert (results.scope, results.hits[0].of_this_hall) == (Scope.HALL, True)


def test_a_later_full_reading_takes_out_what_it_did_not_bring(shelf: Shelf) -> None:
    shelf.take(*told(hall_record(), agency_record(), KTP, KK))
    shelf.settle()
    shelf.take(epoch="e2")
    shelf.take(*told(hall_record(), agency_record(), KTP), epoch="e2")
    assert shelf.best("kartu keluarga") == "dukcapil.kk"  # the old one, until it is ready
    shelf.settle()
    assert "dukcapil.kk" not in shelf.found("kartu keluarga")
    assert shelf.best("ktp") == "dukcapil.ktp"


def test_a_reading_given_up_while_it_is_put_in_leaves_what_is_shown(shelf: Shelf) -> None:
    shelf.take(*told(hall_record(), agency_record(), KTP, KK))
    shelf.settle()
    shelf.take(epoch="e2")
    other = told(hall_record(), agency_record(), {**KTP, "name": "Bukan main"}, SKCK)
    shelf.take(*other, epoch="e2")
    shelf.cache.index_some(NOW)  # some are in
    shelf.take(epoch="e3")
    assert shelf.found("bukan main") == []
    assert shelf.best("ktp") == "dukcapil.ktp"
    assert shelf.best("kartu keluarga") == "dukcapil.kk"


def test_a_stop_while_it_is_put_in_costs_nothing(shelf: Shelf) -> None:
    many = [service_record(f"dukcapil.s{n:04}", name=f"Layanan {n}") for n in range(1200)]
    shelf.take(*told(hall_record(), agency_record(), *many))
    first = shelf.cache.index_some(NOW)
    assert first is not None
    assert 0 < first < 1
    shelf.close()
    shelf.open()
    shares = shelf.settle()
    assert shares == sorted(shares)
    assert shares[0] > first
    assert shelf.best("layanan 1199") == "dukcapil.s1199"
    assert shelf.best("layanan 7") == "dukcapil.s0007"


def test_another_alias_table_is_put_in_without_the_hall_server(shelf: Shelf) -> None:
    shelf.take(*told(hall_record(), agency_record(), KTP, KK))
    shelf.settle()
    shelf.close()
    connection = shelf.cache._db.__class__(shelf.path)
    connection.execute("UPDATE search_state SET fingerprint = 'before'")
    connection.conn.commit()
    connection.close()
    shelf.open()
    assert shelf.reader.hall() is not None
    assert shelf.settle()
    assert shelf.best("kartu keluarga") == "dukcapil.kk"


def test_changes_that_come_while_it_is_put_in_are_found_too(shelf: Shelf) -> None:
    many = [service_record(f"dukcapil.s{n:04}", name=f"Layanan {n}") for n in range(600)]
    shelf.take(*told(hall_record(), agency_record(), *many))
    shelf.cache.index_some(NOW)
    shelf.take(
        change(700, "service", {**many[0], "name": "Nama baru sekali"}),
        tombstone(701, "service", "dukcapil.s0599"),
    )
    shelf.settle()
    assert shelf.best("nama baru sekali") == "dukcapil.s0000"
    assert "dukcapil.s0599" not in shelf.found("layanan 599")
    assert shelf.reader.service("dukcapil.s0599") is None

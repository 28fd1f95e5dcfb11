"""What takes the place of a damaged catalog: the copy, else the sample, else nothing; said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.cache_file import Found, Origin, copy_of
from kiosk.catalog.catalog_reader import CatalogReader
from kiosk.catalog.feed import ChangePage, Record, parse_page
from kiosk.catalog.reader import agency_from_record, hall_from_record, service_from_record
from kiosk.errors import CatalogNotKept
from tests.unit.kiosk.catalog.records import (
    agency_record,
    as_bytes,
    change,
    hall_record,
    page_of,
    service_record,
    tombstone,
)

NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def full(epoch: str = "e1") -> ChangePage:
    told = [
        change(1, "agency", agency_record()),
        change(2, "service", service_record()),
        change(3, "service", service_record("dukcapil.kk")),
        change(4, "hall", hall_record()),
    ]
    return parse_page(as_bytes(page_of(*told, epoch=epoch)))


def sample() -> Iterator[Record]:
    yield hall_from_record(hall_record(id="mal-lain", name="Mal lain"))
    yield agency_from_record(agency_record("polres"))
    yield service_from_record(service_record("polres.skck"))


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A catalog of which a copy was made, changed once since, then destroyed."""
    path = tmp_path / "catalog.db"
    cache = CatalogCache.open(path)
    cache.apply(full(), NOW)
    cache.copy()
    gone = page_of(tombstone(5, "service", "dukcapil.kk"))
    cache.apply(parse_page(as_bytes(gone)), LATER)
    cache.close()
    path.write_bytes(b"\xff" * path.stat().st_size)
    return path


def test_the_copy_takes_the_place_and_the_feed_goes_on_from_there(damaged: Path) -> None:
    cache = CatalogCache.open(damaged, sample=sample)
    assert (cache.opened.found, cache.opened.origin) == (Found.DAMAGED, Origin.COPY)
    assert "Salinan terakhir dipakai" in cache.opened.words
    assert str(cache.opened.set_aside) in cache.opened.words
    assert cache.cursor() == ("e1", 4)
    reader = CatalogReader.open(damaged)
    assert reader.hall() is not None
    assert (reader.as_of(), reader.origin()) == (NOW, Origin.COPY)  # its age is not hidden
    gone = page_of(tombstone(5, "service", "dukcapil.kk"))
    cache.apply(parse_page(as_bytes(gone)), LATER)
    assert reader.service("dukcapil.kk") is None
    assert (reader.as_of(), reader.origin()) == (LATER, Origin.FEED)
    reader.close()
    cache.close()


def test_a_damaged_copy_is_passed_over_for_the_sample(damaged: Path) -> None:
    copy_of(damaged).write_bytes(b"bukan basis data " * 100)
    cache = CatalogCache.open(damaged, sample=sample)
    assert cache.opened.origin is Origin.SAMPLE
    assert "Contoh bawaan ditampilkan" in cache.opened.words
    cache.close()


def test_a_sample_is_read_by_visitors_but_gives_no_numbers(damaged: Path) -> None:
    copy_of(damaged).unlink()
    cache = CatalogCache.open(damaged, sample=sample)
    reader = CatalogReader.open(damaged)
    assert reader.hall() is None  # without a set-up no number is given
    assert [agency.id for agency in reader.agencies()] == ["polres"]
    assert [service.id for service in reader.services_of("polres")] == ["polres.skck"]
    assert (reader.as_of(), reader.origin()) == (None, Origin.SAMPLE)
    assert cache.cursor() == ("", 0)
    cache.apply(full(), NOW)
    assert reader.hall() is not None
    assert reader.service("polres.skck") is None
    assert (reader.as_of(), reader.origin()) == (NOW, Origin.FEED)
    reader.close()
    cache.close()


def test_a_sample_stays_one_after_another_start(damaged: Path) -> None:
    copy_of(damaged).unlink()
    CatalogCache.open(damaged, sample=sample).close()
    again = CatalogCache.open(damaged, sample=sample)
    assert (again.opened.found, again.opened.origin) == (Found.WHOLE, Origin.SAMPLE)
    assert again.opened.words == ""
    again.close()


def test_a_new_kiosk_begins_empty_and_not_with_a_sample(tmp_path: Path) -> None:
    cache = CatalogCache.open(tmp_path / "catalog.db", sample=sample)
    assert (cache.opened.found, cache.opened.origin) == (Found.NOTHING, Origin.FEED)
    reader = CatalogReader.open(tmp_path / "catalog.db")
    assert reader.agencies() == ()
    reader.close()
    cache.close()


def test_without_copy_and_sample_the_feed_tells_everything_again(damaged: Path) -> None:
    copy_of(damaged).unlink()
    cache = CatalogCache.open(damaged)
    assert cache.opened.origin is Origin.FEED
    assert "dimuat ulang dari server mal" in cache.opened.words
    assert cache.cursor() == ("", 0)
    cache.close()


def test_a_copy_that_cannot_be_made_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    cache = CatalogCache.open(path)
    cache.apply(full(), NOW)
    cache.copy()
    before = copy_of(path).read_bytes()
    path.with_name("catalog.db.draf").mkdir()  # nothing can be written there
    with pytest.raises(CatalogNotKept, match="teknisi"):
        cache.copy()
    assert copy_of(path).read_bytes() == before
    cache.close()


def test_a_copy_cut_off_by_a_power_cut_is_no_copy(damaged: Path) -> None:
    draft = damaged.with_name("catalog.db.draf")
    draft.write_bytes(copy_of(damaged).read_bytes()[:5000])
    copy_of(damaged).unlink()
    cache = CatalogCache.open(damaged)
    assert cache.opened.origin is Origin.FEED
    cache.apply(full(), NOW)
    cache.copy()
    assert cache.has_copy
    assert not draft.exists()
    cache.close()

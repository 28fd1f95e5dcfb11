from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.cache_file import Found
from kiosk.catalog.catalog_reader import CatalogReader
from kiosk.catalog.feed import ChangePage, parse_page
from tests.unit.kiosk.catalog.records import (
    Record,
    agency_record,
    as_bytes,
    change,
    hall_record,
    page_of,
    queue_record,
    service_record,
    tombstone,
)

NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)


def page(*changes: Record, epoch: str = "e1", more: bool = False, **parts: object) -> ChangePage:
    return parse_page(as_bytes(page_of(*changes, epoch=epoch, more=more, **parts)))


def full(epoch: str = "e1", name: str = "Mal Pelayanan Publik") -> ChangePage:
    return page(
        change(1, "agency", agency_record()),
        change(2, "service", service_record()),
        change(3, "service", service_record("dukcapil.kk")),
        change(4, "hall", hall_record(name=name)),
        epoch=epoch,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalog.db"


@pytest.fixture
def cache(path: Path) -> Iterator[CatalogCache]:
    cache = CatalogCache.open(path)
    yield cache
    cache.close()


@pytest.fixture
def reader(cache: CatalogCache, path: Path) -> Iterator[CatalogReader]:
    reader = CatalogReader.open(path)
    yield reader
    reader.close()


def names(reader: CatalogReader) -> list[str]:
    return [service.id for service in reader.services_of("dukcapil")]


# --- one epoch ----------------------------------------------------------------------------------


def test_an_empty_catalog_says_so(cache: CatalogCache, reader: CatalogReader) -> None:
    assert cache.opened.found is Found.NOTHING
    assert cache.cursor() == ("", 0)
    assert (reader.hall(), reader.agencies(), reader.as_of()) == (None, (), None)
    assert (reader.service("x"), reader.agency("x"), reader.services_of("x")) == (None, None, ())


def test_what_the_hall_server_told_is_read_back(cache: CatalogCache, reader: CatalogReader) -> None:
    told = full()
    assert cache.apply(told, NOW) is False
    agency, ktp, kk, hall = (change.record for change in told.changes)
    assert reader.hall() == hall
    assert reader.agencies() == (agency,)
    assert reader.services_of("dukcapil") == (ktp, kk)
    assert reader.service("dukcapil.kk") == kk
    assert reader.agency("dukcapil") == agency
    assert reader.as_of() == NOW
    assert cache.cursor() == ("e1", 4)


def test_a_later_page_changes_and_takes_away(cache: CatalogCache, reader: CatalogReader) -> None:
    cache.apply(full(), NOW)
    new_fee = service_record(fees=[{"idr": 50_000, "text": "Rp50.000"}])
    cache.apply(page(change(5, "service", new_fee), tombstone(6, "service", "dukcapil.kk")), LATER)
    ktp = reader.service("dukcapil.ktp")
    assert ktp is not None
    assert ktp.fees[0].idr == 50_000
    assert names(reader) == ["dukcapil.ktp"]
    assert (cache.cursor(), reader.as_of()) == (("e1", 6), LATER)


def test_a_record_told_twice_on_one_page_is_as_told_last(
    cache: CatalogCache, reader: CatalogReader
) -> None:
    cache.apply(full(), NOW)
    cache.apply(
        page(
            tombstone(5, "service", "dukcapil.ktp"),
            change(6, "service", service_record(name="KTP lagi")),
            change(7, "service", service_record("dukcapil.kk", name="KK baru")),
            tombstone(8, "service", "dukcapil.kk"),
        ),
        NOW,
    )
    ktp = reader.service("dukcapil.ktp")
    assert ktp is not None
    assert ktp.name == "KTP lagi"
    assert reader.service("dukcapil.kk") is None


def test_a_page_applied_twice_changes_nothing(cache: CatalogCache, reader: CatalogReader) -> None:
    cache.apply(full(), NOW)
    cache.apply(page(tombstone(5, "service", "dukcapil.kk")), NOW)
    before = (reader.hall(), reader.agencies(), names(reader), cache.cursor())
    cache.apply(page(tombstone(5, "service", "dukcapil.kk")), NOW)
    assert (reader.hall(), reader.agencies(), names(reader), cache.cursor()) == before


def test_nothing_new_only_moves_the_time(cache: CatalogCache, reader: CatalogReader) -> None:
    cache.apply(full(), NOW)
    assert cache.apply(page(cursor=4), LATER) is False
    assert (cache.cursor(), reader.as_of()) == (("e1", 4), LATER)


def test_nobody_sees_half_a_first_reading(cache: CatalogCache, reader: CatalogReader) -> None:
    assert cache.apply(page(change(4, "hall", hall_record()), more=True), NOW) is True
    assert (reader.hall(), reader.as_of()) == (None, None)
    assert cache.cursor() == ("e1", 4)
    cache.apply(page(change(5, "agency", agency_record())), LATER)
    assert reader.hall() is not None
    assert reader.as_of() == LATER


# --- another epoch ------------------------------------------------------------------------------


def test_another_epoch_begins_at_0_and_the_old_catalog_stays_until_it_is_read(
    cache: CatalogCache, reader: CatalogReader
) -> None:
    cache.apply(full(), NOW)
    ask_again = cache.apply(page(tombstone(9, "service", "dukcapil.ktp"), epoch="e2"), LATER)
    assert ask_again is True
    assert cache.cursor() == ("e2", 0)
    cache.apply(page(change(1, "agency", agency_record(name="Baru")), epoch="e2", more=True), LATER)
    old = reader.agency("dukcapil")
    assert old is not None
    assert old.name == "Dinas Kependudukan"
    assert names(reader) == ["dukcapil.ktp", "dukcapil.kk"]
    assert reader.as_of() == NOW
    cache.apply(
        page(change(2, "service", service_record()), change(3, "hall", hall_record()), epoch="e2"),
        LATER,
    )
    new = reader.agency("dukcapil")
    assert new is not None
    assert new.name == "Baru"
    assert names(reader) == ["dukcapil.ktp"]  # what the new store did not tell is gone
    assert reader.service("dukcapil.kk") is None
    assert (cache.cursor(), reader.as_of()) == (("e2", 3), LATER)


def test_an_epoch_that_changes_during_the_reading_begins_again(
    cache: CatalogCache, reader: CatalogReader
) -> None:
    cache.apply(full(), NOW)
    cache.apply(page(cursor=9, epoch="e2"), NOW)
    cache.apply(
        page(change(1, "service", service_record("dukcapil.e2")), epoch="e2", more=True), NOW
    )
    assert cache.apply(page(cursor=9, epoch="e3"), NOW) is True
    assert cache.cursor() == ("e3", 0)
    cache.apply(full("e3", "Mal Ketiga"), NOW)
    hall = reader.hall()
    assert hall is not None
    assert hall.name == "Mal Ketiga"
    assert reader.service("dukcapil.e2") is None


def test_a_store_that_went_back_behind_the_cursor_is_read_anew(
    cache: CatalogCache, reader: CatalogReader
) -> None:
    cache.apply(full(), NOW)
    cache.apply(page(change(5, "service", service_record("dukcapil.akta"))), NOW)
    assert cache.apply(page(cursor=4), NOW) is True  # restored from a copy, epoch kept
    assert cache.cursor() == ("e1", 0)
    assert names(reader) == ["dukcapil.ktp", "dukcapil.kk"]
    cache.apply(full(), LATER)
    assert cache.cursor() == ("e1", 4)
    assert reader.service("dukcapil.akta") is None


def test_a_hall_server_not_yet_set_up_takes_nothing_away(
    cache: CatalogCache, reader: CatalogReader
) -> None:
    cache.apply(full(), NOW)
    cache.apply(page(epoch="e2"), LATER)
    assert cache.apply(page(epoch="e2"), LATER) is False
    assert names(reader) == ["dukcapil.ktp", "dukcapil.kk"]
    assert reader.as_of() == NOW
    cache.apply(full("e2", "Mal Baru"), LATER)  # set up at last
    hall = reader.hall()
    assert hall is not None
    assert hall.name == "Mal Baru"


# --- what is shown ------------------------------------------------------------------------------


def test_agencies_without_services_in_this_hall_are_not_shown(
    cache: CatalogCache, reader: CatalogReader
) -> None:
    told = [change(n, "agency", agency_record(f"a{n}")) for n in range(1, 4)]
    queues = [
        {**queue_record("q1", "A", ["a1.x"]), "agency_id": "a1"},
        {**queue_record("q2", "B", []), "agency_id": "a2"},
    ]
    counters = [
        {"id": str(n), "number": n, "zone_id": "biru", "agency_id": f"a{n}", "profile": [f"q{n}"]}
        for n in (1, 2)
    ]
    hall = hall_record(queues=queues, counters=counters, popular_services=[])
    cache.apply(page(*told, change(4, "hall", hall)), NOW)
    assert [agency.id for agency in reader.agencies()] == ["a1"]


def test_agencies_come_by_short_name_whatever_its_case(
    cache: CatalogCache, reader: CatalogReader
) -> None:
    short = {"a1": "Samsat", "a2": "bank Jatim", "a3": "Dukcapil"}
    told = [
        change(n, "agency", agency_record(agency_id, short_name=name))
        for n, (agency_id, name) in enumerate(short.items(), 1)
    ]
    queues = [
        {**queue_record(f"q-{a}", prefix, [f"{a}.x"]), "agency_id": a}
        for a, prefix in zip(short, "ABC", strict=True)
    ]
    counters = [
        {"id": a, "number": n, "zone_id": "biru", "agency_id": a, "profile": [f"q-{a}"]}
        for n, a in enumerate(short, 1)
    ]
    hall = hall_record(queues=queues, counters=counters, popular_services=[])
    cache.apply(page(*told, change(4, "hall", hall)), NOW)
    assert [a.short_name for a in reader.agencies()] == ["bank Jatim", "Dukcapil", "Samsat"]


def test_services_come_in_the_order_the_hall_lists_them(
    cache: CatalogCache, reader: CatalogReader
) -> None:
    listed = ["dukcapil.zz", "dukcapil.aa", "dukcapil.mm"]
    told = [change(n, "service", service_record(s)) for n, s in enumerate(sorted(listed), 1)]
    elsewhere = change(4, "service", service_record("dukcapil.elsewhere"))
    queues = [queue_record("ktp", "A", listed[:1]), queue_record("kk", "K", listed[1:])]
    hall = hall_record(queues=queues, popular_services=[])
    cache.apply(page(*told, elsewhere, change(5, "hall", hall)), NOW)
    assert names(reader) == listed
    assert reader.service("dukcapil.elsewhere") is not None


def test_the_hall_is_read_anew_after_a_change_and_only_then(
    cache: CatalogCache, reader: CatalogReader
) -> None:
    cache.apply(full(), NOW)
    first = reader.hall()
    assert reader.hall() is first
    cache.apply(page(change(5, "hall", hall_record(name="Mal Baru"))), LATER)
    second = reader.hall()
    assert second is not None
    assert second.name == "Mal Baru"


# --- the file -----------------------------------------------------------------------------------


def test_the_catalog_is_there_after_a_start_without_the_line(path: Path) -> None:
    cache = CatalogCache.open(path)
    cache.apply(full(), NOW)
    cache.close()
    again = CatalogCache.open(path)
    reader = CatalogReader.open(path)
    assert again.opened.found is Found.WHOLE
    assert again.cursor() == ("e1", 4)
    assert (names(reader), reader.as_of()) == (["dukcapil.ktp", "dukcapil.kk"], NOW)
    reader.close()
    again.close()


def test_a_reading_goes_on_where_the_last_run_ended(path: Path) -> None:
    cache = CatalogCache.open(path)
    cache.apply(page(change(4, "hall", hall_record()), more=True), NOW)
    cache.close()
    again = CatalogCache.open(path)
    reader = CatalogReader.open(path)
    assert again.cursor() == ("e1", 4)
    again.apply(page(change(5, "agency", agency_record())), NOW)
    assert reader.hall() is not None
    reader.close()
    again.close()


def test_migrations_are_recorded_by_name(cache: CatalogCache) -> None:
    from kiosk.catalog.cache_file import migrations

    assert [step.name for step in migrations.applied(cache._db)] == [
        "m001_records_and_state",
        "m002_where_it_came_from",
    ]


def test_closing_leaves_one_whole_file(path: Path) -> None:
    cache = CatalogCache.open(path)
    cache.apply(full(), NOW)
    cache.close()
    assert [file.name for file in path.parent.iterdir()] == ["catalog.db"]

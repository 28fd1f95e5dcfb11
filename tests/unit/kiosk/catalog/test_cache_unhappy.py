"""Files that are broken, foreign or out of reach: the kiosk starts, and nothing good is lost."""

import sqlite3
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.catalog import cache_file
from kiosk.catalog.cache import CatalogCache
from kiosk.catalog.cache_file import Found
from kiosk.catalog.catalog_reader import CatalogReader
from kiosk.catalog.feed import ChangePage, parse_page
from kiosk.errors import BadRecord, CatalogNotKept
from tests.unit.kiosk.catalog.records import (
    agency_record,
    as_bytes,
    change,
    hall_record,
    page_of,
    service_record,
)

NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)


def full() -> ChangePage:
    told = [change(n, "service", service_record(f"dukcapil.s{n}")) for n in range(1, 301)]
    told += [change(301, "agency", agency_record()), change(302, "hall", hall_record())]
    return parse_page(as_bytes(page_of(*told)))


def filled(path: Path) -> None:
    cache = CatalogCache.open(path)
    cache.apply(full(), NOW)
    cache.close()


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def no_database(path: Path) -> None:
    path.write_bytes(b"bukan basis data " * 1000)


def scratched(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(4096 * 2, len(content), 4096):
        content[place : place + 16] = b"\xff" * 16
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [cut_short, no_database, scratched])
def test_a_broken_file_is_kept_aside_and_the_catalog_begins_empty(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    path = tmp_path / "catalog.db"
    filled(path)
    harm(path)
    broken = path.read_bytes()
    cache = CatalogCache.open(path)
    assert cache.opened.found is Found.DAMAGED
    assert cache.opened.why
    assert cache.opened.set_aside is not None
    assert cache.opened.set_aside.read_bytes() == broken
    assert cache.cursor() == ("", 0)
    cache.apply(full(), NOW)
    reader = CatalogReader.open(path)
    assert reader.hall() is not None
    reader.close()
    cache.close()


def test_a_second_broken_file_takes_the_place_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    for content in (b"satu " * 500, b"dua " * 500):
        path.write_bytes(content)
        CatalogCache.open(path).close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["catalog.db", "catalog.db.rusak"]
    assert (tmp_path / "catalog.db.rusak").read_bytes() == b"dua " * 500


def test_a_file_of_a_newer_program_is_kept_aside_not_misread(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    filled(path)
    with sqlite3.connect(path) as other:
        other.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('catalog', 'm999_from_the_future', '2030-01-01')"
        )
    other.close()
    cache = CatalogCache.open(path)
    assert cache.opened.found is Found.NEWER
    assert "m999_from_the_future" in cache.opened.why
    assert cache.opened.set_aside is not None
    cache.close()


def spoil_body(path: Path, record_id: str) -> None:
    with sqlite3.connect(path) as other:
        other.execute("UPDATE records SET body = '{}' WHERE id = ?", (record_id,))
    other.close()


def test_after_an_update_records_that_no_longer_read_are_dropped_and_fetched_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "catalog.db"
    filled(path)
    spoil_body(path, "dukcapil.s7")
    monkeypatch.setattr(cache_file, "_shape", lambda: "the next program's")
    cache = CatalogCache.open(path)
    reader = CatalogReader.open(path)
    assert (cache.opened.found, cache.opened.dropped) == (Found.WHOLE, 1)
    assert reader.service("dukcapil.s7") is None
    assert reader.service("dukcapil.s8") is not None
    assert cache.cursor() == ("e1", 0)  # a full reading, the rest stays visible meanwhile
    cache.apply(full(), NOW)
    assert reader.service("dukcapil.s7") is not None
    reader.close()
    cache.close()


def test_after_an_update_everything_is_asked_for_again_while_the_old_stays_visible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "catalog.db"
    filled(path)
    monkeypatch.setattr(cache_file, "_shape", lambda: "the next program's")
    for cursor in (("e1", 0), ("e1", 302)):  # once, not at every start
        cache = CatalogCache.open(path)
        reader = CatalogReader.open(path)
        assert (cache.opened.dropped, cache.cursor()) == (0, cursor)
        assert reader.service("dukcapil.s7") is not None
        cache.apply(full(), NOW)
        reader.close()
        cache.close()


def test_a_bad_record_cannot_stop_the_kiosk_twice(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    filled(path)
    spoil_body(path, "dukcapil.s7")
    first = CatalogCache.open(path)  # nothing has changed, so nothing is read again
    assert first.opened.dropped == 0
    first._db.close()  # the program ends without order
    second = CatalogCache.open(path)
    assert second.opened.dropped == 1
    second.close()


def test_a_whole_file_is_trusted_after_a_run_that_ended_without_order(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    first = CatalogCache.open(path)
    first.apply(full(), NOW)
    first._db.close()
    second = CatalogCache.open(path)
    assert (second.opened.found, second.opened.dropped) == (Found.WHOLE, 0)
    assert second.cursor() == ("e1", 302)
    second.close()


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(CatalogNotKept, match="teknisi"):
        CatalogCache.open(tmp_path / "missing" / "catalog.db")


def test_a_reader_before_any_writer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogNotKept):
        CatalogReader.open(tmp_path / "catalog.db")


def test_a_full_disk_keeps_the_old_catalog_whole(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    filled(path)
    cache = CatalogCache.open(path)
    pages = cache._db.execute("PRAGMA page_count").fetchone()[0]
    cache._db.execute(f"PRAGMA max_page_count = {pages + 2}")
    big = change(303, "service", service_record("dukcapil.besar", note="x" * 60_000))
    with pytest.raises(CatalogNotKept, match="Daftar yang lama tetap dipakai"):
        cache.apply(parse_page(as_bytes(page_of(big))), NOW)
    reader = CatalogReader.open(path)
    assert cache.cursor() == ("e1", 302)
    assert reader.service("dukcapil.besar") is None
    assert reader.service("dukcapil.s1") is not None
    reader.close()
    cache.close()


def test_a_defect_of_the_program_is_not_taken_for_the_disk(tmp_path: Path) -> None:
    cache = CatalogCache.open(tmp_path / "catalog.db")
    cache._db.execute("DROP TABLE records")
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        cache.apply(full(), NOW)
    cache.close()


def test_a_time_without_zone_is_a_defect(tmp_path: Path) -> None:
    cache = CatalogCache.open(tmp_path / "catalog.db")
    with pytest.raises(ValueError, match="aware"):
        cache.apply(full(), datetime(2026, 11, 23, 9, 41))  # noqa: DTZ001
    assert cache.cursor() == ("", 0)
    cache.close()


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    filled(path)
    cache = CatalogCache.open(path)
    reader = CatalogReader.open(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader._connection.execute("DELETE FROM records")
    reader.close()
    cache.close()


def test_readers_in_many_threads_see_only_whole_catalogs_while_one_writes(tmp_path: Path) -> None:
    path = tmp_path / "catalog.db"
    filled(path)
    cache = CatalogCache.open(path)
    reader = CatalogReader.open(path)
    stop = threading.Event()
    seen: list[tuple[bool, bool]] = []

    def read() -> None:
        while not stop.is_set():
            hall, service = reader.hall(), reader.service("dukcapil.s300")
            seen.append((hall is not None, service is not None))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for epoch in range(2, 12):
        again = page_of(cursor=400, epoch=f"e{epoch}")
        cache.apply(parse_page(as_bytes(again)), NOW)
        told = full()
        cache.apply(ChangePage(f"e{epoch}", told.changes, told.cursor, more=False), NOW)
    stop.set()
    for thread in threads:
        thread.join()
    assert set(seen) == {(True, True)}
    reader.close()
    cache.close()


@pytest.mark.parametrize("after", [0, 301, 303])
def test_a_page_out_of_turn_changes_nothing(tmp_path: Path, after: int) -> None:
    path = tmp_path / "catalog.db"
    filled(path)
    cache = CatalogCache.open(path)
    late = page_of(change(304, "agency", agency_record("polres")), after=after)
    with pytest.raises(BadRecord, match="after"):
        cache.apply(parse_page(as_bytes(late)), NOW)
    assert cache.cursor() == ("e1", 302)
    cache.apply(parse_page(as_bytes({**late, "after": 302})), NOW)
    assert cache.cursor() == ("e1", 304)
    cache.close()

from kiosk.catalog.feed import Kind, parse_page
from kiosk.domain.hall import Hall
from tests.unit.kiosk.catalog.records import (
    agency_record,
    as_bytes,
    change,
    hall_record,
    page_of,
    service_record,
    tombstone,
)


def test_a_page_tells_records_and_tombstones_in_order() -> None:
    page = parse_page(
        as_bytes(
            page_of(
                change(3, "hall", hall_record()),
                change(4, "agency", agency_record()),
                change(7, "service", service_record()),
                tombstone(9, "service", "dukcapil.lama"),
                more=True,
            )
        )
    )
    assert [(c.cursor, c.kind, c.id, c.deleted) for c in page.changes] == [
        (3, Kind.HALL, "mpp-uji", False),
        (4, Kind.AGENCY, "dukcapil", False),
        (7, Kind.SERVICE, "dukcapil.ktp", False),
        (9, Kind.SERVICE, "dukcapil.lama", True),
    ]
    assert isinstance(page.changes[0].record, Hall)
    assert page.changes[3].record is None
    assert (page.epoch, page.cursor, page.more) == ("e1", 9, True)


def test_an_empty_page_keeps_its_cursor() -> None:
    page = parse_page(as_bytes(page_of(cursor=41)))
    assert (page.changes, page.cursor, page.more) == ((), 41, False)


def test_a_page_may_end_behind_its_last_change() -> None:
    assert parse_page(as_bytes(page_of(change(3, "agency", agency_record()), cursor=8))).cursor == 8


def test_fields_and_kinds_of_a_newer_hall_server_are_passed_over() -> None:
    newer = change(2, "agency", agency_record(colour="biru"))
    lift = {"cursor": 1, "kind": "lift", "id": "lift-1", "deleted": False, "record": {"id": "?"}}
    page = parse_page(as_bytes(page_of(lift, {**newer, "since": "2026"}, region="Jatim")))
    assert [change.id for change in page.changes] == ["dukcapil"]
    assert page.cursor == 2

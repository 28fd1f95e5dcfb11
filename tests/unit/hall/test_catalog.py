"""What the catalog takes in: only what differs, each under a new cursor, told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter

from hall.catalog import MOST_BYTES, Catalog, Changes, News, bring, page
from kiosk.catalog.feed import Kind
from tests.unit.hall import halls
from tests.unit.hall.desk import Desk

A, B, C = ({"id": letter, "name": letter.upper()} for letter in "abc")


def brought(desk: Desk, news: Iterable[News]) -> int:
    return desk.do(bring, desk.floor, news)


def kept(desk: Desk) -> dict[str, tuple[Any, ...]]:
    rows = desk.rows("select id, rev, deleted, record from catalog")
    return {row[0]: tuple(row[1:]) for row in rows}


def service(record: dict[str, str]) -> News:
    return Kind.SERVICE, record["id"], record


def gone(record: dict[str, str]) -> News:
    return Kind.SERVICE, record["id"], None


def test_what_is_new_gets_a_cursor_of_its_own_and_is_told_once(desk: Desk) -> None:
    assert brought(desk, [service(A), service(B)]) == 2
    assert kept(desk) == {
        "a": (1, 0, '{"id":"a","name":"A"}'),
        "b": (2, 0, '{"id":"b","name":"B"}'),
    }
    (event,) = desk.events
    assert (event.type, event.facts) == ("catalog.changed", {"cursor": 2})


def test_what_is_the_same_changes_nothing_and_tells_nobody(desk: Desk) -> None:
    brought(desk, [service(A), service(B)])
    before = kept(desk)
    assert brought(desk, [service(B), (Kind.SERVICE, "a", dict(reversed(A.items())))]) == 0
    assert (kept(desk), len(desk.events)) == (before, 1)


def test_a_change_of_one_record_gives_one_cursor(desk: Desk) -> None:
    brought(desk, [service(A), service(B)])
    assert brought(desk, [service(B), service({**A, "name": "Akta"})]) == 1
    assert {key: rev for key, (rev, *_) in kept(desk).items()} == {"a": 3, "b": 2}


def test_what_is_gone_leaves_a_tombstone_once_and_may_come_back(desk: Desk) -> None:
    brought(desk, [service(A)])
    assert brought(desk, [gone(A), gone(C)]) == 1  # nobody ever heard of c
    assert kept(desk) == {"a": (2, 1, None)}
    assert brought(desk, [gone(A)]) == 0
    assert brought(desk, [service(A)]) == 1
    assert kept(desk)["a"][:2] == (3, 0)


def test_a_record_named_twice_counts_as_it_was_named_last(desk: Desk) -> None:
    assert brought(desk, [service(A), gone(B), gone(A), service(A)]) == 1
    assert kept(desk)["a"][:2] == (1, 0)


def test_the_same_id_of_two_kinds_is_two_records(desk: Desk) -> None:
    assert brought(desk, [service(A), (Kind.AGENCY, "a", A)]) == 2
    assert brought(desk, [(Kind.AGENCY, "a", None)]) == 1
    (row,) = desk.rows("select kind from catalog where deleted = 0")
    assert row[0] == "service"


def test_many_at_once_are_told_apart(desk: Desk) -> None:
    news = [service({"id": f"s{n}", "name": "S"}) for n in range(121)]
    assert brought(desk, news) == 121
    assert brought(desk, [*news, service(A)]) == 1
    assert sorted(rev for rev, *_ in kept(desk).values()) == list(range(1, 123))


def test_the_rules_are_told_with_the_set_up_only(desk: Desk) -> None:
    brought(desk, [(Kind.HALL, "mpp-uji", {"id": "mpp-uji"})])
    brought(desk, [service(A)])
    assert ["rules" in event.facts for event in desk.events] == [True, False]


def test_a_start_with_the_same_files_touches_nothing_others_brought(desk: Desk) -> None:
    book = Catalog(halls.hall(), halls.AGENCIES, halls.SERVICES)
    desk.do(book.store, desk.floor)
    merged = {"id": halls.KTP, "name": "KTP, juga dari portal kota"}
    brought(desk, [service(A), service(merged)])
    before = kept(desk)
    desk.do(book.store, desk.floor)
    assert kept(desk) == before


def test_a_start_with_other_files_brings_only_what_they_say_anew(desk: Desk) -> None:
    ktp, kia, *rest = halls.SERVICES
    desk.do(Catalog(halls.hall(), halls.AGENCIES, halls.SERVICES).store, desk.floor)
    brought(desk, [service(A)])
    last = max(rev for rev, *_ in kept(desk).values())
    changed = (replace(ktp, name="KTP elektronik"), *rest)
    desk.do(Catalog(halls.hall(), halls.AGENCIES, changed).store, desk.floor)
    news = {key: deleted for key, (rev, deleted, _) in kept(desk).items() if rev > last}
    assert news == {ktp.id: 0, kia.id: 1}


def test_a_store_of_before_there_were_other_sources_loses_what_its_files_lost(desk: Desk) -> None:
    desk.do(Catalog(halls.hall(), halls.AGENCIES, halls.SERVICES).store, desk.floor)
    desk.connection.execute("delete from meta where key like 'catalog %'")
    desk.do(Catalog(halls.hall(), halls.AGENCIES, halls.SERVICES[1:]).store, desk.floor)
    deleted = {key for key, (_, gone_, _) in kept(desk).items() if gone_}
    assert deleted == {halls.SERVICES[0].id}


def test_a_page_is_what_the_contract_says_to_the_letter(desk: Desk) -> None:
    brought(desk, [service(A), service({**B, "name": 'Ak"ta\\ – ×'}), gone(C)])
    brought(desk, [gone(A)])
    form = TypeAdapter(Changes)
    text = desk.look(lambda tx: page(tx, "e1", 0, 10))
    assert form.dump_json(form.validate_json(text, strict=True, extra="forbid")) == text


def test_a_page_is_bounded_in_bytes_and_pages_join_to_the_whole(desk: Desk) -> None:
    large = [{"id": f"s{n}", "name": "é" * 60_000} for n in range(30)]
    huge = {"id": "huge", "name": "x" * (MOST_BYTES + 1)}
    brought(desk, [*map(service, large[:20]), service(huge), *map(service, large[20:])])
    form, seen, after, more = TypeAdapter(Changes), [], 0, True
    while more:
        text = desk.look(lambda tx, after=after: page(tx, "e1", after, 1000))
        told = form.validate_json(text)
        assert len(text) < MOST_BYTES + 200 or [one.id for one in told.changes] == ["huge"]
        seen += [one.id for one in told.changes]
        after, more = told.cursor, told.more
    assert seen == [*(f"s{n}" for n in range(20)), "huge", *(f"s{n}" for n in range(20, 30))]


def test_who_knows_more_than_there_is_is_sent_back(desk: Desk) -> None:
    brought(desk, [service(A)])
    told = TypeAdapter(Changes).validate_json(desk.look(lambda tx: page(tx, "e1", 500, 10)))
    assert (told.cursor, told.more, told.last, told.changes) == (1, False, 1, ())

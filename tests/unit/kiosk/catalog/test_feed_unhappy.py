"""Pages that are wrong: refused whole, by name, whatever a hostile or broken server sends."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic_core import to_json

from kiosk.catalog import feed
from kiosk.catalog.feed import FORMS, parse_page
from kiosk.errors import BadRecord
from tests.unit.kiosk.catalog.records import (
    Record,
    agency_record,
    as_bytes,
    change,
    page_of,
    service_record,
    tombstone,
)

AGENCY = change(1, "agency", agency_record())


@pytest.mark.parametrize(
    ("page", "record", "field"),
    [
        ({}, "berkas", "epoch"),
        ([], "berkas", "seluruhnya"),
        (page_of(epoch=""), "halaman", "epoch"),
        (page_of(epoch=7), "berkas", "epoch"),  # type: ignore[arg-type]
        (page_of(epoch="e 1"), "halaman", "epoch"),
        (page_of(cursor="1"), "berkas", "cursor"),
        (page_of(cursor=-1), "halaman", "cursor"),
        (page_of(cursor=2**53), "halaman", "cursor"),
        (page_of(more=1), "berkas", "more"),  # type: ignore[arg-type]
        (page_of(more=True), "halaman", "more"),  # a loop without end
        (page_of(AGENCY, cursor=0), "halaman", "cursor"),
        (page_of(AGENCY, AGENCY), "dukcapil", "changes[1].cursor"),
        (page_of({**AGENCY, "cursor": 0}), "dukcapil", "changes[0].cursor"),
        (page_of({**AGENCY, "cursor": 1.0}), "dukcapil", "cursor"),
        (page_of({**AGENCY, "id": "samsat"}), "samsat", "record.id"),
        (page_of({**AGENCY, "id": "a b"}), "a b", "id"),
        (page_of({**AGENCY, "deleted": True}), "dukcapil", "record"),
        (page_of({**AGENCY, "record": None}), "dukcapil", "record"),
        (page_of({**AGENCY, "record": [1]}), "dukcapil", "record"),
        (page_of({**AGENCY, "deleted": "tidak"}), "dukcapil", "deleted"),
        (page_of(change(1, "service", service_record(name=3))), "dukcapil.ktp", "name"),
        (page_of(change(1, "service", service_record(note="a\x1bb"))), "dukcapil.ktp", "note"),
        (page_of(change(1, "service", service_record(note="x" * 64_001))), "dukcapil.ktp", "note"),
        (page_of(change(1, "hall", {"id": "mpp"})), "mpp", "name"),
    ],
)
def test_a_wrong_page_is_refused_by_name(page: object, record: str, field: str) -> None:
    with pytest.raises(BadRecord) as caught:
        parse_page(as_bytes(page))
    assert (caught.value.facts["record"], caught.value.facts["field"]) == (record, field)


def test_one_bad_record_refuses_the_good_ones_beside_it() -> None:
    bad = change(2, "service", service_record(fees="Gratis"))
    with pytest.raises(BadRecord, match=r"dukcapil\.ktp"):
        parse_page(as_bytes(page_of(AGENCY, bad, tombstone(3, "service", "x"))))


def test_a_page_over_the_limit_is_not_read() -> None:
    with pytest.raises(BadRecord, match="lebih besar dari 10 MB"):
        parse_page(b" " * (feed.MAX_PAGE_BYTES + 1))


def test_an_object_with_a_million_names_is_refused_quickly() -> None:
    names = ",".join(f'"{n}":0' for n in range(400_000))
    with pytest.raises(BadRecord, match="ditulis dua kali"):
        parse_page(f'{{{names},"0":1}}'.encode())


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
RAW_CHANGES = st.fixed_dictionaries(
    {
        "cursor": st.integers(-1, 5) | JSON,
        "kind": st.sampled_from(["hall", "agency", "service", "lift"]) | JSON,
        "id": st.sampled_from(["dukcapil", "dukcapil.ktp", ""]) | JSON,
        "deleted": st.booleans() | JSON,
        "record": st.sampled_from([None, agency_record(), service_record()]) | JSON,
    }
)
PAGES = st.fixed_dictionaries(
    {
        "epoch": st.just("e1") | JSON,
        "changes": st.lists(RAW_CHANGES, max_size=3) | JSON,
        "cursor": st.integers(-1, 9) | JSON,
        "more": st.booleans() | JSON,
    }
)


@given(JSON | PAGES)
@example(page_of(AGENCY))
def test_whatever_json_comes_it_is_a_sound_page_or_refused(content: Record) -> None:
    try:
        page = parse_page(as_bytes(content))
    except BadRecord:
        return
    assert all(change.deleted == (change.record is None) for change in page.changes)
    assert [c.cursor for c in page.changes] == sorted({c.cursor for c in page.changes})
    assert all(0 < change.cursor <= page.cursor for change in page.changes)


@given(st.binary(max_size=200))
def test_whatever_bytes_come_they_are_a_page_or_refused(data: bytes) -> None:
    with pytest.raises(BadRecord):
        parse_page(data)


@pytest.mark.parametrize("levels", [32, 33])
def test_a_page_is_refused_beyond_32_levels_also_where_nobody_reads(levels: int) -> None:
    nested: Any = 0
    for _ in range(levels - 6):
        nested = [nested]
    for place in (
        change(1, "agency", agency_record(newer={"a": [nested]})),
        {**AGENCY, "newer": {"a": [[nested]]}},
        change(1, "lift", {"id": "a", "newer": {"a": [nested]}}),
    ):
        data = as_bytes(page_of(place))
        if levels == 32:
            parse_page(data)
        else:
            with pytest.raises(BadRecord, match="bersarang terlalu dalam"):
                parse_page(data)


@pytest.mark.parametrize(
    "twice",
    [
        '{"epoch":"e1","changes":[],"cursor":1,"more":false,"cursor":1}',
        (
            '{"epoch":"e1","changes":[{"cursor":1,"kind":"agency","id":"a","deleted":false,"record":'
            '{"id":"a","name":"Dinas","short_name":"D","icon":"id","name":"Lain"}}],'
            '"cursor":1,"more":false}'
        ),
        (
            '{"epoch":"e1","changes":[{"cursor":1,"kind":"lift","id":"a","deleted":false,"record":'
            '{"name":"Dinas","name":"Lain"}}],"cursor":1,"more":false}'
        ),
    ],
)
def test_a_name_used_twice_is_found_at_any_depth(twice: str) -> None:
    with pytest.raises(BadRecord, match="ditulis dua kali"):
        parse_page(twice.encode())


@pytest.mark.parametrize("text", ["a\nb", "a\u2028b", "a\u202eb", "\u0000", "a\\u0007\u0007"])
def test_a_text_that_is_not_plain_is_refused_however_the_page_is_written(text: str) -> None:
    page = page_of(change(1, "service", service_record(note=text)), last=1)
    for data in (as_bytes(page), to_json(page)):
        with pytest.raises(BadRecord, match="note"):
            parse_page(data)


@pytest.mark.parametrize("text", ["a\u00a0b", "\u00ad", 'say "ya" \\n', "\U0001f600", "–×’"])
def test_a_plain_text_is_taken_however_the_page_is_written(text: str) -> None:
    page = page_of(change(1, "service", service_record(note=text)), last=1)
    told = [parse_page(data).changes[0].record for data in (as_bytes(page), to_json(page))]
    assert [getattr(one, "note", "") for one in told] == [text, text]


def test_a_feed_that_has_told_more_than_there_is_is_refused() -> None:
    with pytest.raises(BadRecord, match="last"):
        parse_page(as_bytes(page_of(AGENCY, last=-1)))
    with pytest.raises(BadRecord, match="last"):
        parse_page(as_bytes(page_of(change(5, "agency", agency_record()), last=4)))


LOOKALIKES = [
    {"name": 'x,{"cursor":9'},
    {"name": ',"record":{}},{"cursor":'},
    {"name": '],"cursor":9'},
    {"newer": [{"id": "a"}, {"cursor": 9, "record": {"id": "b"}}]},
    {"newer": {"record": {"id": "b"}}},
]


@pytest.mark.parametrize("look", LOOKALIKES)
def test_what_looks_like_the_next_change_inside_a_record_is_not_taken_for_one(look: Record) -> None:
    told = [change(n, "agency", agency_record(f"a{n}", **look)) for n in (1, 2)]
    page = page_of(*told, tombstone(3, "agency", "a3"), last=3)
    quick, slow = (parse_page(data) for data in (to_json(page), as_bytes(page)))
    assert [(c.id, c.record) for c in quick.changes] == [(c.id, c.record) for c in slow.changes]
    for one in quick.changes[:2]:
        assert FORMS[one.kind].validate_json(one.body, strict=True) == one.record

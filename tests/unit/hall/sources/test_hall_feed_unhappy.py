"""Feeds of a hall server that lie, break or repeat: nothing of them is believed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hall.sources.door import Door
from hall.sources.hall_feed import HallFeed
from hall.sources.parts import Portal
from hall.sources.source import Page
from kiosk.catalog.reader import to_record
from kiosk.domain.service import Channel, ChannelKind, Service
from kiosk.errors import BadRecord, MppError, SourceUnreachable, SourceUnusable
from tests.unit.hall import halls
from tests.unit.hall.sources.web import Asked, Reply, Web, as_json

SERVICE = halls.SERVICES[0]


def change(cursor: int, service: Service = SERVICE, **changes: Any) -> dict[str, Any]:
    return {
        "cursor": cursor,
        "kind": "service",
        "id": service.id,
        "deleted": False,
        "record": to_record(service),
    } | changes


def gone(cursor: int) -> dict[str, Any]:
    return change(cursor, deleted=True, record=None)


def page(*changes: dict[str, Any], more: bool = False, **others: Any) -> dict[str, Any]:
    cursor = changes[-1]["cursor"] if changes else 0
    return {"epoch": "e1", "changes": list(changes), "cursor": cursor, "more": more} | others


def feed(web: Web, token: str = "") -> HallFeed:
    portal = Portal("pusat", "Portal pusat", licence="CC BY 4.0")
    return HallFeed(portal, web.address, Door("pusat", token))


def mark(cursor: int, epoch: str = "e1") -> str:
    return json.dumps({"epoch": epoch, "cursor": cursor, "etag": ""})


def answering(*contents: Any) -> Callable[[Asked], Reply]:
    """The contents one after the other, the last one for ever."""
    rest = list(contents)

    def answer(_: Asked) -> Reply:
        return as_json(rest.pop(0) if len(rest) > 1 else rest[0])

    return answer


def test_pages_follow_each_other_and_each_can_be_gone_on_from(web: Web) -> None:
    kia = halls.SERVICES[1]
    web.answer = answering(page(change(3), more=True), page(change(4, kia)))
    first, second = feed(web, "rahasia").changes("")
    assert [told.id for told in (*first.changes, *second.changes)] == [SERVICE.id, kia.id]
    assert [asked.query["after"] for asked in web.asked] == ["0", "3"]
    assert web.asked[0].headers["authorization"] == "Bearer rahasia"
    list(feed(web).changes(first.cursor))
    assert web.asked[-1].query["after"] == "3"


def test_counters_of_the_other_hall_are_elsewhere_and_a_licence_is_added(web: Web) -> None:
    there = replace(SERVICE, channels=(Channel(ChannelKind.COUNTER, "Loket 3 MPP Lain"),))
    web.answer = answering(page(change(1, there)))
    told = next(feed(web).changes("")).changes[0].record
    assert isinstance(told, Service)
    assert told.channels == (Channel(ChannelKind.ELSEWHERE, "Loket 3 MPP Lain"),)
    assert told.provenance[0].licence == "CC BY 4.0"


def test_an_answer_that_has_not_changed_is_not_sent_again(web: Web) -> None:
    web.answer = lambda asked: (
        Reply(status=304)
        if asked.headers.get("if-none-match") == '"x"'
        else as_json(page() | {"cursor": 7}, etag='"x"')
    )
    (known,) = feed(web).changes(mark(7))
    assert not list(feed(web).changes(known.cursor))


def test_another_store_over_there_is_read_whole_and_the_rest_is_gone(web: Web) -> None:
    answers = {"9": page(epoch="e2", cursor=9), "0": page(change(1), epoch="e2")}
    web.answer = lambda asked: as_json(answers[asked.query["after"]])
    (whole,) = feed(web).changes(mark(9))
    assert whole.begins
    assert whole.ends
    assert [told.id for told in whole.changes] == [SERVICE.id]


def test_a_store_over_there_that_went_back_is_read_whole(web: Web) -> None:
    answers = {"9": page(cursor=3), "0": page(change(3))}
    web.answer = lambda asked: as_json(answers[asked.query["after"]])
    (whole,) = feed(web).changes(mark(9))
    assert whole.ends
    assert json.loads(whole.cursor)["cursor"] == 3


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ([], BadRecord),
        ("garbage", BadRecord),
        ({"epoch": 1}, BadRecord),
        (page(change(1, record={"id": SERVICE.id})), BadRecord),
        (page(change(5), cursor=9), SourceUnusable),
        (page(change(9), cursor=8), BadRecord),
        (page(change(9) | {"id": "../etc"}), BadRecord),
        (page(change(9, replace(SERVICE, note="x\u202ey"))), BadRecord),
        (page(change(9, replace(SERVICE, note="x" * 70_000))), BadRecord),
    ],
)
def test_a_page_that_can_not_be_right_is_refused(
    web: Web, content: Any, error: type[MppError]
) -> None:
    web.answer = answering(content)
    with pytest.raises(error) as refused:
        list(feed(web).changes(mark(7)))
    assert "baik yang terakhir tetap dipakai" in refused.value.sentence


def test_a_feed_without_end_is_left(web: Web) -> None:
    web.answer = lambda asked: as_json(
        page(*(gone(int(asked.query["after"]) + n) for n in range(1, 5001)), more=True)
    )
    with pytest.raises(SourceUnusable, match="lebih dari 60000"):
        list(feed(web).changes(mark(7)))


def test_a_feed_that_stands_still_is_left(web: Web) -> None:
    web.answer = answering(page(change(8), more=True), page(change(8), more=True))
    pages: list[Page] = []
    with pytest.raises(SourceUnusable, match="mundur"):
        pages += feed(web).changes(mark(7))


def test_a_hundred_megabytes_are_not_read(web: Web) -> None:
    web.answer = lambda _: Reply(parts=(b" " * 1_000_000 for _ in range(100)))
    with pytest.raises(SourceUnusable, match="lebih dari 10 MB"):
        list(feed(web).changes(""))


def test_a_redirect_to_another_host_is_not_followed(web: Web) -> None:
    there = web.address.replace("127.0.0.1", "localhost")
    web.answer = lambda _: Reply(status=302, headers={"location": there + "/x"})
    with pytest.raises(SourceUnreachable, match="mengalihkan ke alamat lain"):
        list(feed(web, "rahasia").changes(""))
    assert len(web.asked) == 1


def test_a_redirect_on_the_same_host_is_followed_but_not_for_ever(web: Web) -> None:
    web.answer = lambda asked: (
        Reply(status=301, headers={"location": "/baru?after=0&limit=100"})
        if asked.path != "/baru"
        else as_json(page(change(1)))
    )
    assert len(list(feed(web).changes(""))) == 1
    web.answer = lambda _: Reply(status=301, headers={"location": "/lagi"})
    with pytest.raises(SourceUnreachable, match="terlalu sering"):
        list(feed(web).changes(""))


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(status=500), "status 500"),
        (Reply(status=401), "menolak token"),
        (Reply(b"{", breaks=True), "berhenti menjawab|rusak|terputus"),
        (Reply(b"xx", headers={"content-encoding": "gzip"}), "rusak"),
    ],
)
def test_no_answer_is_said_with_its_reason(web: Web, reply: Reply, why: str) -> None:
    web.answer = lambda _: reply
    with pytest.raises(SourceUnreachable, match=why):
        list(feed(web).changes(""))


def test_nobody_there_is_said(web: Web) -> None:
    portal = Portal("pusat", "Portal pusat")
    nobody = HallFeed(portal, "http://127.0.0.1:9", Door("pusat"))
    with pytest.raises(SourceUnreachable, match="ditolak"):
        list(nobody.changes(""))


def test_a_closed_door_asks_nobody(web: Web) -> None:
    reader = feed(web)
    reader.close()
    with pytest.raises(SourceUnreachable, match="berhenti"):
        list(reader.changes(""))
    assert web.asked == []

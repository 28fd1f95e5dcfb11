"""Open Referral feeds that are cut, repeat or lie: half a pass is none; a bad service is named."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kiosk.domain.service import Service
from kiosk.errors import BadRecord, MppError, SourceUnusable
from tests.unit.hall.sources.referral_portal import ReferralPortal, service
from tests.unit.hall.sources.test_open_referral import feed
from tests.unit.hall.sources.web import Asked, Reply, Web, as_json


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": 7}, "name"),
        ({"name": ""}, "name"),
        ({"status": "mungkin"}, "status"),
        ({"organization": None}, "organization"),
        ({"organization": {"id": "x"}}, "organization.name"),
        ({"required_documents": "KTP"}, "required_documents"),
        ({"required_documents": [7]}, "required_documents[0]"),
        ({"required_documents": [{"document": ["KTP"]}]}, "required_documents[0].document"),
        ({"minimum_age": "dewasa"}, "minimum_age"),
        ({"minimum_age": True}, "minimum_age"),
        ({"cost_options": [{"amount": -5}]}, "cost_options[0].amount"),
        ({"cost_options": [{"amount": 10**300}]}, "fees[0].idr"),
        ({"alert": "x\u202ey"}, "note"),
        ({"alert": "x\x00y"}, "note"),
        ({"alert": "x" * 70_000}, "note"),
        ({"phones": [{"number": "1"}] * 501}, "phones"),
    ],
)
def test_a_wrong_service_is_named_and_the_others_are_taken(
    web: Web, changes: dict[str, Any], field: str
) -> None:
    web.answer = ReferralPortal(service(1, **changes), service(2))
    (page,) = feed(web).changes("")
    assert [told.id[-1] for told in page.changes if isinstance(told.record, Service)] == ["2"]
    (complaint,) = page.complaints
    assert (complaint.place[-2:], complaint.field) == ("01", field)
    assert complaint.why
    assert {record_id[-1] for _, record_id in page.refused} == {"1"}


def test_a_pass_that_tells_fewer_than_it_promised_is_no_pass(web: Web) -> None:
    portal = web.answer = ReferralPortal(*(service(n) for n in range(1, 6)))
    portal.page_changes = {"total_items": 9}
    with pytest.raises(SourceUnusable, match="menjanjikan 9 layanan, mengirim 5"):
        list(feed(web).changes(""))


def test_a_pass_cut_in_the_middle_is_no_pass(web: Web) -> None:
    portal = ReferralPortal(*(service(n) for n in range(1, 6)))
    web.answer = lambda asked: portal(asked) if asked.query["page"] != "3" else Reply(status=503)
    with pytest.raises(MppError, match="status 503"):
        list(feed(web).changes(""))


def test_a_page_that_comes_again_is_noticed(web: Web) -> None:
    portal = ReferralPortal(*(service(n) for n in range(1, 6)))
    portal.page_changes = {"page_number": None}

    def answer(asked: Asked) -> Reply:
        return portal(Asked(asked.path, asked.query | {"page": "1"}, asked.headers))

    web.answer = answer
    with pytest.raises(SourceUnusable, match="halaman 2 tidak memuat layanan baru"):
        list(feed(web).changes(""))


def test_another_page_than_the_one_asked_for_is_noticed(web: Web) -> None:
    portal = web.answer = ReferralPortal(*(service(n) for n in range(1, 6)))
    portal.page_changes = {"page_number": 1}
    with pytest.raises(SourceUnusable, match="menjawab halaman 1, padahal diminta halaman 2"):
        list(feed(web).changes(""))


def test_pages_without_end_are_left(web: Web) -> None:
    def answer(asked: Asked) -> Reply:
        number = int(asked.query["page"])
        some = [{"id": f"{number}-{n}", "phones": []} for n in range(1000)]
        return as_json({"contents": some, "last_page": False})

    web.answer = answer
    with pytest.raises(SourceUnusable, match="lebih dari 60000 layanan"):
        list(feed(web).changes(""))


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"<html>", BadRecord),
        (b"[]", SourceUnusable),
        (b"{}", SourceUnusable),
        (b'{"contents": {}}', SourceUnusable),
        (b'{"contents": ' + b"[" * 40 + b"]" * 40 + b"}", BadRecord),
        (b"[" * 100_000, BadRecord),
        (b"\xff\xfe", BadRecord),
    ],
)
def test_garbage_is_refused_as_a_whole(web: Web, body: bytes, error: type[MppError]) -> None:
    web.answer = lambda _: Reply(body)
    with pytest.raises(error):
        list(feed(web).changes(""))


def test_what_is_no_service_at_all_is_complained_of_by_its_place(web: Web) -> None:
    contents = [None, 7, {"id": 7}, {"id": ""}]
    web.answer = lambda _: as_json({"contents": contents, "last_page": True})
    with pytest.raises(SourceUnusable):
        list(feed(web).changes(""))
    web.answer = lambda _: as_json({"contents": [*contents, service(2)], "last_page": True})
    (page,) = feed(web).changes("")
    assert [complaint.field for complaint in page.complaints] == ["id"] * 4
    assert json.dumps([complaint.place for complaint in page.complaints])

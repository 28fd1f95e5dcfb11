"""The hall's live JSON is read whole or refused by the name of the first wrong field."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from kiosk.domain.calendar import Opening, Reason
from kiosk.domain.live import CALLS_KEPT, Call, HallEvent, QueueState
from kiosk.domain.ticket import WaitRange
from kiosk.errors import BadRecord
from kiosk.sync.live_json import read_event, read_snapshot

WIB = timezone(timedelta(hours=7))
CALLED = datetime(2026, 11, 23, 9, 41, tzinfo=WIB)


def snapshot(**changes: Any) -> bytes:
    body: dict[str, Any] = {
        "seq": 41,
        "epoch": "e1",
        "now": "2026-11-23T09:41:05+07:00",
        "service_day": "2026-11-23",
        "opening": {"given": True, "reason": None, "opens_at": None, "occasion": "", "until": None},
        "queues": [
            {"id": "ktp", "waiting": 6, "wait": {"low": 15, "high": 25}, "counters_open": 2},
            {"id": "kk", "waiting": 0, "wait": None, "counters_open": 0},
        ],
        "calls": [call("A012")],
        "popular": ["dukcapil.ktp-baru"],
    }
    return json.dumps(body | changes).encode()


def call(number: str, **changes: Any) -> dict[str, Any]:
    body = {"number": number, "counter": "3", "queue": "ktp", "state": "called"}
    return body | {"called_at": "2026-11-23T09:41:00+07:00"} | changes


def event(**changes: Any) -> str:
    body = {"seq": 42, "at": "2026-11-23T09:41:00+07:00", "type": "ticket.called"}
    body |= {"number": "A012", "queue": "ktp", "counter": "3", "waiting": 5}
    return json.dumps(body | changes)


def test_a_snapshot_reads_into_domain_words() -> None:
    read = read_snapshot(snapshot())
    assert (read.seq, read.epoch, read.popular) == (41, "e1", ("dukcapil.ktp-baru",))
    assert read.now.utcoffset() == timedelta(hours=7)
    assert read.queues == (
        QueueState("ktp", 6, WaitRange(15, 25), 2),
        QueueState("kk", 0, None, 0),
    )
    assert read.calls == (Call("A012", "3", "ktp", CALLED, "called"),)


def test_more_calls_than_a_snapshot_keeps_are_cut_at_the_newest() -> None:
    read = read_snapshot(snapshot(calls=[call(f"A{n:03d}") for n in range(30, 1, -1)]))
    assert len(read.calls) == CALLS_KEPT
    assert read.calls[0].number == "A030"


def test_an_event_reads_into_domain_words() -> None:
    assert read_event(event()) == HallEvent(42, CALLED, "ticket.called", "A012", "ktp", "3", 5)


def test_parts_that_do_not_apply_may_be_null_or_absent() -> None:
    told = read_event(event(type="counter.opened", number=None, queue=None, waiting=None))
    assert told == HallEvent(42, CALLED, "counter.opened", counter_id="3")
    bare = json.dumps({"seq": 1, "at": "2026-11-23T09:41:00+07:00", "type": "catalog.changed"})
    assert read_event(bare) == HallEvent(1, CALLED, "catalog.changed")


def test_a_type_and_a_field_of_a_newer_hall_server_are_no_fault() -> None:
    assert read_event(event(type="ticket.sung", melody="la")).type == "ticket.sung"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"seq": "41"}, "seq"),
        ({"seq": -1}, "seq"),
        ({"epoch": ""}, "epoch"),
        ({"now": "2026-11-23T09:41:05"}, "now"),
        ({"now": 1763862065}, "now"),
        ({"queues": None}, "queues"),
        ({"queues": [{"id": "ktp", "waiting": -1, "wait": None, "counters_open": 0}]}, "waiting"),
        ({"calls": [call("A012", state="eaten")]}, "state"),
        ({"calls": [call("<b>A</b>")]}, "number"),
        ({"calls": [call("")]}, "number"),
        ({"calls": [{"number": "A012"}]}, "counter"),
    ],
)
def test_a_snapshot_with_a_wrong_field_is_refused_by_name(
    changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadRecord) as refused:
        read_snapshot(snapshot(**changes))
    assert str(refused.value.facts["field"]).endswith(field)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"seq": 1.5}, "seq"),
        ({"at": "kemarin"}, "at"),
        ({"type": ""}, "type"),
        ({"number": "Budi Santoso"}, "number"),
        ({"counter": "3" * 65}, "counter"),
        ({"waiting": True}, "waiting"),
    ],
)
def test_an_event_with_a_wrong_field_is_refused_by_name(
    changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadRecord) as refused:
        read_event(event(**changes))
    assert refused.value.facts["field"] == field


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"null", b"\xff\xfe", b'{"seq": 1'])
def test_what_is_no_json_object_is_refused(body: bytes) -> None:
    with pytest.raises(BadRecord):
        read_snapshot(body)
    with pytest.raises(BadRecord):
        read_event(body)


def queue(**changes: Any) -> dict[str, Any]:
    return {"id": "ktp", "waiting": 6, "wait": None, "counters_open": 2} | changes


@pytest.mark.parametrize(
    ("refusal", "expected"),
    [
        (None, None),
        (
            {
                "reason": "queue-closed",
                "opens_at": "2026-11-23T09:41:00+07:00",
                "occasion": "system-down",
            },
            Opening(Reason.QUEUE_CLOSED, CALLED, "system-down"),
        ),
        (
            {"reason": "quota-used-up", "opens_at": "2026-11-23T09:41:00+07:00", "occasion": ""},
            Opening(Reason.QUOTA_USED_UP, CALLED),
        ),
        (
            {"reason": "no-counter-open", "opens_at": None, "occasion": ""},
            Opening(Reason.NO_COUNTER_OPEN),
        ),
    ],
)
def test_a_queue_says_why_it_gives_no_tickets(
    refusal: dict[str, Any] | None, expected: Opening | None
) -> None:
    read = read_snapshot(snapshot(queues=[queue(refusal=refusal)]))
    assert read.queues == (QueueState("ktp", 6, None, 2, expected),)


def test_a_reason_of_a_newer_hall_server_is_a_queue_without_numbers() -> None:
    newer = {"reason": "flood", "opens_at": None, "occasion": "air-masuk", "since": "07:00"}
    read = read_snapshot(snapshot(queues=[queue(refusal=newer)]))
    assert read.queues[0].refusal == Opening(Reason.QUEUE_CLOSED)


@pytest.mark.parametrize(
    ("refusal", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": 3}, "reason"),
        ({"reason": "queue-closed", "opens_at": "besok"}, "opens_at"),
        ({"reason": "queue-closed", "occasion": "x" * 201}, "occasion"),
        ("closed", "refusal"),
    ],
)
def test_a_refusal_that_cannot_be_read_is_refused_by_name(refusal: object, field: str) -> None:
    with pytest.raises(BadRecord) as refused:
        read_snapshot(snapshot(queues=[queue(refusal=refusal)]))
    assert str(refused.value.facts["field"]).endswith(field)

"""What the hall said of a queue before the line went, and tickets that came to nothing."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.domain.calendar import Opening, Reason
from kiosk.domain.live import BELIEVED, HallSnapshot, QueueState
from kiosk.domain.service import ServiceStatus
from kiosk.domain.ticket import Priority
from kiosk.domain.visit import Visit
from kiosk.errors import NotServedNow, StorageFailed
from kiosk.sync.journal import Step
from tests.unit.kiosk.sync.parts import KK, KTP, NOW, SERVICE, audited
from tests.unit.kiosk.sync.rude_server import Manner, RudeServer, answer, hangs_up, says
from tests.unit.kiosk.sync.small_hall import SmallHall, running, ticket_json
from tests.unit.kiosk.test_desk import Parts, a_desk

NOWHERE = "http://127.0.0.1:9"
CLOSED = Opening(Reason.QUEUE_CLOSED, NOW + timedelta(hours=1), "system-down")
TOMORROW = (NOW + timedelta(days=1)).replace(hour=8, minute=0)


def told(refusal: Opening, age: timedelta = timedelta()) -> HallSnapshot:
    """What the hall said of the KTP queue, some time ago."""
    return HallSnapshot(1, "e1", NOW - age, (QueueState("ktp", 3, None, 1, refusal),), ())


def take(kiosk: Parts, service: str = KTP) -> str:
    return str(kiosk.desk.take_number(service, Priority.NONE, Visit()).number)


# --- without the line ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("snapshot", "words"),
    [
        (told(CLOSED, timedelta(hours=3)), "pukul 10.41"),
        (told(Opening(Reason.QUOTA_USED_UP, TOMORROW), timedelta(hours=1)), "24 November"),
        (told(Opening(Reason.NO_COUNTER_OPEN), timedelta(minutes=9)), "meja informasi"),
    ],
    ids=["closed for an hour", "quota of today", "no counter just now"],
)
def test_what_the_hall_said_last_holds_while_it_can_be_believed(
    tmp_path: Path, snapshot: HallSnapshot, words: str
) -> None:
    with a_desk(tmp_path, NOWHERE) as kiosk:
        kiosk.line.down = True
        kiosk.line.snapshot = snapshot
        with pytest.raises(NotServedNow) as refusal:
            take(kiosk)
        assert kiosk.journal.outbox.pending() == ()
        assert kiosk.journal.unfinished() == ()
        assert take(kiosk, KK) == "B001X"  # the other queue is as it was
    said = snapshot.queues[0].refusal
    assert said is not None
    assert refusal.value.facts["reason"] == said.reason
    assert words in refusal.value.sentence


@pytest.mark.parametrize(
    "snapshot",
    [
        told(Opening(Reason.QUEUE_CLOSED, NOW, "staff-absent"), timedelta(hours=1)),
        told(Opening(Reason.NO_COUNTER_OPEN), BELIEVED),
        None,
    ],
    ids=["the closure is over", "too old to say", "never told"],
)
def test_what_nobody_can_know_without_a_line_refuses_nobody(
    tmp_path: Path, snapshot: HallSnapshot | None
) -> None:
    with a_desk(tmp_path, NOWHERE) as kiosk:
        kiosk.line.down = True
        kiosk.line.snapshot = snapshot
        assert take(kiosk) == "A001X"


def test_the_calendar_is_asked_before_what_the_hall_said(tmp_path: Path) -> None:
    with a_desk(tmp_path, NOWHERE, NOW.replace(hour=12, minute=30)) as kiosk:
        kiosk.line.down = True
        kiosk.line.snapshot = told(Opening(Reason.QUOTA_USED_UP, TOMORROW))
        with pytest.raises(NotServedNow) as refusal:
            take(kiosk)
    assert refusal.value.facts["reason"] == "break"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (ServiceStatus.CLOSED, Reason.SERVICE_CLOSED),
        (ServiceStatus.WITHDRAWN, Reason.SERVICE_WITHDRAWN),
    ],
)
def test_what_its_agency_does_not_give_gets_no_number_of_the_kiosks_own(
    tmp_path: Path, status: ServiceStatus, reason: Reason
) -> None:
    with a_desk(tmp_path, NOWHERE) as kiosk:
        kiosk.line.down = True
        kiosk.catalog.services[KTP] = replace(SERVICE, status=status)
        with pytest.raises(NotServedNow) as refusal:
            take(kiosk)
        assert kiosk.journal.outbox.pending() == ()
    assert refusal.value.facts == {"reason": reason, "opens_at": None}


def test_with_a_line_the_hall_has_the_last_word(tmp_path: Path) -> None:
    with running(SmallHall()) as server, a_desk(tmp_path, server.url) as kiosk:
        kiosk.line.snapshot = told(CLOSED)
        assert take(kiosk) == "A001"


# --- tickets that came to nothing ---------------------------------------------------------------


def test_a_refusal_after_a_lost_answer_cancels_what_the_hall_may_have_given(
    tmp_path: Path,
) -> None:
    with RudeServer(hangs_up) as server, a_desk(tmp_path, server.url) as kiosk:
        kiosk.line.snapshot = told(CLOSED)
        with pytest.raises(NotServedNow):
            take(kiosk)
        (row,) = kiosk.journal.outbox.pending()
        assert row.ticket is None
        assert f"/v1/tickets/{row.ticket_id} ".encode() in server.requests[0]
        assert kiosk.line.wakes == 1


def full_disk(kiosk: Parts, room_for_a_word: bool) -> None:
    """The disk takes no number any more, and perhaps nothing at all."""

    def refuse(*_: object) -> None:
        if not room_for_a_word:
            kiosk.journal._store._broken = "disk I/O error"
        raise StorageFailed("database or disk is full")

    kiosk.journal.number = refuse  # type: ignore[method-assign]
    kiosk.journal.number_offline = refuse  # type: ignore[method-assign, assignment]


@pytest.mark.parametrize("lost", [False, True], ids=["the hall answers", "its answer is lost"])
def test_a_number_the_disk_does_not_keep_is_cancelled_at_the_hall(
    tmp_path: Path, lost: bool
) -> None:
    hall = SmallHall()
    hall.lose_answers = lost
    with running(hall) as server, a_desk(tmp_path, server.url) as kiosk:
        full_disk(kiosk, room_for_a_word=True)
        with pytest.raises(StorageFailed):
            take(kiosk)
        (row,) = kiosk.journal.outbox.pending()
    assert row.ticket is None
    assert list(hall.book.numbers) == [str(row.ticket_id)]
    assert [r["event"] for r in audited(tmp_path)] == ["storage-failed"]


def test_a_disk_that_takes_no_word_either_does_not_keep_the_hall_waiting(tmp_path: Path) -> None:
    hall = SmallHall()
    with running(hall) as server, a_desk(tmp_path, server.url) as kiosk:
        full_disk(kiosk, room_for_a_word=False)
        with pytest.raises(StorageFailed):
            take(kiosk)
        assert list(hall.book.numbers) == list(hall.book.cancelled)
    ghost = UUID(next(iter(hall.book.numbers)))
    with a_desk(tmp_path, NOWHERE) as kiosk:
        kiosk.desk.settle_unfinished()
        assert [row.ticket_id for row in kiosk.journal.outbox.pending()] == [ghost]
        assert kiosk.entry(str(ghost)).step is Step.ABANDONED


def test_a_hall_out_of_reach_as_well_changes_no_word_to_the_visitor(tmp_path: Path) -> None:
    def once(server: RudeServer, connection: socket.socket, request: bytes) -> None:
        asked = request.split(b" ")[1].rsplit(b"/", 1)[1].decode()
        manner: Manner = says(answer(ticket_json(asked, "A001"), 201))
        (manner if request.startswith(b"PUT") else hangs_up)(server, connection, request)

    with RudeServer(once) as server, a_desk(tmp_path, server.url) as kiosk:
        full_disk(kiosk, room_for_a_word=False)
        with pytest.raises(StorageFailed):
            take(kiosk)


def test_a_hall_that_was_never_asked_is_not_told_to_cancel(tmp_path: Path) -> None:
    with RudeServer(hangs_up) as server, a_desk(tmp_path, server.url) as kiosk:
        kiosk.line.down = True
        full_disk(kiosk, room_for_a_word=True)
        with pytest.raises(StorageFailed):
            take(kiosk)
        assert not server.requests
        assert kiosk.journal.outbox.pending() == ()

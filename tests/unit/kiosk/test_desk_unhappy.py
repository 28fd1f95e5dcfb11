"""When there is no number to give, the desk says so and promises nothing."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from kiosk import errors
from kiosk.domain.paper import PaperTicket, PrintOutcome, PrintState
from kiosk.domain.ticket import Priority
from kiosk.domain.visit import Visit
from kiosk.sync.journal import Step
from tests.unit.kiosk.sync.parts import KTP, NOW, WIB, audited
from tests.unit.kiosk.sync.rude_server import RudeServer, answer, refuses, says
from tests.unit.kiosk.test_desk import Paper, a_desk

NOWHERE = "http://127.0.0.1:9"


def at(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    """A moment in the hall."""
    return datetime(year, month, day, hour, minute, tzinfo=WIB)


@pytest.mark.parametrize(
    ("code", "status", "facts", "expected"),
    [
        ("not-served-now", 409, {"reason": "break"}, errors.NotServedNow),
        ("unknown-service", 404, {"service": KTP}, errors.UnknownService),
        ("not-signed-in", 401, {}, errors.DeviceRefused),
        ("quota-used-up", 409, {}, errors.HallRefused),
    ],
)
def test_a_refusal_of_the_hall_is_never_turned_into_a_number(
    tmp_path: Path, code: str, status: int, facts: dict[str, object], expected: type[Exception]
) -> None:
    with RudeServer(refuses(code, status, **facts)) as server, a_desk(tmp_path, server.url) as k:
        with pytest.raises(expected):
            k.desk.take_number(KTP, Priority.NONE, Visit())
        assert k.journal.outbox.pending() == ()
        assert k.journal.unfinished() == ()
        assert k.line.losses == 0
    assert [record["event"] for record in audited(tmp_path)] == ["ticket-refused"]


@pytest.mark.parametrize(
    "raw",
    [
        says(answer(b"<html>Masuk</html>", 200, "text/html")),
        says(answer(b"", 500)),
        says(b"what"),
    ],
    ids=["a portal", "500", "garbage"],
)
def test_an_answer_that_is_none_is_a_lost_line_and_the_visitor_gets_a_number(
    tmp_path: Path, raw: object
) -> None:
    with RudeServer(raw) as server, a_desk(tmp_path, server.url) as kiosk:  # type: ignore[arg-type]
        assert str(kiosk.desk.take_number(KTP, Priority.NONE, Visit()).number) == "A001X"
        assert kiosk.line.losses == 1


@pytest.mark.parametrize(
    ("now", "reason", "words"),
    [
        (at(2026, 11, 23, 7, 0), "not-yet-open", "pukul 08.00"),
        (at(2026, 11, 23, 12, 30), "break", "Istirahat"),
        (at(2026, 11, 23, 13, 45), "last-ticket-passed", "Selasa, 24 November 2026"),
        (at(2026, 11, 23, 15, 0), "closed-for-today", "pukul 08.00"),
        (at(2026, 11, 22, 10, 0), "closed-day", "Senin, 23 November 2026"),
        (at(2026, 12, 25, 10, 0), "holiday", "Natal"),
    ],
)
def test_without_the_line_the_kiosk_keeps_the_halls_hours_itself(
    tmp_path: Path, now: datetime, reason: str, words: str
) -> None:
    with a_desk(tmp_path, NOWHERE, now) as kiosk:
        kiosk.line.down = True
        with pytest.raises(errors.NotServedNow) as refusal:
            kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        assert kiosk.journal.outbox.pending() == ()
        assert kiosk.journal.unfinished() == ()
    assert refusal.value.facts["reason"] == reason
    assert words in refusal.value.sentence
    opens_at = refusal.value.facts["opens_at"]
    assert isinstance(opens_at, str)
    assert datetime.fromisoformat(opens_at) > now


def test_hours_are_those_of_the_touch_and_not_of_the_lost_answer(tmp_path: Path) -> None:
    last = NOW.replace(hour=13, minute=30)

    def late(server: RudeServer, connection: object, request: bytes) -> None:
        kiosk.clock.moment = last + timedelta(seconds=1)

    with RudeServer(late) as server, a_desk(tmp_path, server.url, last) as kiosk:
        ticket = kiosk.desk.take_number(KTP, Priority.NONE, Visit())
    assert ticket.taken_at == last
    assert ticket.number.offline


def test_a_service_this_hall_does_not_offer_gets_no_number(tmp_path: Path) -> None:
    with a_desk(tmp_path, NOWHERE) as kiosk:
        kiosk.line.down = True
        with pytest.raises(errors.UnknownService):
            kiosk.desk.take_number("bpn.sertifikat", Priority.NONE, Visit())
        assert kiosk.journal.unfinished() == ()


def test_a_disk_that_keeps_nothing_promises_nothing(tmp_path: Path) -> None:
    with a_desk(tmp_path, NOWHERE) as kiosk:
        kiosk.line.down = True
        ticket = kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        kiosk.journal._store._broken = "disk I/O error"
        with pytest.raises(errors.StorageFailed):
            kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        with pytest.raises(errors.StorageFailed):
            kiosk.desk.print_ticket(ticket, "id")
        assert not kiosk.paper.got
    assert "storage-failed" in kiosk.events()


def test_paper_that_came_out_came_out_though_the_disk_fails_then(tmp_path: Path) -> None:
    class Breaking(Paper):
        def print_ticket(self, paper: PaperTicket) -> PrintOutcome:
            kiosk.journal._store._broken = "disk I/O error"
            return self.outcome

    with a_desk(tmp_path, NOWHERE) as kiosk:
        kiosk.line.down = True
        ticket = kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        kiosk.desk._printer = Breaking()
        assert kiosk.desk.print_ticket(ticket, "id").state is PrintState.PRINTED
    with a_desk(tmp_path, NOWHERE) as kiosk:
        kiosk.desk.settle_unfinished()
        assert kiosk.entry(ticket.id).step is Step.UNKNOWN


def test_a_service_that_left_the_catalog_still_gets_its_paper(tmp_path: Path) -> None:
    with a_desk(tmp_path, NOWHERE) as kiosk:
        kiosk.line.down = True
        ticket = kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        kiosk.catalog.services.clear()
        assert kiosk.desk.print_ticket(ticket, "id").state is PrintState.PRINTED
    assert (kiosk.paper.got[0].number, kiosk.paper.got[0].service) == ("A001X", "")


def test_visitors_who_touch_at_once_get_numbers_of_their_own(tmp_path: Path) -> None:
    together = threading.Barrier(8)

    def take(_: int) -> str:
        together.wait()
        return str(kiosk.desk.take_number(KTP, Priority.NONE, Visit()).number)

    with a_desk(tmp_path, NOWHERE) as kiosk, ThreadPoolExecutor(8) as pool:
        kiosk.line.down = True
        numbers = sorted(pool.map(take, range(8)))
    assert numbers == [f"A{n:03d}X" for n in range(1, 9)]


def test_a_start_settles_what_was_left_and_says_so(tmp_path: Path) -> None:
    with a_desk(tmp_path, NOWHERE) as kiosk:
        kiosk.line.down = True
        numbered = kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        printing = kiosk.desk.take_number(KTP, Priority.NONE, Visit())
        kiosk.journal.start_print(UUID(printing.id))
        before = len(audited(tmp_path))
    with a_desk(tmp_path, NOWHERE) as kiosk:
        kiosk.desk.settle_unfinished()
        kiosk.desk.settle_unfinished()
    told = {record["ticket"]: record["code"] for record in audited(tmp_path)[before:]}
    assert told == {numbered.id: "failed", printing.id: "unknown"}

"""A restored hall that cannot take a number back says so once; nothing is told for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.waiting import until
from tests.unit.kiosk.sync.parts import NOW, a_journal, audited, given, printed_offline
from tests.unit.kiosk.sync.rude_server import answer, hangs_up, refuses, says
from tests.unit.kiosk.sync.small_hall import SmallHall, running, ticket_json
from tests.unit.kiosk.sync.test_restored_hall import tell_all, to_tell
from tests.unit.kiosk.sync.test_worker import a_kiosk


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("number-taken", 409),
        ("content-conflict", 422),
        ("invalid-offline-number", 422),
        ("illegal-transition", 409),
        ("unknown-service", 422),
    ],
)
def test_a_number_the_hall_does_not_take_back_is_written_down_and_not_told_again(
    tmp_path: Path, code: str, status: int
) -> None:
    hall = SmallHall()
    with a_journal(tmp_path) as journal:
        bad, good = str(given(journal, "A001")), str(given(journal, "A002"))
        journal.outbox.hall_replaced("e0", NOW)
    hall.puts = lambda ticket: refuses(code, status, number="A001") if ticket == bad else None
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: kiosk.parked() == 1 and kiosk.pending() == 0)
        kiosk.machine.ahead += 601.0  # faults would get another round by now
        seen = len(kiosk.heard.snapshots)
        until(lambda: len(kiosk.heard.snapshots) > seen + 3)
        puts = [request for request in server.requests if request.startswith(b"PUT")]
        assert len(puts) == 2
    assert hall.book.numbers == {good: "A002"}
    parked = [record for record in audited(tmp_path) if record["event"] == "ticket-parked"]
    assert [(r["ticket"], r["number"], r["code"]) for r in parked] == [(bad, "A001", code)]


def test_a_number_of_the_hall_that_is_taken_moves_no_series_of_the_kiosk(tmp_path: Path) -> None:
    hall = SmallHall()
    hall.book.given.add("A001")
    with a_journal(tmp_path) as journal:
        given(journal, "A001")
        journal.outbox.hall_replaced("e0", NOW)
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: kiosk.parked() == 1)
        printed_offline(kiosk.journal)
        until(lambda: "A001X" in hall.book.given)


def test_a_hall_that_answers_with_another_number_is_for_the_staff(tmp_path: Path) -> None:
    hall = SmallHall()
    hall.puts = lambda ticket: says(answer(ticket_json(ticket, "A009")))
    with a_journal(tmp_path) as journal:
        given(journal, "A001")
        journal.outbox.hall_replaced("e0", NOW)
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: kiosk.parked() == 1)
    parked = [record for record in audited(tmp_path) if record["event"] == "ticket-parked"]
    assert [record["code"] for record in parked] == ["number-differs"]


def test_an_answer_lost_while_telling_again_costs_nothing(tmp_path: Path) -> None:
    hall = SmallHall()
    with a_journal(tmp_path) as journal:
        tickets = [str(given(journal, f"A{n:03d}")) for n in range(1, 4)]
        journal.outbox.hall_replaced("e0", NOW)
    hall.lose_answers = True
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: len(hall.told) > 2)
        assert kiosk.pending() == 3
        hall.snapshots = hangs_up
        until(kiosk.heard.is_down)
        hall.lose_answers = False
        hall.snapshots = None
        until(lambda: kiosk.pending() == 0)
    assert hall.book.numbers == dict(zip(tickets, ["A001", "A002", "A003"], strict=True))
    assert len({repr(content) for ticket, content in hall.told if ticket == tickets[0]}) == 1


def test_what_the_staff_were_told_was_refused_stays_with_them(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        journal.outbox.hall_replaced("e1", NOW)
        printed_offline(journal)
        journal.outbox.park(journal.outbox.pending()[0], "number-taken", NOW)
        later = printed_offline(journal)
        tell_all(journal)
        assert journal.outbox.hall_replaced("e2", NOW) == 1
        assert to_tell(journal) == [later]
        assert journal.outbox.counts().parked == 1

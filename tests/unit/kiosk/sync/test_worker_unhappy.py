"""No ticket is lost and nothing is locked, whatever the hall server does to the worker."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from kiosk.sync.outbox import MOST_FAULTS
from kiosk.sync.worker import Pace
from tests.helpers.waiting import until
from tests.unit.kiosk.sync.parts import SERVICE, asked, audited, printed_offline
from tests.unit.kiosk.sync.rude_server import Manner, RudeServer, answer, hangs_up, refuses, says
from tests.unit.kiosk.sync.small_hall import SmallHall, running
from tests.unit.kiosk.sync.test_worker import a_kiosk


def test_an_answer_lost_after_the_commit_makes_no_second_ticket(tmp_path: Path) -> None:
    hall = SmallHall()
    hall.lose_answers = True
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        tickets = [str(printed_offline(kiosk.journal)) for _ in range(3)]
        kiosk.worker.wake()
        until(lambda: len(hall.told) >= 2)
        assert kiosk.pending() == 3
        hall.lose_answers = False
        until(lambda: kiosk.pending() == 0)
    assert hall.book.numbers == dict(zip(tickets, ["A001X", "A002X", "A003X"], strict=True))
    contents: dict[str, set[str]] = {}
    for ticket, content in hall.told:
        contents.setdefault(ticket, set()).add(repr(content))
    assert all(len(said) == 1 for said in contents.values())


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("number-taken", 409),
        ("invalid-offline-number", 422),
        ("unknown-service", 404),
        ("content-conflict", 422),
        ("not-served-now", 409),
        ("something-new", 409),
    ],
)
def test_a_refused_ticket_is_parked_with_its_reason_and_the_others_go_on(
    tmp_path: Path, code: str, status: int
) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url, Pace(60.0, 600.0)) as kiosk:
        until(kiosk.heard.is_up)
        bad, good = (str(printed_offline(kiosk.journal)) for _ in range(2))
        hall.puts = lambda ticket: refuses(code, status) if ticket == bad else None
        kiosk.worker.wake()
        until(lambda: kiosk.pending() == 0)
        until(lambda: kiosk.heard.line and kiosk.heard.line.parked == 1)
    assert list(hall.book.numbers) == [good]
    parked = [record for record in audited(tmp_path) if record["event"] == "ticket-parked"]
    assert [record["ticket"] for record in parked] == [bad]
    assert parked[0]["code"] == ("hall-refused" if code == "something-new" else code)


def test_after_a_taken_number_the_series_leaves_the_hundred(tmp_path: Path) -> None:
    hall = SmallHall()
    hall.book.given.add("A001X")
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        printed_offline(kiosk.journal)
        kiosk.worker.wake()
        until(lambda: kiosk.parked() == 1)
        assert str(kiosk.journal.number_offline(asked(kiosk.journal), "A", "X")) == "A101X"


def test_one_ticket_the_hall_cannot_bear_does_not_hold_up_the_others(tmp_path: Path) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url, Pace(60.0, 600.0)) as kiosk:
        until(kiosk.heard.is_up)
        poison, *good = (str(printed_offline(kiosk.journal)) for _ in range(4))
        hall.puts = lambda ticket: says(answer(b"", 500)) if ticket == poison else None
        kiosk.worker.wake()
        until(lambda: kiosk.pending() == 1)
    assert list(hall.book.numbers) == good


def test_a_ticket_parked_for_faults_is_told_when_the_line_comes_back(tmp_path: Path) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(kiosk.heard.is_up)
        hall.puts = lambda _: says(answer(b"<html>", 503, "text/html"))
        ticket = str(printed_offline(kiosk.journal))
        until(lambda: _hurry(kiosk.worker.wake) and kiosk.parked() == 1, 30)
        puts = [request for request in server.requests if request.startswith(b"PUT")]
        assert len(puts) == MOST_FAULTS
        hall.puts = lambda _: None
        hall.snapshots = hangs_up
        until(kiosk.heard.is_down)
        hall.snapshots = None
        until(lambda: hall.book.numbers == {ticket: "A001X"})
        until(lambda: kiosk.parked() == 0)


def test_a_ticket_parked_for_faults_gets_another_round_though_the_line_stayed_up(
    tmp_path: Path,
) -> None:
    hall = SmallHall()
    hall.puts = lambda _: says(answer(b"", 500))
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        ticket = str(printed_offline(kiosk.journal))
        until(lambda: _hurry(kiosk.worker.wake) and kiosk.parked() == 1, 30)
        hall.puts = lambda _: None
        kiosk.machine.ahead += 601.0
        until(lambda: hall.book.numbers == {ticket: "A001X"})
        assert kiosk.heard.is_up()


def test_too_many_tries_costs_a_ticket_nothing(tmp_path: Path) -> None:
    hall = SmallHall()
    hall.puts = lambda _: refuses("too-many-tries", 429, retry_after=1)
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        printed_offline(kiosk.journal)
        kiosk.worker.wake()
        until(lambda: sum(r.startswith(b"PUT") for r in server.requests) > 2)
        assert (kiosk.pending(), kiosk.parked()) == (1, 0)
        hall.puts = lambda _: None
        until(lambda: kiosk.pending() == 0)


def broken_off(server: RudeServer, connection: socket.socket, request: bytes) -> None:
    connection.sendall(answer({"epoch": "e1", "changes": [], "cursor": 9, "more": False})[:-9])


@pytest.mark.parametrize(
    "page",
    [
        says(answer(b"<html>", 200, "text/html")),
        says(answer({"epoch": "e1", "changes": [{"cursor": 4}], "cursor": 4, "more": False})),
        says(answer({"epoch": "e1", "changes": [], "cursor": 9, "more": True})),
        says(answer(b"", 500)),
        broken_off,
        hangs_up,
    ],
    ids=["a page", "a wrong record", "more of nothing", "500", "broken off", "nothing"],
)
def test_a_catalog_that_cannot_be_read_leaves_the_last_good_one_and_holds_up_nothing(
    tmp_path: Path, page: Manner
) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: kiosk.catalog.service(SERVICE.id))
        hall.pages = page
        asked_before = _pages_asked(server)
        until(lambda: _pages_asked(server) > asked_before + 1)
        printed_offline(kiosk.journal)
        kiosk.worker.wake()
        until(lambda: kiosk.pending() == 0)
        assert kiosk.catalog.service(SERVICE.id) == SERVICE
        assert kiosk.heard.is_up()
    assert kiosk.events().count("catalog-refused") == 1


def test_a_feed_without_end_does_not_keep_tickets_waiting(tmp_path: Path) -> None:
    hall = SmallHall()
    epochs = iter(range(1_000_000))

    def endless(server: RudeServer, connection: socket.socket, request: bytes) -> None:
        page = {"epoch": f"n{next(epochs)}", "changes": [], "cursor": 0, "more": False}
        says(answer(page))(server, connection, request)

    hall.pages = endless
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: _pages_asked(server) > 3)
        printed_offline(kiosk.journal)
        kiosk.worker.wake()
        until(lambda: kiosk.pending() == 0)


def test_a_journal_that_cannot_be_written_is_told_once_and_tried_again(tmp_path: Path) -> None:
    with running(SmallHall()) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(kiosk.heard.is_up)
        kiosk.journal._store._broken = "disk I/O error"
        until(lambda: "storage-failed" in kiosk.events())
        seen = len(server.requests)
        until(lambda: len(server.requests) > seen + 3)
        kiosk.journal._store._broken = ""
        printed_offline(kiosk.journal)
        until(lambda: kiosk.pending() == 0)
    assert kiosk.events().count("storage-failed") == 1


def _pages_asked(server: RudeServer) -> int:
    return sum(b"/v1/catalog/changes" in request for request in server.requests)


def _hurry(wake: object) -> bool:
    assert callable(wake)
    wake()
    return True

"""A ticket nobody got is cancelled at the hall, whatever the hall says to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.sync.journal import Step
from tests.helpers.waiting import until
from tests.unit.kiosk.sync.parts import a_journal, asked, audited
from tests.unit.kiosk.sync.rude_server import Manner, answer, hangs_up, refuses, says
from tests.unit.kiosk.sync.small_hall import SmallHall, running
from tests.unit.kiosk.sync.test_worker import a_kiosk


def ended(folder: Path) -> list[tuple[str, str | None]]:
    """What the audit says of tickets taken back: id and code."""
    events = [r for r in audited(folder) if r["event"] == "ticket-taken-back"]
    return [(record["ticket"], record.get("code")) for record in events]


def test_a_ticket_left_half_way_is_cancelled_after_the_next_start(tmp_path: Path) -> None:
    hall = SmallHall()
    with a_journal(tmp_path) as journal:
        ghost = asked(journal)
    hall.book.put(str(ghost), {})
    with a_journal(tmp_path) as journal:
        steps = [journal.settle(entry) for entry in journal.unfinished()]
    assert steps == [Step.ABANDONED]
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: kiosk.pending() == 0)
    assert hall.book.cancelled == {str(ghost)}
    assert ended(tmp_path) == [(str(ghost), None)]


@pytest.mark.parametrize(
    ("deletes", "code"),
    [
        (refuses("unknown-ticket", 404), "unknown-ticket"),
        (refuses("illegal-transition", 409, number="A001", state="called"), "illegal-transition"),
    ],
)
def test_a_ticket_the_hall_never_had_or_already_called_is_settled(
    tmp_path: Path, deletes: Manner, code: str
) -> None:
    hall = SmallHall()
    hall.deletes = deletes
    with a_journal(tmp_path) as journal:
        journal.abandon(ghost := asked(journal))
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: kiosk.pending() == 0)
        seen = len(kiosk.heard.snapshots)
        until(lambda: len(kiosk.heard.snapshots) > seen + 3)
        assert sum(request.startswith(b"DELETE") for request in server.requests) == 1
        assert kiosk.parked() == 0
    assert ended(tmp_path) == [(str(ghost), code)]


def test_a_cancel_whose_answer_is_lost_is_sent_again_until_it_is_heard(tmp_path: Path) -> None:
    hall = SmallHall()
    hall.deletes = hangs_up
    with a_journal(tmp_path) as journal:
        journal.abandon(ghost := asked(journal))
    hall.book.put(str(ghost), {})
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: sum(r.startswith(b"DELETE") for r in server.requests) > 2)
        assert (kiosk.pending(), kiosk.parked()) == (1, 0)
        hall.deletes = None
        until(lambda: kiosk.pending() == 0)
    assert hall.book.cancelled == {str(ghost)}


def test_a_hall_server_that_cannot_cancel_is_asked_once_and_holds_up_nothing(
    tmp_path: Path,
) -> None:
    hall = SmallHall()
    hall.deletes = refuses("method-not-allowed", 405)
    with a_journal(tmp_path) as journal:
        journal.abandon(asked(journal))
        journal.number_offline(paper := asked(journal), "A", "X")
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: (kiosk.pending(), kiosk.parked()) == (0, 1))
        assert sum(request.startswith(b"DELETE") for request in server.requests) == 1
    assert hall.book.numbers == {str(paper): "A001X"}


def test_an_answer_about_another_ticket_settles_nothing(tmp_path: Path) -> None:
    hall = SmallHall()
    hall.deletes = says(answer({"ok": True}))
    with a_journal(tmp_path) as journal:
        journal.abandon(asked(journal))
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(lambda: sum(r.startswith(b"DELETE") for r in server.requests) > 1)
        assert kiosk.pending() + kiosk.parked() == 1
    assert ended(tmp_path) == []

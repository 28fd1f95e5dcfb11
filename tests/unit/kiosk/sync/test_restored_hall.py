"""A hall that was restored from a backup gets back every number that people hold."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from kiosk.domain.ticket import Priority
from kiosk.sync.journal import Journal, Step
from tests.helpers.waiting import until
from tests.unit.kiosk.sync.parts import (
    KTP,
    NOW,
    a_journal,
    answered,
    asked,
    audited,
    given,
    owed,
    printed_offline,
)
from tests.unit.kiosk.sync.small_hall import SmallHall, running
from tests.unit.kiosk.sync.test_worker import a_kiosk


def tell_all(journal: Journal) -> None:
    """The hall has heard everything."""
    for row in journal.outbox.pending():
        journal.outbox.done(row, NOW)


def to_tell(journal: Journal) -> list[UUID]:
    """What the hall is told next, in this order."""
    return [row.ticket_id for row in journal.outbox.pending()]


def test_the_first_epoch_ever_seen_tells_nothing_again(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        given(journal, "A001")
        printed_offline(journal)
        tell_all(journal)
        assert journal.outbox.hall_replaced("e1", NOW) is None
        assert journal.outbox.hall_replaced("e1", NOW) is None
        assert to_tell(journal) == []


def test_another_epoch_tells_every_number_of_the_day_again_once(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        journal.outbox.hall_replaced("e1", NOW)
        given(journal, "A007", NOW - timedelta(days=1))
        todays = {given(journal, "A001"), given(journal, "A002"), printed_offline(journal)}
        tell_all(journal)
        assert journal.outbox.hall_replaced("e2", NOW) == 3
        assert journal.outbox.hall_replaced("e2", NOW) is None
        assert set(to_tell(journal)) == todays
        tell_all(journal)
        assert to_tell(journal) == []


def test_own_numbers_of_two_days_are_told_again_and_older_ones_not(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        journal.outbox.hall_replaced("e1", NOW)
        printed_offline(journal, NOW - timedelta(hours=48, seconds=1))
        young = printed_offline(journal, NOW - timedelta(hours=47))
        tell_all(journal)
        journal.outbox.hall_replaced("e2", NOW)
        assert to_tell(journal) == [young]


def test_the_epoch_and_what_is_to_be_told_survive_the_end_of_the_kiosk(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        journal.outbox.hall_replaced("e1", NOW)
        tickets = [given(journal, f"A{n:03d}") for n in range(1, 4)]
    with a_journal(tmp_path) as journal:
        journal.outbox.hall_replaced("e2", NOW)
        journal.outbox.done(journal.outbox.pending()[0], NOW)
    with a_journal(tmp_path) as journal:
        assert journal.outbox.hall_replaced("e2", NOW) is None
        assert to_tell(journal) == tickets[1:]


def test_a_number_of_the_hall_is_kept_as_the_hall_told_it(tmp_path: Path) -> None:
    later = NOW + timedelta(seconds=3)
    with a_journal(tmp_path) as journal:
        journal.outbox.hall_replaced("e1", NOW)
        ticket = asked(journal)
        journal.number(answered(ticket, "A012", later), NOW)
        journal.outbox.hall_replaced("e2", NOW)
        told = owed(journal)[0]
    assert (told.id, str(told.number), told.taken_at) == (ticket, "A012", later)
    assert (told.service_id, told.priority) == (KTP, Priority.NONE)


def test_a_ticket_being_asked_for_while_the_store_changes_is_told_when_it_has_a_number(
    tmp_path: Path,
) -> None:
    with a_journal(tmp_path) as journal:
        journal.outbox.hall_replaced("e1", NOW)
        by_the_hall, by_the_kiosk = asked(journal), asked(journal)
        journal.outbox.hall_replaced("e2", NOW)
        assert to_tell(journal) == []
        assert journal.outbox.counts().pending == 0
        journal.number(answered(by_the_hall, "A003"), NOW)
        journal.number_offline(by_the_kiosk, "A", "X")
        assert [str(ticket.number) for ticket in owed(journal)] == ["A003", "A001X"]


def test_a_cancelled_ticket_that_came_back_with_the_backup_is_cancelled_again(
    tmp_path: Path,
) -> None:
    with a_journal(tmp_path) as journal:
        journal.outbox.hall_replaced("e1", NOW)
        journal.abandon(nobodys := asked(journal))
        journal.refuse(asked(journal))
        tell_all(journal)
        journal.outbox.hall_replaced("e2", NOW)
        assert [(row.ticket_id, row.ticket) for row in journal.outbox.pending()] == [
            (nobodys, None)
        ]


def test_the_hall_gets_back_its_own_numbers_and_the_kiosks(tmp_path: Path) -> None:
    hall = SmallHall()
    with running(hall) as server, a_kiosk(tmp_path, server.url) as kiosk:
        until(kiosk.heard.is_up)
        numbers = {str(given(kiosk.journal, f"A{n:03d}")): f"A{n:03d}" for n in range(1, 4)}
        numbers[str(printed_offline(kiosk.journal))] = "A001X"
        kiosk.worker.wake()
        until(lambda: kiosk.pending() == 0 and len(hall.told) == 1)
        hall.book = type(hall.book)()
        hall.told.clear()
        hall.epoch = "e2"
        until(lambda: hall.book.numbers == numbers)
        until(lambda: kiosk.pending() == 0)
        seen = len(kiosk.heard.snapshots)
        until(lambda: len(kiosk.heard.snapshots) > seen + 3)
        assert len(hall.told) == 4
    contents = dict(hall.told)
    own = next(ticket for ticket, number in numbers.items() if number == "A001X")
    assert all("given" in content for ticket, content in contents.items() if ticket != own)
    assert set(contents[own]) == {"services", "priority", "offline"}
    replaced = [record for record in audited(tmp_path) if record["event"] == "hall-replaced"]
    assert [record["count"] for record in replaced] == [4]


def test_what_is_told_again_was_not_forgotten_by_a_start(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        ticket = given(journal, "A001")
        journal.start_print(ticket)
    with a_journal(tmp_path) as journal:
        steps: list[Any] = [journal.settle(entry) for entry in journal.unfinished()]
        journal.outbox.hall_replaced("e1", NOW)
        journal.outbox.hall_replaced("e2", NOW)
        assert to_tell(journal) == [ticket]
    assert steps == [Step.UNKNOWN]

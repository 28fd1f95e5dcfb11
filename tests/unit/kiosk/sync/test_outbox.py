"""What the hall must be told is told once, in order, and never forgotten."""

from __future__ import annotations

from pathlib import Path

from kiosk.domain.numbers import TicketNumber
from kiosk.domain.ticket import Priority
from kiosk.sync.outbox import HALL_FAULT, MOST_FAULTS, Counts
from tests.unit.kiosk.sync.parts import DAY, KTP, NOW, a_journal, asked, printed_offline


def test_rows_come_in_the_order_of_printing_with_all_that_is_told(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        tickets = [printed_offline(journal) for _ in range(3)]
        rows = journal.outbox.pending()
    assert [row.ticket_id for row in rows] == tickets
    first = rows[0].ticket
    assert first is not None
    assert (first.service_id, first.priority) == (KTP, Priority.NONE)
    assert (first.number, first.service_day) == (TicketNumber("A", 1, "X"), DAY)
    assert first.taken_at == NOW


def test_a_told_row_is_done(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        printed_offline(journal)
        journal.outbox.done(journal.outbox.pending()[0], NOW)
        assert journal.outbox.pending() == ()
        assert journal.outbox.counts() == Counts(0, 0)


def test_a_row_survives_the_end_of_the_kiosk(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        ticket = printed_offline(journal)
    with a_journal(tmp_path) as journal:
        assert [row.ticket_id for row in journal.outbox.pending()] == [ticket]


def test_a_refused_row_is_parked_and_seen_and_never_tried_again_by_itself(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        printed_offline(journal)
        journal.outbox.park(journal.outbox.pending()[0], "number-taken", NOW)
        journal.outbox.retry_faults()
        assert journal.outbox.pending() == ()
        assert journal.outbox.counts() == Counts(0, 1)


def test_faults_are_counted_and_a_row_steps_aside_until_the_line_comes_back(
    tmp_path: Path,
) -> None:
    with a_journal(tmp_path) as journal:
        printed_offline(journal)
        for attempt in range(MOST_FAULTS):
            row = journal.outbox.pending()[0]
            assert row.attempts == attempt
            aside = journal.outbox.fault(row, "status 500", NOW)
            assert aside is (attempt == MOST_FAULTS - 1)
        assert journal.outbox.counts() == Counts(0, 1)
        with journal._store.transaction() as db:
            assert db.execute("SELECT last_error FROM outbox").fetchone() == (HALL_FAULT,)
        journal.outbox.retry_faults()
        assert journal.outbox.pending()[0].attempts == 0


def test_a_series_that_met_a_taken_number_goes_on_in_the_next_hundred(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        printed_offline(journal)
        journal.outbox.skip_series(TicketNumber("A", 1, "X"), DAY)
        journal.outbox.skip_series(TicketNumber("B", 1, "X"), DAY)
        assert str(journal.number_offline(asked(journal), "A", "X")) == "A101X"
        journal.outbox.skip_series(TicketNumber("A", 1, "X"), DAY)
        assert str(journal.number_offline(asked(journal), "A", "X")) == "A102X"
        journal.outbox.skip_series(TicketNumber("A", 100, "X"), DAY)
        assert str(journal.number_offline(asked(journal), "A", "X")) == "A201X"

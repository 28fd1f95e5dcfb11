"""The journal keeps every promise this kiosk made, whatever becomes of the kiosk."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from kiosk.domain.numbers import TicketNumber
from kiosk.domain.paper import PrintState
from kiosk.sync.journal import KEPT_DAYS, Step
from tests.unit.kiosk.sync.parts import NOW, a_journal, answered, asked, audited, printed_offline

UNKNOWN = UUID("01930000-0000-7000-8000-000000000001")


def test_own_numbers_are_consecutive_in_each_series(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        numbers = [
            str(journal.number_offline(asked(journal), prefix, letter))
            for prefix, letter in [("A", "X"), ("B", "X"), ("A", "X"), ("A", "Y"), ("A", "X")]
        ]
    assert numbers == ["A001X", "B001X", "A002X", "A001Y", "A003X"]


def test_a_new_service_day_begins_the_series_again(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        today = journal.number_offline(asked(journal), "A", "X")
        tomorrow = journal.number_offline(asked(journal, now=NOW + timedelta(days=1)), "A", "X")
    assert str(today) == str(tomorrow) == "A001X"


def test_a_start_goes_on_with_the_series(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        printed_offline(journal)
    with a_journal(tmp_path) as journal:
        assert str(journal.number_offline(asked(journal), "A", "X")) == "A002X"


def test_a_ticket_goes_from_the_first_touch_to_the_paper(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        ticket = asked(journal)
        steps = [journal.entry(ticket)]
        journal.number(answered(ticket, "A012"), NOW)
        steps.append(journal.entry(ticket))
        may_be_out = journal.start_print(ticket)
        steps.append(journal.entry(ticket))
        journal.end_print(ticket, PrintState.PRINTED, may_be_out)
        steps.append(journal.entry(ticket))
    assert [entry.step for entry in steps if entry] == [
        Step.ASKED,
        Step.NUMBERED,
        Step.PRINTING,
        Step.PRINTED,
    ]
    assert steps[0] is not None
    assert steps[0].number is None
    assert steps[3] is not None
    assert steps[3].number == TicketNumber("A", 12)


@pytest.mark.parametrize(
    ("first", "again", "known_out", "kept"),
    [
        (PrintState.PRINTED, PrintState.PRINTED, True, Step.PRINTED),
        (PrintState.UNKNOWN, PrintState.PRINTED, True, Step.PRINTED),
        (PrintState.FAILED, PrintState.PRINTED, False, Step.PRINTED),
        (PrintState.FAILED, PrintState.FAILED, False, Step.FAILED),
        (PrintState.UNKNOWN, PrintState.FAILED, True, Step.UNKNOWN),
        (PrintState.PRINTED, PrintState.FAILED, True, Step.UNKNOWN),
    ],
)
def test_another_print_knows_of_paper_that_may_be_out(
    tmp_path: Path, first: PrintState, again: PrintState, known_out: bool, kept: Step
) -> None:
    with a_journal(tmp_path) as journal:
        ticket = printed_offline(journal)
        assert not journal.start_print(ticket)
        journal.end_print(ticket, first, may_be_out=False)
        assert journal.start_print(ticket) is known_out
        journal.end_print(ticket, again, may_be_out=known_out)
        entry = journal.entry(ticket)
    assert entry is not None
    assert entry.step is kept


def test_a_start_finds_what_a_dead_kiosk_left_and_settles_it_truthfully(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        only_asked = asked(journal)
        numbered = printed_offline(journal)
        printing = printed_offline(journal)
        journal.start_print(printing)
        settled = printed_offline(journal)
        journal.start_print(settled)
        journal.end_print(settled, PrintState.PRINTED, may_be_out=False)
        refused = asked(journal)
        journal.refuse(refused)
    with a_journal(tmp_path) as journal:
        left = journal.unfinished()
        assert {entry.id for entry in left} == {only_asked, numbered, printing}
        ends = {entry.id: journal.settle(entry) for entry in left}
        assert journal.unfinished() == ()
    assert ends == {only_asked: Step.ABANDONED, numbered: Step.FAILED, printing: Step.UNKNOWN}


def test_a_step_out_of_order_is_a_defect(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        ticket = printed_offline(journal)
        with pytest.raises(RuntimeError, match="cannot become"):
            journal.number_offline(ticket, "A", "X")
        with pytest.raises(RuntimeError, match="cannot become"):
            journal.refuse(ticket)
        with pytest.raises(RuntimeError, match="does not know"):
            journal.start_print(UNKNOWN)
        assert str(journal.number_offline(asked(journal), "A", "X")) == "A002X"
        assert journal.entry(UNKNOWN) is None


def test_old_days_are_forgotten_but_not_what_the_hall_was_never_told(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        told, untold = printed_offline(journal), printed_offline(journal)
        journal.outbox.done(journal.outbox.pending()[0], NOW)
        for days in range(1, KEPT_DAYS):
            printed_offline(journal, NOW + timedelta(days=days))
    with a_journal(tmp_path) as journal:
        assert journal.entry(told) is not None
        printed_offline(journal, NOW + timedelta(days=KEPT_DAYS))
    with a_journal(tmp_path) as journal:
        assert journal.entry(told) is None
        assert journal.entry(untold) is not None
        assert journal.outbox.pending()[0].ticket_id == untold
    assert len(list(tmp_path.glob("offline-*"))) == KEPT_DAYS
    assert not audited(tmp_path)


def test_a_machine_whose_clock_jumps_years_forgets_no_number_of_today(tmp_path: Path) -> None:
    with a_journal(tmp_path) as journal:
        printed_offline(journal)
        for row in journal.outbox.pending():
            journal.outbox.done(row, NOW)
    with a_journal(tmp_path) as journal:
        printed_offline(journal, NOW + timedelta(days=4_000))
    with a_journal(tmp_path) as journal:
        assert str(journal.number_offline(asked(journal), "A", "X")) == "A002X"

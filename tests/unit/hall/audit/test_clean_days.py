"""Days kept by the rules pass the audit, whatever happened on them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.audit.day import Report, RulesFrom, audit_day
from hall.audit.replay.changes import CHANGES
from hall.catalog import Catalog
from hall.keeping.restored import mark_restored
from hall.queue import retention
from hall.queue.floor import Floor
from hall.store.dialect import PostgresDatabase
from kiosk.domain.ticket import Priority
from tests.helpers.postgres import Cluster
from tests.unit.hall import halls
from tests.unit.hall.audit.days import (
    ACTIONS,
    DAY,
    NEXT_DAY,
    BusyDay,
    a_desk,
    busy_day,
    full_day,
    levelled_hall,
)
from tests.unit.hall.desk import Desk
from tests.unit.hall.halls import KTP


def audited(desk: Desk, day: str = DAY) -> Report:
    return desk.look(lambda tx: audit_day(tx.connection, tx.hall_id, day))


def assert_clean(desk: Desk, day: str = DAY) -> Report:
    report = audited(desk, day)
    assert report.clean, (repr(report.breach), report.breach and report.breach.events)
    return report


def test_a_day_with_everything_passes_and_is_counted(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "hall.db")
    full_day(desk)
    report = assert_clean(desk)
    told = report.state.tally
    assert {*told.events} >= {*CHANGES, "ticket.issued", "day.began", "queue.closed"}
    assert (told.events["ticket.issued"], told.printed, told.late) == (13, 2, 1)
    assert told.reasons == {"needs-help": 4}
    assert told.replaced == [("A006", "A002X")]
    assert report.rules_from is RulesFrom.EVENTS
    assert report.over
    assert_clean(desk, NEXT_DAY)
    desk.close()


def test_a_day_that_is_not_over_passes_with_its_open_tickets(desk: Desk) -> None:
    desk.issue()
    desk.start(desk.called())
    desk.issue()
    report = assert_clean(desk)
    assert (len(report.state.open), report.over) == (2, False)


def test_a_day_on_which_nothing_happened_passes(desk: Desk) -> None:
    desk.issue()
    report = assert_clean(desk, "2026-11-20")
    assert report.window is None


@pytest.mark.parametrize("seed", range(3))
def test_busy_days_pass_also_when_the_server_starts_again(tmp_path: Path, seed: int) -> None:
    desk = a_desk(tmp_path / "hall.db")
    busy_day(desk, 700, seed)
    assert_clean(desk)
    desk.clock.forward(days=1)
    desk.begin_anew()
    busy_day(desk, 200, seed)
    report = assert_clean(desk)
    assert not report.state.open
    assert_clean(desk, NEXT_DAY)
    desk.close()


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 9999)), max_size=80))
def test_any_lawful_day_passes(steps: list[tuple[object, int]]) -> None:
    with TemporaryDirectory() as folder:
        desk = a_desk(Path(folder) / "hall.db")
        BusyDay(desk).do(steps)  # type: ignore[arg-type]
        assert_clean(desk)
        desk.clock.forward(days=1)
        desk.open("1")
        assert_clean(desk)
        desk.close()


def test_the_same_day_passes_on_postgresql(postgres: Cluster) -> None:
    desk = a_desk(PostgresDatabase(postgres.fresh_database()))
    full_day(desk)
    assert_clean(desk)
    assert_clean(desk, NEXT_DAY)
    desk.close()


def test_halls_in_one_database_are_audited_each_for_itself(tmp_path: Path) -> None:
    one = a_desk(tmp_path / "hall.db")
    other = a_desk(tmp_path / "hall.db", replace(levelled_hall(), id="mpp-lain"))
    other.clock.forward(hours=1)
    one.issue()
    other._made = 100  # ids are unique in a database
    other.issue()
    one.served()
    assert assert_clean(one).state.tally.events["ticket.finished"] == 1
    assert assert_clean(other).state.tally.events["ticket.finished"] == 0
    one.close()
    other.close()


def test_a_number_found_on_paper_after_the_ticket_has_ended_is_no_change_of_its_end(
    desk: Desk,
) -> None:
    early, late = desk.request(), desk.request()
    for request in (early, late):
        desk.put(request)
        desk.served()
    desk.put(replace(early, printed=desk.printed("A001X")))
    desk.clock.forward(hours=20)
    desk.put(replace(late, printed=desk.printed("A002X", hours=20)))
    assert assert_clean(desk).state.tally.replaced == [("A001", "A001X"), ("A002", "A002X")]


# --- what is told though it is no breach --------------------------------------------------------


def test_a_set_up_changed_during_the_day_judges_what_comes_after_it(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "hall.db")
    desk.issue(halls.KK)
    desk.clock.forward(minutes=1)
    desk.issue(KTP)
    assert desk.call("2") is not None  # KTP, of its better level
    desk.issue(KTP)
    hall = replace(
        levelled_hall(),
        counters=halls.hall().counters,
        head_start_minutes=30,
        recall_penalty_minutes=9,
    )
    desk.floor = Floor(hall)
    desk.begin_anew()
    desk.do(Catalog(hall, halls.AGENCIES, halls.SERVICES).store, desk.floor)
    desk.issue(KTP, priority=Priority.PREGNANT)
    desk.no_show(desk.called("1"), "1")
    desk.cancel_at(desk.called("1"), "1")
    desk.again(desk.called("3"), "3")
    report = assert_clean(desk)
    assert len(report.state.tally.rules_changed_at) == 1
    desk.close()


def test_a_day_that_did_not_tell_its_rules_is_judged_by_the_catalog(desk: Desk) -> None:
    desk.do(Catalog(desk.floor.hall, halls.AGENCIES, halls.SERVICES).store, desk.floor)
    desk.issue()
    desk.connection.execute(
        "update events set facts = '{}' where type in ('day.began', 'catalog.changed')"
    )
    assert assert_clean(desk).rules_from is RulesFrom.CATALOG


def test_a_small_step_back_of_the_clock_is_told_and_no_breach(desk: Desk) -> None:
    desk.issue()
    desk.clock.forward(seconds=-90)
    desk.issue()
    tally = assert_clean(desk).state.tally
    assert (tally.steps_back, tally.largest_step) == (1, 90_000)


def test_numbers_a_restored_store_passed_over_are_explained_and_may_come_back(
    tmp_path: Path,
) -> None:
    desk = a_desk(tmp_path / "hall.db")
    desk.issue()
    mark_restored(desk.database, desk.clock.now())
    desk.begin_anew()
    desk.issue(given=desk.printed("A003", minutes=5))
    assert desk.issue().number == "A202"
    report = assert_clean(desk)
    series = report.state.numbering.series["A"]
    assert (series.holes, series.last) == ([range(2, 3), range(4, 202)], 202)
    desk.close()


def test_a_store_restored_on_the_next_day_passes_over_numbers_of_this_one(tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "hall.db")
    desk.issue()
    desk.clock.forward(days=1)
    desk.issue()
    desk.issue()
    mark_restored(desk.database, desk.clock.now())
    desk.begin_anew()
    desk.issue()
    assert_clean(desk)
    assert_clean(desk, NEXT_DAY)
    desk.close()


def test_the_oldest_day_kept_may_lack_events_of_a_forgotten_one(desk: Desk) -> None:
    desk.issue()
    desk.clock.forward(days=1)
    desk.issue()
    desk.issue(printed=desk.printed("A001X", days=1))
    desk.issue()
    desk.do(retention.forget_days_before, NEXT_DAY)
    assert assert_clean(desk, NEXT_DAY).state.tally.forgotten == 2

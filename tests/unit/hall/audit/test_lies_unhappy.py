"""Every kind of lie in the event table or beside it is found, and the first one is named."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hall.audit.breaches import Kind
from hall.audit.day import Report, audit_day
from hall.audit.words import day_text
from hall.store.dialect import PostgresDatabase, SqliteDatabase
from tests.helpers.postgres import Cluster
from tests.unit.hall.audit.days import DAY, NEXT_DAY, a_desk, full_day

MINUTE = 60_000
HALL = "mpp-uji"


class Doctor:
    """Changes rows of a day that was kept by the rules."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.run = connection.execute

    def seq(self, kind: str, number: str = "", nth: int = 0) -> int:
        """The place of an event among those of its type, and of a number where one is named."""
        found = self.run(
            "select seq from events where type = ? and (number = ? or ? = '') order by seq",
            (kind, number, number),
        ).fetchall()
        return int(found[nth][0])

    def put(self, seq: int, **columns: Any) -> int:
        for name, value in columns.items():
            self.run(f"update events set {name} = ? where seq = ?", (value, seq))  # noqa: S608
        return seq

    def facts(self, seq: int) -> dict[str, Any]:
        row = self.run("select facts from events where seq = ?", (seq,)).fetchone()
        return dict(json.loads(row[0]))

    def say(self, seq: int, **facts: Any) -> int:
        """Change facts; None takes one away."""
        told = {k: v for k, v in (self.facts(seq) | facts).items() if v is not None}
        return self.put(seq, facts=json.dumps(told))

    def rules(self, **rules: Any) -> None:
        began = self.seq("day.began")
        self.say(began, rules=self.facts(began)["rules"] | rules)

    def ticket(self, number: str) -> str:
        row = self.run(
            "select ticket_id from events where number = ? and day = ?", (number, DAY)
        ).fetchone()
        return str(row[0])

    def shift_due(self, seq: int, by: int = -MINUTE) -> int:
        return self.say(seq, due_at=self.facts(seq)["due_at"] + by)


#: A lie, and the place of the event at which it shows; 0 where no event shows it.
Lie = Callable[[Doctor], int]
LIES: dict[str, tuple[Kind, Lie]] = {}


def lie(kind: Kind) -> Callable[[Lie], Lie]:
    """Remember a lie under its own name."""

    def remember(one: Lie) -> Lie:
        LIES[one.__name__] = (kind, one)
        return one

    return remember


# --- the rows themselves ------------------------------------------------------------------------


@lie(Kind.SEQ_GAP)
def an_event_taken_away(doctor: Doctor) -> int:
    gone = doctor.seq("ticket.called_again")
    doctor.run("delete from events where seq = ?", (gone,))
    return gone + 1


@lie(Kind.SEQ_GAP)
def the_first_event_of_the_day_taken_away(doctor: Doctor) -> int:
    doctor.run("update events set day = '2026-11-22', type = 'day.ended' where seq = 1")
    doctor.run("delete from events where seq = 2")
    return 3


@lie(Kind.CLOCK_BACK)
def a_clock_set_back_ten_minutes(doctor: Doctor) -> int:
    again = doctor.seq("ticket.called_again")
    doctor.run("update events set at = at - 600000 where seq = ?", (again,))
    return again


@lie(Kind.MALFORMED)
def facts_nobody_can_read(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called_again"), facts="{")


@lie(Kind.MALFORMED)
def facts_that_are_a_list(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called_again"), facts="[1]")


@lie(Kind.MALFORMED)
def a_due_time_left_out(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.started"), due_at=None)


@lie(Kind.MALFORMED)
def a_due_time_in_words(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.started"), due_at="soon")


@lie(Kind.MALFORMED)
def nonsense_for_rules(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("day.began"), rules={"head_start": "long"})


@lie(Kind.NO_RULES)
def no_rules_at_all(doctor: Doctor) -> int:
    doctor.say(doctor.seq("day.began"), rules=None)
    return doctor.seq("ticket.issued")


@lie(Kind.UNKNOWN_EVENT)
def an_event_nobody_knows(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called_again"), type="ticket.praised")


@lie(Kind.WRONG_WAITING)
def one_more_waiting_than_there_are(doctor: Doctor) -> int:
    again = doctor.seq("ticket.called_again")
    doctor.run("update events set waiting = waiting + 1 where seq = ?", (again,))
    return again


@lie(Kind.WRONG_WAITING)
def nobody_said_how_many_wait(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("queue.closed"), waiting=None)


# --- tickets and their changes ------------------------------------------------------------------


@lie(Kind.NEVER_ISSUED)
def a_call_of_nobody(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called"), ticket_id="01920000-0000-7000-8000-00000000ffff")


@lie(Kind.ISSUED_TWICE)
def a_second_beginning_while_it_waits(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A002"), ticket_id=doctor.ticket("A001"))


@lie(Kind.ISSUED_TWICE)
def a_second_beginning_after_its_end(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A008"), ticket_id=doctor.ticket("A007"))


@lie(Kind.AFTER_END)
def a_call_after_the_end(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called", "K001"), ticket_id=doctor.ticket("A002"))


@lie(Kind.ILLEGAL_CHANGE)
def finished_without_a_start(doctor: Doctor) -> int:
    called_again = doctor.seq("ticket.called_again")
    doctor.put(called_again, type="ticket.finished")
    return doctor.say(called_again, served_ms=0)


@lie(Kind.ILLEGAL_CHANGE)
def called_while_at_a_counter(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called_again"), type="ticket.called")


@lie(Kind.ILLEGAL_CHANGE)
def returned_without_being_held(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called_again"), type="ticket.returned")


@lie(Kind.ILLEGAL_CHANGE)
def cancelled_from_where_it_was_not(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.cancelled"), was="held")


@lie(Kind.ILLEGAL_CHANGE)
def a_visitor_cancels_at_the_counter(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.cancelled"), by="visitor")


@lie(Kind.INTERRUPTED)
def a_no_show_that_leads_nowhere(doctor: Doctor) -> int:
    doctor.put(doctor.seq("ticket.recalled"), type="ticket.called_again")
    return doctor.seq("ticket.no_show")


@lie(Kind.INTERRUPTED)
def a_finished_stop_after_which_another_goes_on(doctor: Doctor) -> int:
    doctor.put(doctor.seq("ticket.queued"), ticket_id=doctor.ticket("K001"))
    return doctor.seq("ticket.stop_finished")


@lie(Kind.WRONG_STOP)
def a_ticket_in_another_queue(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called_again"), queue_id="kk")


@lie(Kind.WRONG_STOP)
def a_transfer_that_leads_elsewhere(doctor: Doctor) -> int:
    doctor.say(doctor.seq("ticket.transferred"), to="kk")
    return doctor.seq("ticket.queued", "K001")


@lie(Kind.WRONG_STOP)
def a_visit_cut_short(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.stop_finished"), type="ticket.finished")


# --- numbers ------------------------------------------------------------------------------------


@lie(Kind.NUMBER_TWICE)
def one_number_for_two(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A005"), number="A004")


@lie(Kind.NUMBER_GAP)
def a_number_nobody_got(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A005"), number="A006")


@lie(Kind.NUMBER_GAP)
def a_day_that_begins_with_number_two(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "K001"), number="K002")


@lie(Kind.NUMBER_TWICE)
def one_offline_number_for_two(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A003X"), number="A002X")


@lie(Kind.WRONG_NUMBER)
def a_number_of_another_queue(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A005"), number="K002")


@lie(Kind.WRONG_NUMBER)
def an_offline_number_of_another_kiosk(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.issued", "A001X"), kiosk="kiosk-2")


@lie(Kind.WRONG_NUMBER)
def an_offline_number_from_the_server(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.issued", "A001X"), printed=False)


@lie(Kind.WRONG_NUMBER)
def a_number_that_is_none(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A005"), number="\x1b[2J")


@lie(Kind.WRONG_NUMBER)
def another_number_called(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called"), number="A009")


@lie(Kind.WRONG_NUMBER)
def a_replaced_number_it_never_had(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.renumbered"), old_number="A004")


# --- times and order ----------------------------------------------------------------------------


@lie(Kind.WRONG_DUE)
def an_ordinary_visitor_ahead_of_the_time(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.issued", "A001"))


@lie(Kind.WRONG_DUE)
def a_priority_visitor_without_the_head_start(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.issued", "A002"), by=20 * MINUTE)


@lie(Kind.WRONG_DUE)
def a_head_start_the_hall_does_not_give(doctor: Doctor) -> int:
    priority = doctor.seq("ticket.issued", "A002")
    doctor.shift_due(priority, by=-20 * MINUTE)
    return doctor.say(priority, head_start=40)


@lie(Kind.WRONG_DUE)
def a_booking_due_on_arrival(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.issued", "A004"), by=-26 * MINUTE)


@lie(Kind.WRONG_DUE)
def a_late_booking_due_as_booked(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.issued", "A005"), by=-34 * MINUTE)


@lie(Kind.WRONG_DUE)
def a_recall_without_penalty(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.recalled"), by=-5 * MINUTE)


@lie(Kind.WRONG_DUE)
def a_next_stop_due_later(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.queued", "A003"), by=MINUTE)


@lie(Kind.WRONG_DUE)
def a_return_due_earlier(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.returned"))


@lie(Kind.WRONG_TIME)
def an_offline_ticket_of_three_days_ago(doctor: Doctor) -> int:
    printed = doctor.seq("ticket.issued", "A001X")
    return doctor.say(printed, taken_at=doctor.facts(printed)["taken_at"] - 3 * 24 * 60 * MINUTE)


@lie(Kind.WRONG_TIME)
def a_visit_longer_than_it_was(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.finished"), served_ms=MINUTE)


@lie(Kind.OUT_OF_ORDER)
def a_call_out_of_order_without_a_reason(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.called", "K001"), reason=None)


@lie(Kind.OUT_OF_ORDER)
def a_level_that_was_passed_over(doctor: Doctor) -> int:
    rules = doctor.facts(doctor.seq("day.began"))["rules"]
    doctor.rules(levels=rules["levels"] | {"2": {"ktp": 1, "kk": 0}})
    return doctor.seq("ticket.called", "A003")


@lie(Kind.OUT_OF_ORDER)
def a_call_by_limit_that_was_passed_over(doctor: Doctor) -> int:
    doctor.rules(call_by=60)
    return doctor.seq("ticket.called", "K002")


# --- counters -----------------------------------------------------------------------------------


@lie(Kind.NOT_IN_PROFILE)
def a_counter_that_does_not_serve_the_queue(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called"), counter_id="9")


@lie(Kind.NOT_IN_PROFILE)
def a_counter_that_is_not_there(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called"), counter_id="99")


@lie(Kind.COUNTER_TWICE)
def two_tickets_at_one_counter(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called", "A004"), counter_id="5")


@lie(Kind.NOT_HOLDER)
def a_start_at_another_counter(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.started"), counter_id="3")


@lie(Kind.NOT_HOLDER)
def a_ticket_cancelled_by_another_counter(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.cancelled"), counter_id="3")


# --- ends ---------------------------------------------------------------------------------------


@lie(Kind.RECALLS)
def a_recall_counted_wrongly(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.recalled"), recalls=2)


@lie(Kind.RECALLS)
def more_recalls_than_the_hall_allows(doctor: Doctor) -> int:
    doctor.rules(recall_limit=2)
    return doctor.seq("ticket.recalled", nth=2)


@lie(Kind.EARLY_EXPIRY)
def fewer_recalls_than_the_hall_allows(doctor: Doctor) -> int:
    doctor.rules(recall_limit=4)
    return doctor.seq("ticket.expired", "A001")


@lie(Kind.EARLY_EXPIRY)
def expired_while_the_day_goes_on(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.cancelled", "A007"), type="ticket.expired")


@lie(Kind.NOT_ENDED)
def a_ticket_the_end_of_the_day_forgot(doctor: Doctor) -> int:
    doctor.put(doctor.seq("ticket.expired", "A008"), day="2026-11-22", ticket_id="another")
    return doctor.seq("day.began", nth=1)


# --- tables -------------------------------------------------------------------------------------


@lie(Kind.TABLE_TICKET)
def a_table_with_another_state(doctor: Doctor) -> int:
    doctor.run("update tickets set state = 'cancelled' where number = 'A002'")
    return doctor.seq("ticket.finished", "A002")


@lie(Kind.TABLE_TICKET)
def a_table_with_another_queue(doctor: Doctor) -> int:
    doctor.run("update tickets set queue_id = 'ktp' where number = 'K001'")
    return doctor.seq("ticket.finished", "K001")


@lie(Kind.TABLE_TICKET)
def a_table_with_another_number(doctor: Doctor) -> int:
    doctor.run("update tickets set number = 'A777' where number = 'A002X'")
    return doctor.seq("ticket.expired", "A002X")


@lie(Kind.TABLE_MISSING)
def a_table_without_the_ticket(doctor: Doctor) -> int:
    doctor.run("delete from tickets where number = 'A002'")
    return doctor.seq("ticket.finished", "A002")


@lie(Kind.TABLE_EXTRA)
def a_ticket_no_event_gave(doctor: Doctor) -> int:
    doctor.run("update tickets set number = 'A010' where day = ?", (NEXT_DAY,))
    doctor.run("update tickets set day = ? where day = ?", (DAY, NEXT_DAY))
    return 0


@lie(Kind.TABLE_SERIES)
def a_series_that_goes_on_elsewhere(doctor: Doctor) -> int:
    doctor.run("update series set last = last + 1 where prefix = 'A' and day = ?", (DAY,))
    return 0


# --- the tests ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a day with everything."""
    path = tmp_path_factory.mktemp("honest") / "hall.db"
    desk = a_desk(path)
    full_day(desk)
    desk.close()
    return path


@pytest.fixture
def copy(honest: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of it, open for a doctor."""
    shutil.copy(honest, tmp_path / "hall.db")
    with closing(SqliteDatabase(tmp_path / "hall.db").connect_writer()) as connection:
        connection.execute("pragma foreign_keys=off")
        yield connection  # type: ignore[misc]


def first_breach(report: Report) -> tuple[Kind, int]:
    assert report.breach is not None
    return report.breach.kind, max((event.seq for event in report.breach.events), default=0)


@pytest.mark.parametrize("name", LIES)
def test_a_lie_is_found_and_the_first_breach_is_named(copy: sqlite3.Connection, name: str) -> None:
    kind, tell = LIES[name]
    seq = tell(Doctor(copy))
    report = audit_day(copy, HALL, DAY)  # type: ignore[arg-type]
    breach = report.breach
    assert breach is not None
    shown = breach.event.seq if breach.event else max((e.seq for e in breach.events), default=0)
    assert (breach.kind, shown) == (kind, seq), breach
    text = day_text(report)
    assert f"pelanggaran ({kind})" in text
    assert text.replace("\n", "").isprintable()
    assert "01920000" not in text  # a ticket's id opens its page


def test_every_kind_of_breach_has_a_lie_that_shows_it() -> None:
    assert {kind for kind, _ in LIES.values()} == {*Kind}


@pytest.mark.parametrize(
    "change",
    [
        "waiting = coalesce(waiting, 0) + 1",
        "number = case number when 'A005' then 'A004' else 'A005' end",
        "queue_id = case queue_id when 'kk' then 'ktp' else 'kk' end",
        "ticket_id = case number when 'A004' then 'another' else substr(ticket_id, 2) end",
        "counter_id = case counter_id when '3' then '4' else '3' end",
        "type = case when type > 'ticket.d' then 'ticket.called_again' else 'ticket.started' end",
        "day = '2026-11-25'",
    ],
)
def test_what_every_event_of_a_ticket_says_is_needed(copy: sqlite3.Connection, change: str) -> None:
    every = copy.execute(
        "select seq from events where type like 'ticket.%' and day = ?"
        " and (counter_id is not null or ? not like 'counter%')",
        (DAY, change),
    ).fetchall()
    believed = []
    for (seq,) in every:
        copy.execute("savepoint honest")
        copy.execute(f"update events set {change} where seq = ?", (seq,))  # noqa: S608
        if audit_day(copy, HALL, DAY).clean:  # type: ignore[arg-type]
            believed.append(seq)
        copy.execute("rollback to savepoint honest")
        copy.execute("release savepoint honest")
    assert len(every) > 40
    assert believed == []


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    place=st.integers(1, 74),
    column=st.sampled_from(["at", "day", "type", "number", "queue_id", "waiting", "facts"]),
    value=st.sampled_from(["", "x", "[]", "{}", "1e400", -1, 0, 10**18, b"\xff", '{"due_at":1e9}'])
    | st.text(max_size=5),
)
def test_nonsense_in_a_row_is_a_breach_and_never_a_crash(
    copy: sqlite3.Connection, place: int, column: str, value: object
) -> None:
    copy.execute("savepoint honest")
    copy.execute(f"update events set {column} = ? where seq = ?", (value, place))  # noqa: S608
    report = audit_day(copy, HALL, DAY)  # type: ignore[arg-type]
    copy.execute("rollback to savepoint honest")
    copy.execute("release savepoint honest")
    assert day_text(report).replace("\n", "").isprintable()


def test_events_cut_off_at_the_end_are_missed(copy: sqlite3.Connection) -> None:
    copy.execute("delete from events where seq >= (select max(seq) - 1 from events)")
    report = audit_day(copy, HALL, NEXT_DAY)  # type: ignore[arg-type]
    assert first_breach(report)[0] is Kind.SEQ_GAP


def test_a_breach_shows_what_happened_to_the_tickets_concerned(copy: sqlite3.Connection) -> None:
    doctor = Doctor(copy)
    doctor.say(doctor.seq("ticket.called", "K001"), reason=None)
    breach = audit_day(copy, HALL, DAY).breach  # type: ignore[arg-type]
    assert breach is not None
    assert [(e.type, e.number) for e in breach.events] == [
        ("ticket.issued", "K001"),
        ("ticket.issued", "A005"),
        ("ticket.called", "K001"),
    ]
    assert breach.expected == "A005"


def test_a_lie_is_found_on_postgresql_as_well(postgres: Cluster) -> None:
    desk = a_desk(PostgresDatabase(postgres.fresh_database()))
    full_day(desk)
    desk.connection.execute(
        "update events set facts = replace(facts, 'needs-help', '') where number = 'K001'"
    )
    breach = audit_day(desk.connection, HALL, DAY).breach
    desk.close()
    assert breach is not None
    assert breach.kind is Kind.OUT_OF_ORDER

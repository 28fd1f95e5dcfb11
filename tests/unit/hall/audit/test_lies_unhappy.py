"""Every kind of lie in the event table or beside it is found, and the first one is named."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hall.audit.breaches import Kind
from hall.audit.day import Report, audit_day
from hall.audit.words import day_text
from hall.store.dialect import PostgresDatabase, SqliteDatabase
from tests.helpers.postgres import Cluster
from tests.unit.hall.audit import lies_of_order, lies_of_rows
from tests.unit.hall.audit.days import DAY, NEXT_DAY, a_desk, full_day
from tests.unit.hall.audit.doctor import HALL, LIES, Doctor

#: Reading these files is what makes LIES whole.
TOLD_IN = (lies_of_rows, lies_of_order)


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

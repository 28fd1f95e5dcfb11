"""The first tables: halls, tickets, stops, events, series, counters, catalog and what they need.

Revision 0001, the beginning.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = (
    *("stops", "tickets", "events", "halls", "series", "bookings", "closures"),
    *("commands", "counters", "catalog", "applications", "meta"),
)


def upgrade() -> None:
    """Go to this revision."""
    _create_tickets()
    _create_stops()
    _create_events()
    _create_rules()
    _create_counters()
    _create_catalog()


def downgrade() -> None:
    """Go back to an empty store."""
    for name in _TABLES:
        op.drop_table(name)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _count(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _partial(
    name: str, table: str, columns: list[str], where: str, *, unique: bool = False
) -> None:
    condition = sa.text(where)
    op.create_index(
        name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition
    )


def _create_tickets() -> None:
    op.create_table(
        "tickets",
        *(_text(n) for n in ("id", "hall_id", "day", "number", "state", "priority")),
        *(_text(n) for n in ("kiosk_id", "content")),
        _text("printed", nullable=True),
        _count("position"),
        _text("service_id"),
        _text("queue_id"),
        _time("taken_at"),
        _time("due_at"),
        _text("counter_id", nullable=True),
        _time("called_at", nullable=True),
        _time("started_at", nullable=True),
        _count("calls"),
        _count("recalls"),
        sa.PrimaryKeyConstraint("id", name="pk_tickets"),
        sa.UniqueConstraint("hall_id", "day", "number", name="uq_tickets_hall_id_day_number"),
        sqlite_with_rowid=False,
    )
    order = ["hall_id", "day", "due_at", "id", "queue_id"]
    _partial("ix_tickets_order", "tickets", order, "state = 'waiting'")
    held = ["hall_id", "counter_id"]
    _partial("uq_tickets_held", "tickets", held, "state in ('called', 'serving')", unique=True)
    _partial("ix_tickets_parked", "tickets", ["hall_id", "day"], "state = 'held'")


def _create_stops() -> None:
    op.create_table(
        "stops",
        _text("ticket_id"),
        _count("position"),
        *(_text(n) for n in ("hall_id", "day")),
        _count("turn"),
        *(_text(n) for n in ("service_id", "queue_id")),
        _time("queued_at", nullable=True),
        *(_count(n, nullable=True) for n in ("ahead", "wait_low", "wait_high", "wait_seconds")),
        _time("first_called_at", nullable=True),
        _text("counter_id", nullable=True),
        *(_time(n, nullable=True) for n in ("called_at", "started_at", "ended_at")),
        _text("outcome", nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", "position", name="pk_stops"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_stops_ticket_id"),
        sqlite_with_rowid=False,
    )
    finished = ["hall_id", "day", "queue_id", "started_at", "ended_at"]
    _partial("ix_stops_finished", "stops", finished, "outcome = 'finished'")
    ended = ["hall_id", "counter_id", "day", "ended_at"]
    _partial("ix_stops_counter", "stops", ended, "ended_at is not null")


def _create_events() -> None:
    op.create_table(
        "halls",
        _text("id"),
        _time("last_seq"),
        sa.PrimaryKeyConstraint("id", name="pk_halls"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "events",
        _text("hall_id"),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        _time("at"),
        *(_text(n) for n in ("day", "type")),
        *(_text(n, nullable=True) for n in ("ticket_id", "number", "queue_id", "counter_id")),
        _count("waiting", nullable=True),
        _text("facts"),
        sa.PrimaryKeyConstraint("hall_id", "seq", name="pk_events"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_events_day", "events", ["hall_id", "day", "seq"])


def _create_rules() -> None:
    op.create_table(
        "series",
        *(_text(n) for n in ("hall_id", "day", "prefix")),
        _count("last"),
        sa.PrimaryKeyConstraint("hall_id", "day", "prefix", name="pk_series"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bookings",
        *(_text(n) for n in ("hall_id", "code", "service_id")),
        _time("booked_at"),
        _text("ticket_id", nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "code", name="pk_bookings"),
    )
    op.create_index("ix_bookings_time", "bookings", ["hall_id", "booked_at"])
    op.create_table(
        "closures",
        *(_text(n) for n in ("hall_id", "queue_id")),
        _time("until"),
        _text("reason"),
        sa.PrimaryKeyConstraint("hall_id", "queue_id", name="pk_closures"),
    )


def _create_counters() -> None:
    op.create_table(
        "counters",
        *(_text(n) for n in ("hall_id", "id")),
        *(_text(n, nullable=True) for n in ("session", "username", "staff")),
        *(_time(n) for n in ("opened_at", "expires_at")),
        _time("closed_at", nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "id", name="pk_counters"),
    )
    op.create_table(
        "commands",
        *(_text(n) for n in ("hall_id", "key", "content", "answer")),
        _time("at"),
        sa.PrimaryKeyConstraint("hall_id", "key", name="pk_commands"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_commands_at", "commands", ["hall_id", "at"])


def _create_catalog() -> None:
    op.create_table(
        "catalog",
        *(_text(n) for n in ("hall_id", "kind", "id")),
        _time("rev"),
        _count("deleted"),
        _text("record", nullable=True),
        sa.PrimaryKeyConstraint("hall_id", "kind", "id", name="pk_catalog"),
    )
    op.create_index("uq_catalog_rev", "catalog", ["hall_id", "rev"], unique=True)
    op.create_table(
        "applications",
        *(_text(n) for n in ("hall_id", "proof", "subject", "source", "record")),
        sa.PrimaryKeyConstraint("hall_id", "proof", name="pk_applications"),
    )
    op.create_index("ix_applications_source", "applications", ["hall_id", "source", "subject"])
    op.create_table(
        "meta",
        *(_text(n) for n in ("key", "value")),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )

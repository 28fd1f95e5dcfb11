"""The first tables: tickets, stops, events, series, commands, counters, catalog, applications.

Revision 0001, the beginning.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    _create_tickets()
    _create_stops()
    _create_events()
    _create_counters()
    _create_catalog()


def downgrade() -> None:
    """Go back to an empty store."""
    for name in (
        "stops",
        "tickets",
        "events",
        "series",
        "commands",
        "counters",
        "catalog",
        "applications",
        "meta",
    ):
        op.drop_table(name)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _time(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _count(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _create_tickets() -> None:
    op.create_table(
        "tickets",
        *(_text(n) for n in ("id", "day", "number", "state", "priority", "kiosk_id", "content")),
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
        sa.UniqueConstraint("day", "number", name="uq_tickets_day_number"),
    )
    waiting = sa.text("state = 'waiting'")
    op.create_index(
        "ix_tickets_order",
        "tickets",
        ["day", "queue_id", "due_at", "id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    held = sa.text("state in ('called', 'serving')")
    op.create_index(
        "uq_tickets_held",
        "tickets",
        ["counter_id"],
        unique=True,
        sqlite_where=held,
        postgresql_where=held,
    )


def _create_stops() -> None:
    op.create_table(
        "stops",
        _text("ticket_id"),
        _count("position"),
        *(_text(n) for n in ("day", "service_id", "queue_id")),
        *(_count(n, nullable=True) for n in ("ahead", "wait_low", "wait_high")),
        _text("counter_id", nullable=True),
        *(_time(n, nullable=True) for n in ("called_at", "started_at", "ended_at")),
        _text("outcome", nullable=True),
        sa.PrimaryKeyConstraint("ticket_id", "position", name="pk_stops"),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name="fk_stops_ticket_id"),
    )
    finished = sa.text("outcome = 'finished'")
    op.create_index(
        "ix_stops_finished",
        "stops",
        ["day", "queue_id", "started_at", "ended_at"],
        sqlite_where=finished,
        postgresql_where=finished,
    )
    ended = sa.text("ended_at is not null")
    op.create_index(
        "ix_stops_counter",
        "stops",
        ["counter_id", "day", "ended_at"],
        sqlite_where=ended,
        postgresql_where=ended,
    )


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column(
            "seq",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=True,
            nullable=False,
        ),
        _time("at"),
        *(_text(n) for n in ("day", "type")),
        *(_text(n, nullable=True) for n in ("ticket_id", "number", "queue_id", "counter_id")),
        _count("waiting", nullable=True),
        _text("facts"),
        sa.PrimaryKeyConstraint("seq", name="pk_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_day", "events", ["day", "seq"])
    op.create_table(
        "series",
        *(_text(n) for n in ("day", "prefix")),
        _count("last"),
        sa.PrimaryKeyConstraint("day", "prefix", name="pk_series"),
    )


def _create_counters() -> None:
    op.create_table(
        "counters",
        *(_text(n) for n in ("id", "session", "username", "staff")),
        *(_time(n) for n in ("opened_at", "expires_at")),
        sa.PrimaryKeyConstraint("id", name="pk_counters"),
    )
    op.create_table(
        "commands",
        *(_text(n) for n in ("key", "content", "answer")),
        _time("at"),
        sa.PrimaryKeyConstraint("key", name="pk_commands"),
    )
    op.create_index("ix_commands_at", "commands", ["at"])


def _create_catalog() -> None:
    op.create_table(
        "catalog",
        *(_text(n) for n in ("kind", "id")),
        _time("rev"),
        _count("deleted"),
        _text("record", nullable=True),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_catalog"),
    )
    op.create_index("uq_catalog_rev", "catalog", ["rev"], unique=True)
    op.create_table(
        "applications",
        *(_text(n) for n in ("proof", "subject", "source", "record")),
        sa.PrimaryKeyConstraint("proof", name="pk_applications"),
    )
    op.create_index("ix_applications_source", "applications", ["source", "subject"])
    op.create_table(
        "meta",
        *(_text(n) for n in ("key", "value")),
        sa.PrimaryKeyConstraint("key", name="pk_meta"),
    )

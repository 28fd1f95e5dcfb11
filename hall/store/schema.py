"""The tables of the hall server, one schema for every database it stands on.

Many halls may live in one database; each row says whose it is, and keys begin with it. Columns of
the hot path are text and whole numbers, so that statements compiled once need no type processing.
Times are milliseconds since 1970 UTC; `day` is the hall-local date of service. Tables that grow
keep their rows in the tree of their key: one tree less to write for each ticket.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_WAITING = text("state = 'waiting'")
_AT_COUNTER = text("state in ('called', 'serving')")
_HELD = text("state = 'held'")
_FINISHED = text("outcome = 'finished'")
_ENDED = text("ended_at is not null")

#: The halls of this database and the number of each one's last event. The row is changed in every
#: transaction that writes events, so numbers have no gap and come in the order of commits.
halls = Table(
    "halls",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("last_seq", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)

#: One visitor's place. Service, queue, counter and times are those of the present stop.
tickets = Table(
    "tickets",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("hall_id", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("priority", Text, nullable=False),
    Column("kiosk_id", Text, nullable=False),
    Column("content", Text, nullable=False),  # what the id was first sent with
    Column("printed", Text),  # what an offline paper says: number and time
    Column("position", Integer, nullable=False),  # of the present stop, from 1
    Column("service_id", Text, nullable=False),
    Column("queue_id", Text, nullable=False),
    Column("taken_at", BigInteger, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("counter_id", Text),
    Column("called_at", BigInteger),
    Column("started_at", BigInteger),
    Column("calls", Integer, nullable=False),
    Column("recalls", Integer, nullable=False),
    UniqueConstraint("hall_id", "day", "number"),
    # By time first: those who come now are written side by side, whatever their queue.
    Index(
        "ix_tickets_order",
        "hall_id",
        "day",
        "due_at",
        "id",
        "queue_id",
        sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    ),
    # A counter holds at most one ticket, whatever the code above believes.
    Index(
        "uq_tickets_held",
        "hall_id",
        "counter_id",
        unique=True,
        sqlite_where=_AT_COUNTER,
        postgresql_where=_AT_COUNTER,
    ),
    Index("ix_tickets_parked", "hall_id", "day", sqlite_where=_HELD, postgresql_where=_HELD),
    sqlite_with_rowid=False,
)

#: The services of a ticket; `turn` is their order, which a transfer changes. A forecast given
#: stays beside what happened: `queued_at` to `first_called_at`.
stops = Table(
    "stops",
    METADATA,
    Column("ticket_id", Text, ForeignKey("tickets.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("hall_id", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("service_id", Text, nullable=False),
    Column("queue_id", Text, nullable=False),
    Column("queued_at", BigInteger),
    Column("ahead", Integer),
    Column("wait_low", Integer),
    Column("wait_high", Integer),
    Column("wait_seconds", Integer),  # the middle of the range, not rounded
    Column("first_called_at", BigInteger),
    Column("counter_id", Text),
    Column("called_at", BigInteger),
    Column("started_at", BigInteger),
    Column("ended_at", BigInteger),
    Column("outcome", Text),
    Index(
        "ix_stops_finished",
        "hall_id",
        "day",
        "queue_id",
        "started_at",
        "ended_at",
        sqlite_where=_FINISHED,
        postgresql_where=_FINISHED,
    ),
    Index(
        "ix_stops_counter",
        "hall_id",
        "counter_id",
        "day",
        "ended_at",
        sqlite_where=_ENDED,
        postgresql_where=_ENDED,
    ),
    sqlite_with_rowid=False,
)

#: Every change, appended in the transaction that makes it and never touched again.
events = Table(
    "events",
    METADATA,
    Column("hall_id", Text, primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("day", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("ticket_id", Text),
    Column("number", Text),
    Column("queue_id", Text),
    Column("counter_id", Text),
    Column("waiting", Integer),
    Column("facts", Text, nullable=False),  # JSON, for the projection and for auditors
    Index("ix_events_day", "hall_id", "day", "seq"),
    sqlite_with_rowid=False,
)

#: The last number given of a prefix on a service day. By prefix and not by queue: it is the prefix
#: that stands on paper, also on a day on which the set-up moves it to another queue.
series = Table(
    "series",
    METADATA,
    Column("hall_id", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("prefix", Text, primary_key=True),
    Column("last", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: Appointments made elsewhere; `ticket_id` is who checked in with it.
bookings = Table(
    "bookings",
    METADATA,
    Column("hall_id", Text, primary_key=True),
    Column("code", Text, primary_key=True),
    Column("service_id", Text, nullable=False),
    Column("booked_at", BigInteger, nullable=False),
    Column("ticket_id", Text),
    Index("ix_bookings_time", "hall_id", "booked_at"),
)

#: Queues that staff closed for a while.
closures = Table(
    "closures",
    METADATA,
    Column("hall_id", Text, primary_key=True),
    Column("queue_id", Text, primary_key=True),
    Column("until", BigInteger, nullable=False),
    Column("reason", Text, nullable=False),
)

#: Commands already done, by idempotency key, and what was answered.
commands = Table(
    "commands",
    METADATA,
    Column("hall_id", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("content", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("ix_commands_at", "hall_id", "at"),
    sqlite_with_rowid=False,
)

#: Who is signed in where. A counter without a session, or with one that has ended, is closed.
counters = Table(
    "counters",
    METADATA,
    Column("hall_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("session", Text),
    Column("username", Text),
    Column("staff", Text),
    Column("opened_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
)

#: The hall's catalog as its change feed tells it; `rev` is the cursor.
catalog = Table(
    "catalog",
    METADATA,
    Column("hall_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("rev", BigInteger, nullable=False),
    Column("deleted", Integer, nullable=False),
    Column("record", Text),  # JSON, null for a tombstone
    Index("uq_catalog_rev", "hall_id", "rev", unique=True),
)

#: The portals a hall reads, and how that went. `origin` is where it was read: another one begins
#: anew. `trouble` is a sentence, `refused` JSON: what was not taken in the last pass, and why.
sources = Table(
    "sources",
    METADATA,
    Column("hall_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("origin", Text, nullable=False),
    Column("cursor", Text, nullable=False),
    Column("tried_at", BigInteger),
    Column("told_at", BigInteger),
    Column("trouble", Text),
    Column("refused", Text, nullable=False),
)

#: What each portal tells, the hall's own files as source "". `catalog_id` is the id under which the
#: feed has it, alone or together with what others tell of the same.
source_records = Table(
    "source_records",
    METADATA,
    Column("hall_id", Text, primary_key=True),
    Column("source_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("agency_id", Text, nullable=False),
    Column("record", Text, nullable=False),  # JSON
    Column("same_as", Text, nullable=False),  # JSON, a list
    Column("catalog_id", Text, nullable=False),
    Index("ix_source_records_agency", "hall_id", "source_id", "agency_id"),
    Index("ix_source_records_catalog", "hall_id", "kind", "catalog_id"),
)

#: By what records of different portals are known to be the same: who shares a link, may be.
source_links = Table(
    "source_links",
    METADATA,
    Column("hall_id", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("link", Text, primary_key=True),
    Column("source_id", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Index("ix_source_links_record", "hall_id", "source_id", "kind", "id"),
    sqlite_with_rowid=False,
)

#: Application status. Number and factor are kept as keyed hashes only: `subject` of the number,
#: `proof` of both together.
applications = Table(
    "applications",
    METADATA,
    Column("hall_id", Text, primary_key=True),
    Column("proof", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("record", Text, nullable=False),
    Index("ix_applications_source", "hall_id", "source", "subject"),
)

#: Facts about the store itself: its epoch.
meta = Table(
    "meta",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

"""What clients read before they listen: the hall's snapshot and a counter's own view."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, desc, func, literal_column, select

from hall.queue import rows
from hall.queue.counter import closures, sessions
from hall.queue.counter.sessions import Session
from hall.queue.floor import Floor
from hall.queue.rows import TicketRow
from hall.queue.today import Today
from hall.queue.views import (
    CallView,
    ClosureView,
    CounterBrief,
    CounterView,
    HallView,
    HeldTicketView,
    OpeningView,
    ParkedView,
    QueueView,
    RecentView,
    RefusalView,
    WaitingView,
)
from hall.queue.visitor import tickets, waiting
from hall.queue.visitor.gate import gate
from hall.store import event
from hall.store import schema as table
from hall.store.sql import Sql
from hall.store.transaction import Transaction, to_ms
from kiosk.domain.availability import QUEUES_OWN
from kiosk.domain.calendar import Opening
from kiosk.domain.hall import Counter
from kiosk.domain.order import InLine, rank
from kiosk.domain.ticket import Priority

WAITING_SHOWN = 20
RECENT_SHOWN = 8

_RECENT = Sql(
    select(
        table.tickets.c.number,
        table.stops.c.outcome,
        func.coalesce(table.stops.c.started_at, table.stops.c.called_at),
        table.stops.c.ended_at,
    )
    .select_from(table.stops.join(table.tickets, table.tickets.c.id == table.stops.c.ticket_id))
    .where(
        table.stops.c.hall_id == bindparam("h"),
        table.stops.c.counter_id == bindparam("counter"),
        table.stops.c.day == bindparam("d"),
        literal_column("ended_at is not null"),
    )
    .order_by(desc(table.stops.c.ended_at))
    .limit(bindparam("n"))
)


def hall_view(floor: Floor, today: Today, now: datetime, epoch: str) -> HallView:
    """The hall's snapshot, true at its `seq`: what the projection knows, asked of nobody else."""
    local = now.astimezone(floor.hall.zone_info)
    state = floor.hours(now).opening
    with today.lock:
        is_today = today.day == floor.day(now)
        forecaster = waiting.Forecaster(floor, today, to_ms(now))
        return HallView(
            seq=today.seq,
            epoch=epoch,
            now=local,
            service_day=floor.day(now),
            opening=OpeningView(
                state.given, state.reason, state.opens_at, state.occasion, state.until
            ),
            queues=tuple(
                QueueView(
                    queue.id,
                    today.waiting(queue.id) if is_today else 0,
                    forecaster.of(queue.id).wait,
                    len(forecaster.serving(queue.id)),
                    _refusal(gate(floor, today, queue, now)),
                )
                for queue in floor.hall.queues
            ),
            calls=tuple(
                CallView(c.number, c.counter_id, c.queue_id, floor.local(c.at), c.state)
                for c in today.calls
                if is_today
            ),
            popular=floor.hall.popular_services,
        )


def _refusal(state: Opening) -> RefusalView | None:
    """What the queue itself refuses; what the hall's calendar refuses is told once."""
    if state.reason not in QUEUES_OWN:
        return None
    return RefusalView(state.reason, state.opens_at, state.occasion)


def counter_view(tx: Transaction, floor: Floor, session: Session) -> CounterView:
    """A counter's own view, true at its `seq`. Raises UnknownCounter, NotSignedIn."""
    staff = sessions.staff_at(tx, session)
    counter = floor.counter(session.counter_id)
    day = floor.day(tx.now)
    ticket = rows.held_by(tx, counter.id)
    people = _waiting(tx, floor, day, counter)
    return CounterView(
        seq=event.last_seq(tx.connection, tx.hall_id),
        now=tx.now.astimezone(floor.hall.zone_info),
        counter=CounterBrief(counter.id, counter.name, counter.agency_id, staff),
        ticket=held_view(tx, floor, ticket) if ticket else None,
        waiting=people,
        waiting_count=sum(rows.count_waiting(tx, day, q) for q in counter.profile),
        recent=_recent(tx, day, counter.id),
        held=tuple(
            ParkedView(one.id, one.number, one.service_id, floor.local(since))
            for one, since in rows.parked(tx, day)
            if one.queue_id in counter.profile
        ),
        closures=_closures(tx, floor, counter),
    )


def held_view(tx: Transaction, floor: Floor, ticket: TicketRow) -> HeldTicketView:
    """A ticket as the counter that deals with it sees it."""
    services = tuple(stop.service_id for stop in rows.stops_of(tx, ticket.id))
    plain = tickets.view(floor, ticket, services, None)
    return HeldTicketView(
        **{name: getattr(plain, name) for name in plain.__dataclass_fields__},
        called_at=None if ticket.called_at is None else floor.local(ticket.called_at),
        started_at=None if ticket.started_at is None else floor.local(ticket.started_at),
        calls=ticket.calls,
        recalls=ticket.recalls,
    )


def _waiting(tx: Transaction, floor: Floor, day: str, counter: Counter) -> tuple[WaitingView, ...]:
    """Who would be called next, in that order."""
    firsts = [
        ticket
        for queue_id in counter.profile
        for ticket in rows.first_waiting(tx, day, queue_id, WAITING_SHOWN)
    ]
    call_by = floor.hall.call_by_minutes * 60_000

    def order(ticket: TicketRow) -> tuple[int, int, str]:
        level = counter.level_of(ticket.queue_id)
        return rank(InLine(level, ticket.due_at, ticket.id), tx.now_ms, call_by)

    return tuple(
        WaitingView(
            ticket.number,
            ticket.service_id,
            Priority(ticket.priority),
            max(0, tx.now_ms - ticket.taken_at) // 60_000,
        )
        for ticket in sorted(firsts, key=order)[:WAITING_SHOWN]
    )


def _closures(tx: Transaction, floor: Floor, counter: Counter) -> tuple[ClosureView, ...]:
    """From the table: the projection may be an event behind what another process wrote."""
    known = closures.standing(tx)
    return tuple(
        ClosureView(queue_id, floor.local(known[queue_id][0]), known[queue_id][1])
        for queue_id in counter.profile
        if queue_id in known
    )


def _recent(tx: Transaction, day: str, counter_id: str) -> tuple[RecentView, ...]:
    recent = _RECENT.all(tx.connection, h=tx.hall_id, counter=counter_id, d=day, n=RECENT_SHOWN)
    return tuple(
        RecentView(number, outcome, max(0, ended - began) // 60_000)
        for number, outcome, began, ended in recent
    )

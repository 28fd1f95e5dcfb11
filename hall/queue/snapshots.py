"""What clients read before they listen: the hall's snapshot and a counter's own view."""

from __future__ import annotations

from sqlalchemy import bindparam, desc, func, literal_column, select

from hall.queue import calls, events, rows, sessions, waiting
from hall.queue.floor import Floor
from hall.queue.sessions import Session
from hall.queue.views import (
    CounterBrief,
    CounterView,
    HallView,
    OpeningView,
    QueueView,
    RecentView,
    WaitingView,
)
from hall.store.schema import stops, tickets
from hall.store.sql import Sql
from hall.store.transaction import Transaction
from kiosk.domain.calendar import opening
from kiosk.domain.ticket import Priority, TicketState

WAITING_SHOWN = 20
RECENT_SHOWN = 8

_RECENT = Sql(
    select(
        tickets.c.number,
        stops.c.outcome,
        func.coalesce(stops.c.started_at, stops.c.called_at),
        stops.c.ended_at,
    )
    .select_from(stops.join(tickets, tickets.c.id == stops.c.ticket_id))
    .where(
        stops.c.counter_id == bindparam("counter"),
        stops.c.day == bindparam("d"),
        literal_column("ended_at is not null"),
    )
    .order_by(desc(stops.c.ended_at))
    .limit(bindparam("n"))
)


def hall_view(tx: Transaction, floor: Floor, epoch: str) -> HallView:
    """The hall's snapshot, true at its `seq`."""
    local = tx.now.astimezone(floor.hall.zone_info)
    today = floor.day(tx.now)
    state = opening(floor.hall.calendar, local)
    people = waiting.waiting_each(tx.connection, today)
    forecaster = waiting.Forecaster(tx, floor, today)
    return HallView(
        seq=events.last_seq(tx),
        epoch=epoch,
        now=local,
        service_day=today,
        opening=OpeningView(state.given, state.reason, state.opens_at, state.occasion, state.until),
        queues=tuple(
            QueueView(
                queue.id,
                people.get(queue.id, 0),
                forecaster.for_next(queue.id, people).wait,
                len(floor.serving(queue.id, forecaster.open_ids)),
            )
            for queue in floor.hall.queues
        ),
        calls=events.last_calls(tx, floor),
        popular=floor.hall.popular_services,
    )


def counter_view(tx: Transaction, floor: Floor, session: Session) -> CounterView:
    """A counter's own view, true at its `seq`. Raises UnknownCounter, NotSignedIn."""
    staff = sessions.staff_at(tx, session)
    counter = floor.counter(session.counter_id)
    today = floor.day(tx.now)
    people = waiting.waiting_each(tx.connection, today)
    ticket = rows.held_by(tx.connection, counter.id)
    return CounterView(
        seq=events.last_seq(tx),
        now=tx.now.astimezone(floor.hall.zone_info),
        counter=CounterBrief(counter.id, counter.name, counter.agency_id, staff),
        ticket=calls.held_view(tx, floor, ticket) if ticket else None,
        waiting=_waiting(tx, today, counter.profile),
        waiting_count=sum(people.get(queue_id, 0) for queue_id in counter.profile),
        recent=_recent(tx, today, counter.id),
    )


def _waiting(tx: Transaction, day: str, profile: tuple[str, ...]) -> tuple[WaitingView, ...]:
    firsts = [
        ticket
        for queue_id in profile
        for ticket in waiting.first_in(tx.connection, day, queue_id, WAITING_SHOWN)
    ]
    firsts.sort(key=lambda ticket: (ticket.due_at, ticket.id))
    return tuple(
        WaitingView(
            ticket.number,
            ticket.service_id,
            Priority(ticket.priority),
            max(0, tx.now_ms - ticket.taken_at) // 60_000,
        )
        for ticket in firsts[:WAITING_SHOWN]
    )


def _recent(tx: Transaction, day: str, counter_id: str) -> tuple[RecentView, ...]:
    recent = _RECENT.all(tx.connection, counter=counter_id, d=day, n=RECENT_SHOWN)
    return tuple(
        RecentView(number, TicketState(outcome), max(0, ended - began) // 60_000)
        for number, outcome, began, ended in recent
    )

"""Ten thousand waiting, eight counters calling at once: each once, in the order of the rule."""

from __future__ import annotations

import asyncio
from pathlib import Path
from uuid import uuid4

from hall.metrics import Metrics
from hall.queue.counter.sessions import Session, SignIn
from hall.queue.days import Days
from hall.queue.engine import Action, Engine
from hall.queue.floor import Floor
from hall.queue.today import Today
from hall.queue.visitor.tickets import TicketRequest
from hall.store import event
from hall.store.dialect import SqliteDatabase
from hall.store.store import Store
from kiosk.domain.ticket import Priority
from tests.unit.hall import halls
from tests.unit.hall.desk import FakeClock, ticket_id

TICKETS = 10_000
COUNTERS = ("1", "2", "3", "4", "5", "6", "7", "8")


async def issue_all(engine: Engine, clock: FakeClock) -> None:
    """Everybody takes a number, a millisecond after the one before; every seventh has priority."""
    for first in range(0, TICKETS, 500):
        wanted = []
        for n in range(first, first + 500):
            priority = Priority.ELDERLY if n % 7 == 0 else Priority.NONE
            request = TicketRequest(ticket_id(n), (halls.KTP,), priority, "kiosk-1")
            wanted.append(engine.issue(request))
        clock.forward(milliseconds=500)
        await asyncio.gather(*wanted)


async def serve(engine: Engine, counter: str) -> list[str]:
    """One counter until nobody waits; the numbers it called."""
    session = Session(f"s-{counter}", counter)
    await engine.open_counter(SignIn(session, f"staff-{counter}", counter), 12)
    numbers = []
    while (called := (await engine.call_next(session, str(uuid4()))).ticket) is not None:
        numbers.append(called.number)
        await engine.act(session, called.id, Action.START, str(uuid4()))
        await engine.act(session, called.id, Action.FINISH, str(uuid4()))
    return numbers


async def play(path: Path) -> tuple[list[list[str]], list[event.Event]]:
    clock = FakeClock()
    hall = halls.hall()
    floor = Floor(hall)
    today = Today(floor.queues, (c.id for c in hall.counters))
    store = Store(SqliteDatabase(path), clock, Metrics())
    engine = Engine(floor, today, store.hall(hall.id, Days(floor, today), lambda _: None), clock)
    await store.open()
    try:
        await issue_all(engine, clock)
        called = await asyncio.gather(*(serve(engine, counter) for counter in COUNTERS))
        told = await engine.store.read(lambda tx: event.last(tx.connection, tx.hall_id, 10**6))
        return called, told
    finally:
        await store.close()


def test_ten_thousand_are_called_once_each_and_by_the_rule(tmp_path: Path) -> None:
    called, told = asyncio.run(play(tmp_path / "hall.db"))
    numbers = [number for some in called for number in some]
    assert len(numbers) == len(set(numbers)) == TICKETS
    assert all(called), "a counter called nobody"
    due = {
        one.ticket_id: int(str(one.facts["due_at"])) for one in told if one.type == "ticket.issued"
    }
    order = [(due[one.ticket_id], one.ticket_id) for one in told if one.type == "ticket.called"]
    assert order == sorted(order)
    assert [one.seq for one in told] == list(range(1, len(told) + 1))

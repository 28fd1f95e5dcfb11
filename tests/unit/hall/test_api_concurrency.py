"""Many at once: numbers without gap or double, every visitor called once."""

from __future__ import annotations

import http.client
import json
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.unit.hall.halls import KTP
from tests.unit.hall.server import Listener, Seat, Server, bearer, new_id, running_server

CLIENTS = 32
TICKETS_EACH = 15
#: The events of a start: a day began, the catalog changed.
BEFORE = 2


def together(count: int, work: Callable[[int], Any]) -> list[Any]:
    """Run `work` in `count` threads that all begin at the same moment."""
    gate = threading.Barrier(count)

    def begin(number: int) -> Any:
        gate.wait(30)
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(begin, range(count)))


def take_tickets(server: Server) -> list[dict[str, Any]]:
    """Take tickets on one kept connection, each asked for twice."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30.0)
    taken = []
    try:
        for ticket_id in [new_id() for _ in range(TICKETS_EACH)]:
            for _ in range(2):
                body = json.dumps({"services": [KTP]})
                connection.request("PUT", f"/v1/tickets/{ticket_id}", body, bearer())
                taken.append(json.loads(connection.getresponse().read()))
    finally:
        connection.close()
    return taken


def test_32_kiosks_at_once_get_numbers_without_gap_or_double(tmp_path: Path) -> None:
    with running_server(tmp_path) as server, Listener(server, after=BEFORE) as listener:
        taken = [t for some in together(CLIENTS, lambda _: take_tickets(server)) for t in some]
        events = listener.events(CLIENTS * TICKETS_EACH)
    of_id = {(ticket["id"], ticket["number"]) for ticket in taken}
    numbers = sorted(number for _, number in of_id)
    assert len(of_id) == len({ticket_id for ticket_id, _ in of_id}) == CLIENTS * TICKETS_EACH
    assert numbers == [f"A{n:03d}" for n in range(1, CLIENTS * TICKETS_EACH + 1)]
    # Told in the order of the numbers, without a gap: events leave in the order of the commits.
    assert [event["number"] for event in events] == numbers
    assert [event["seq"] for event in events] == list(range(BEFORE + 1, BEFORE + len(events) + 1))


def call_all(seat: Seat) -> list[str]:
    """Call until nobody waits, each command sent twice as over a bad line."""
    called = []
    while True:
        key = str(uuid4())
        first, again = (seat.post(key=key).json for _ in range(2))
        assert first == again
        if first["ticket"] is None:
            return called
        ticket_id = first["ticket"]["id"]
        called.append(first["ticket"]["number"])
        seat.post(f"/{ticket_id}/start")
        seat.post(f"/{ticket_id}/finish")


def test_8_counters_at_once_call_every_visitor_once_and_in_order(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        for _ in range(40):
            server.put_ticket()
        seats = [server.sign_in(str(n)) for n in range(1, 9)]
        seen = server.ask("GET", "/v1/hall").json["seq"]
        called = together(8, lambda n: call_all(seats[n]))
        with Listener(server, after=seen) as listener:
            events = listener.events(120)
    every = Counter(number for some in called for number in some)
    assert every == {f"A{n:03d}": 1 for n in range(1, 41)}
    order = [event["number"] for event in events if event["type"] == "ticket.called"]
    assert order == sorted(every)

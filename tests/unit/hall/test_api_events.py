"""The event stream over bare sockets: in order, replayed, ended at once."""

from __future__ import annotations

import asyncio
from pathlib import Path

from hall.api.events import follow
from hall.ring import Ring
from hall.store.event import Event
from hall.store.transaction import to_ms
from tests.unit.hall.desk import MORNING, WIB
from tests.unit.hall.halls import KK
from tests.unit.hall.server import Listener, Server, running_server

EVENT_FIELDS = ["seq", "at", "type", "number", "queue", "counter", "waiting"]
#: Longer than any test may last (pyproject.toml): nobody falls silent for this long.
LONG = 1_000.0


def issued(seq: int) -> Event:
    return Event("ticket.issued", to_ms(MORNING), "2026-11-23", number=f"A{seq:03d}", seq=seq)


def last_seq(server: Server) -> int:
    return int(server.ask("GET", "/v1/hall").json["seq"])


def test_a_listener_hears_what_happens_from_now_on(server: Server) -> None:
    with Listener(server, after=last_seq(server)) as listener:
        ticket = server.put_ticket(services=[KK]).json
        (event,) = listener.events(1)
    assert event.pop("event") == event["type"] == "ticket.issued"
    assert list(event) == EVENT_FIELDS
    assert (event["number"], event["queue"], event["counter"]) == (ticket["number"], "kk", None)
    assert ticket["id"] not in str(event)


def test_who_comes_back_with_the_last_id_hears_everything_since(server: Server) -> None:
    seen = last_seq(server)
    numbers = [server.put_ticket().json["number"] for _ in range(20)]
    for listener in (Listener(server, last_id=seen), Listener(server, after=seen)):
        with listener:
            events = listener.events(20)
        assert [event["number"] for event in events] == numbers
        assert [event["seq"] for event in events] == list(range(seen + 1, seen + 21))


def test_the_last_id_of_the_browser_wins_over_the_address(server: Server) -> None:
    seen = last_seq(server)
    server.put_ticket()
    server.put_ticket()
    with Listener(server, after=seen, last_id=seen + 1) as listener:
        assert listener.events(1)[0]["seq"] == seen + 2


def test_snapshot_and_then_events_miss_nothing(server: Server) -> None:
    snapshot = server.ask("GET", "/v1/hall").json
    waiting = {queue["id"]: queue["waiting"] for queue in snapshot["queues"]}
    server.put_ticket(services=[KK])
    with Listener(server, after=snapshot["seq"]) as listener:
        (event,) = listener.events(1)
    assert event["waiting"] == waiting["kk"] + 1


def test_who_knows_a_number_this_store_never_had_is_told_to_begin_again(server: Server) -> None:
    with Listener(server, after=10_000_000) as listener:
        block = next(block for block in listener.blocks() if "event" in block)
        assert block["event"] == "reset"
        seq = last_seq(server)
        assert int(block["id"]) == seq
        server.put_ticket()
        assert listener.events(1)[0]["seq"] == seq + 1


def test_the_line_is_kept_alive_with_a_comment(server: Server) -> None:
    with Listener(server, after=last_seq(server)) as listener:
        block = next(block for block in listener.blocks() if "" in block)
        assert block[""] == "ping"


def test_a_waking_that_brings_nothing_new_is_no_silence() -> None:
    """Who came while a burst was gathered is woken with it and hears no ping for that."""

    async def story() -> None:
        ring = Ring(WIB)
        first = asyncio.ensure_future(ring.wait(LONG))
        await asyncio.sleep(0)
        ring.publish([issued(1)])
        stream = follow(ring, cursor=1, ping_seconds=LONG)
        assert (await anext(stream)).startswith(b"retry:")
        heard = asyncio.ensure_future(anext(stream))
        assert await first
        ring.publish([issued(2)])
        assert (await heard).startswith(b"id: 2\n")
        ring.close()

    asyncio.run(story())


def test_a_counter_alone_is_told_of_the_servers_own_troubles_and_without_a_number() -> None:
    async def story() -> None:
        ring = Ring(WIB)
        ring.publish([issued(1)])
        at_counter = follow(ring, 1, frozenset({"counter:1"}), ping_seconds=LONG)
        on_a_phone = follow(ring, 1, frozenset({"queue:ktp"}), ping_seconds=LONG)
        for stream in (at_counter, on_a_phone):
            assert (await anext(stream)).startswith(b"retry:")
        heard = [asyncio.ensure_future(anext(stream)) for stream in (at_counter, on_a_phone)]
        await asyncio.sleep(0)
        ring.stir()
        assert await heard[0] == b"event: server.changed\ndata: {}\n\n"
        ring.publish([issued(2)])
        assert (await heard[1]).startswith(b"id: 2\n")
        assert (await anext(at_counter)).startswith(b"id: 2\n")
        ring.close()

    asyncio.run(story())


def test_a_stop_ends_streams_and_server_in_order_with_exit_code_0(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        with Listener(server) as one, Listener(server) as two:
            assert server.stop() == 0
            for listener in (one, two):
                assert all("event" not in block for block in listener.blocks())
                assert listener.ended_whole, "cut off instead of ended"
        assert "graceful" not in server.log, "the server waited for its listeners in vain"
        assert "Traceback" not in server.log


def test_the_stream_goes_on_where_it_was_after_a_restart(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        first = server.put_ticket().json
        seen = last_seq(server)
        second = server.put_ticket().json
        assert server.stop() == 0
        server.start()
        third = server.put_ticket().json
        with Listener(server, last_id=seen) as listener:
            events = listener.events(2)
        assert [event["number"] for event in events] == [second["number"], third["number"]]
        assert (first["number"], third["number"]) == ("A001", "A003")

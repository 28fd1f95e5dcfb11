"""Slow clients and those that are gone lose their place; the kiosk gets its tickets meanwhile."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from tests.faults.hostile import (
    DEADLINE,
    HOST,
    TICKET,
    TOKEN,
    Reply,
    connect,
    put_ticket,
    reply,
)
from tests.helpers.waiting import until
from tests.unit.hall.server import Server, running_server

SLOW = 500
HALF_HEAD = b"GET /v1/hall HTTP/1.1\r\n" + HOST + b"X-Note: "
HALF_BODY = put_ticket() + b"\r\n" + HOST + TOKEN + b"Content-Length: 500\r\n\r\n{"
#: What is sent at once, and what drips afterwards, much slower than it may.
KINDS = [(b"", b""), (HALF_HEAD, b"a"), (HALF_BODY, b" "), (b"", b"\r\n")]


async def drip(server: Server, begin: bytes, drop: bytes) -> Reply:
    """Send drop by drop, and read what comes until the line is ended."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port)

    async def send() -> None:
        with suppress(ConnectionError):
            writer.write(begin)
            while drop:
                writer.write(drop)
                await writer.drain()
                await asyncio.sleep(0.4)

    sending = asyncio.create_task(send())
    try:
        return Reply(await reader.read())
    except ConnectionResetError:
        return Reply(b"")
    finally:
        sending.cancel()
        await asyncio.wait([sending])
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def tickets_meanwhile(server: Server, others: asyncio.Task[list[Reply]]) -> list[str]:
    """A kiosk takes one ticket after another until the others are done, and ten more."""
    numbers: list[str] = []
    rest = 10
    while rest:
        rest -= others.done()
        answer = await asyncio.to_thread(server.put_ticket)
        assert answer.status == 201
        numbers.append(answer.json["number"])
        await asyncio.sleep(0.02)
    return numbers


def test_500_slow_connections_are_closed_while_every_ticket_is_answered(tmp_path: Path) -> None:
    async def everybody(server: Server) -> tuple[list[Reply], list[str]]:
        slow = [drip(server, *KINDS[n % len(KINDS)]) for n in range(SLOW)]
        others = asyncio.ensure_future(asyncio.gather(*slow))
        numbers = await tickets_meanwhile(server, others)
        return await others, numbers

    with running_server(tmp_path) as server:
        before = open_files(server)
        replies, numbers = asyncio.run(asyncio.wait_for(everybody(server), DEADLINE))
        assert numbers == [f"A{n:03}" for n in range(1, len(numbers) + 1)]
        for n, each in enumerate(replies):
            said = (400, "bad-request") if KINDS[n % len(KINDS)][0] == HALF_BODY else (0, "")
            assert (each.status, each.code if each.raw else "") == said
        until(lambda: open_files(server) <= before, DEADLINE)
        assert server.stop() == 0
        assert "Traceback" not in server.log


def open_files(server: Server) -> int:
    assert server.process is not None
    return psutil.Process(server.process.pid).num_fds()


@pytest.mark.parametrize("begin", [b"", HALF_HEAD, HALF_BODY])
def test_a_stop_waits_for_no_slow_client(tmp_path: Path, begin: bytes) -> None:
    with running_server(tmp_path) as server, connect(server) as connection:
        connection.sendall(begin)
        assert server.ask("GET", "/healthz").status == 200
        assert server.stop() == 0
        assert "Traceback" not in server.log


def test_a_pause_between_requests_costs_nobody_the_line(tmp_path: Path) -> None:
    """The times are for heads and bodies; a kiosk keeps its line much longer without a word."""
    ask = b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\n"
    with running_server(tmp_path) as server, connect(server) as quiet:
        quiet.sendall(ask)
        assert quiet.recv(65536).startswith(b"HTTP/1.1 200")
        with connect(server) as slow, connect(server) as mute:
            slow.sendall(b"G")
            assert reply(slow).raw == reply(mute).raw == b""  # both times are over
        quiet.sendall(ask + put_ticket() + b"\r\n" + HOST + TOKEN)
        quiet.sendall(b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(TICKET) + TICKET)
        assert b"HTTP/1.1 201" in reply(quiet).raw

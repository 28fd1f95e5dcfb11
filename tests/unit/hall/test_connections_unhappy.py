"""Readers by their pace: a slow line is served, one that takes nothing is given up."""

from __future__ import annotations

import asyncio

from hall.wire.connections import Bounds, Connection, Connections, Welcome
from tests.faults.hostile import DEADLINE


class Reader:
    """A client that takes some bytes whenever somebody looks."""

    waits_in: dict[Connection, float] | None = None

    def __init__(self, takes: int) -> None:
        self._takes = takes
        self._waits = 1_000_000
        self.looks = 0
        self.looked_at_often = asyncio.Event()
        self.cut_off = asyncio.Event()

    def cut(self) -> None:
        self.cut_off.set()

    def unsent(self) -> int:
        self.looks += 1
        if self.looks == 4:
            self.looked_at_often.set()
        self._waits -= self._takes
        return self._waits


async def told_by_pace() -> tuple[Reader, Reader]:
    slow, stopped = Reader(takes=20_000), Reader(takes=500)
    connections = Connections(Bounds(unread_seconds=0.1, fresh_seconds=1000.0))
    for reader in (slow, stopped):
        assert connections.join(reader, "10.0.0.7") is Welcome.HEARD
        connections.answering(reader)
        connections.unread(reader)
    async with asyncio.timeout(DEADLINE):
        await stopped.cut_off.wait()
        await slow.looked_at_often.wait()
    assert len(connections) == 1
    connections.leave(slow)
    return slow, stopped


def test_a_slow_line_is_kept_and_one_that_takes_nothing_is_cut() -> None:
    slow, stopped = asyncio.run(told_by_pace())
    assert stopped.looks == 2
    assert not slow.cut_off.is_set()

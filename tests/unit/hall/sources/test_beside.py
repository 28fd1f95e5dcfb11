"""What waits long runs beside the event loop, and never holds up its end."""

from __future__ import annotations

import asyncio
import threading

import pytest

from hall.sources.beside import beside
from kiosk.errors import SourceUnreachable


def test_the_answer_comes_back_and_so_does_the_failure() -> None:
    def fail() -> int:
        raise SourceUnreachable("pusat", "tidak menjawab")

    async def both() -> int:
        with pytest.raises(SourceUnreachable):
            await beside(fail, "pusat")
        return await beside(lambda: 7, "pusat")

    assert asyncio.run(both()) == 7


def test_the_end_does_not_wait_for_a_portal_that_hangs() -> None:
    let_go = threading.Event()
    began = threading.Event()

    def hang() -> bool:
        began.set()
        return let_go.wait()

    async def ask_and_end() -> None:
        task = asyncio.create_task(beside(hang, "pusat"))
        await asyncio.to_thread(began.wait)
        task.cancel()

    asyncio.run(ask_and_end())  # would never come back if it waited
    let_go.set()

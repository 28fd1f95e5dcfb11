"""Runs what may wait long beside the event loop, on a thread that nobody waits for at the end."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


async def beside(ask: Callable[[], T], name: str) -> T:
    """What `ask` returns or raises. Cancelled, it goes on alone and its answer is dropped.

    The thread is a daemon, unlike those of `asyncio.to_thread`: a portal that hangs must not hold
    up the end of the server.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(result)  # type: ignore[arg-type] # there is no error, so it is a T

    def run() -> None:
        result: T | None = None
        failure: BaseException | None = None
        try:
            result = ask()
        except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
            failure = error
        with suppress(RuntimeError):  # the loop is closed: nobody asks any more
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=run, name=name, daemon=True).start()
    return await answer

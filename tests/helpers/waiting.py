"""Waiting for what another process or thread does without telling: the one poll of the tests."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

#: Longer than anything takes on a slow machine; never a measure.
PATIENCE = 60.0


def until(condition: Callable[[], T | None], seconds: float = PATIENCE) -> T:
    """Look until the condition gives something true, and give it back; fail after `seconds`."""
    found = comes(condition, seconds)
    assert found, "it did not come true in time"
    return found


def comes(condition: Callable[[], T | None], seconds: float = PATIENCE) -> T | None:
    """The same without a judgement: what the condition gave last."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not (value := condition()) and time.monotonic() < deadline:
        pause.wait(0.01)
    return value

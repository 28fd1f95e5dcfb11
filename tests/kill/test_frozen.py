"""A hall server frozen for seven seconds, then awake again with everything it had begun."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.journeys.processes import until
from tests.kill.history import History
from tests.kill.stage import Stage
from tests.unit.hall.server import Server

FROZEN_SECONDS = 7.0
#: Clients give an answer up before the server wakes.
ANSWER_SECONDS = 2.0


@contextmanager
def frozen(server: Server) -> Iterator[None]:
    assert server.process is not None
    server.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.process.send_signal(signal.SIGCONT)


def test_requests_that_a_frozen_server_answers_late_are_not_done_twice(
    stage: Stage, seed: int
) -> None:
    history = History()
    crowd = stage.crowd(seed, history, ANSWER_SECONDS)
    with crowd.at_work():
        for _ in range(2):
            go_on(history)
            with frozen(stage.servers[0]):
                time.sleep(FROZEN_SECONDS)
        go_on(history)
        crowd.raise_failures()
    assert crowd.repeats > 0
    stage.must_have_told_the_truth(history)


def go_on(history: History) -> None:
    """Wait until people are given numbers and called."""
    numbered, done = len(history.numbered) + 50, len(history.done) + 50
    until(lambda: len(history.numbered) > numbered and len(history.done) > done, 60.0)

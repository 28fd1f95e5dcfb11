"""A hall server frozen for seven seconds, then awake again with everything it had begun."""

from __future__ import annotations

import http.client
import select
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.helpers.waiting import until
from tests.kill.history import History
from tests.kill.stage import Stage
from tests.kill.store import last_seq
from tests.unit.hall.server import Listener, Server

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
    crowd = stage.crowd(seed, ANSWER_SECONDS)
    with crowd.at_work():
        for _ in range(2):
            go_on(stage.history)
            with frozen(stage.servers[0]):
                time.sleep(FROZEN_SECONDS)
        go_on(stage.history)
        crowd.raise_failures()
    assert crowd.repeats > 0
    stage.must_have_told_the_truth()


def test_the_other_server_goes_on_while_one_is_frozen_in_the_middle_of_a_commit(
    two_servers: Stage, seed: int
) -> None:
    stage = two_servers
    crowd = stage.crowd(seed, ANSWER_SECONDS)
    with crowd.at_work():
        go_on(stage.history)
        with frozen_in_a_commit(stage):
            go_on(stage.history)
        go_on(stage.history)
        crowd.raise_failures()
    stage.must_have_told_the_truth()


@contextmanager
def frozen_in_a_commit(stage: Stage) -> Iterator[None]:
    """Freeze the first server at a moment at which the second has to wait for it."""
    deadline = time.monotonic() + 60.0
    with psycopg.connect(stage.database_url, autocommit=True) as watch:
        while time.monotonic() < deadline:
            with frozen(stage.servers[0]):
                if somebody_waits(watch):
                    yield
                    return
    raise AssertionError("it was never caught in a commit")


def somebody_waits(watch: psycopg.Connection[tuple[int]]) -> bool:
    """Whether somebody waits for a lock, and for longer than a living server would keep it."""
    query = (
        "select count(*) from pg_stat_activity where cardinality(pg_blocking_pids(pid)) > 0"
        " and clock_timestamp() - query_start > interval '200 ms'"
    )
    for _ in range(30):
        if watch.execute(query).fetchall() != [(0,)]:
            return True
        select.select([], [], [], 0.01)
    return False


def test_a_server_just_awake_tells_a_listener_who_knows_more_than_it_what_comes_next(
    two_servers: Stage,
) -> None:
    behind, ahead = two_servers.servers
    for _ in range(5):
        with frozen(behind):
            for _ in range(10):
                assert ahead.put_ticket().status == 201
            last = last_seq(two_servers.database_url)
            with Listener(ahead, after=0) as listener:
                assert listener.events(last)[-1]["seq"] == last
            line = socket.create_connection(("127.0.0.1", behind.port), timeout=30.0)
            request = f"GET /v1/events HTTP/1.1\r\nHost: hall\r\nLast-Event-ID: {last}\r\n\r\n"
            line.sendall(request.encode())
        with line, http.client.HTTPResponse(line) as response:
            response.begin()
            assert ahead.put_ticket().status == 201
            heard = next(text for text in response if text.startswith(b"id:"))
        assert heard == f"id: {last + 1}\n".encode()


def go_on(history: History) -> None:
    """Wait until people are given numbers and called."""
    numbered, done = len(history.numbered) + 50, len(history.done) + 50
    until(lambda: len(history.numbered) > numbered and len(history.done) > done, 60.0)

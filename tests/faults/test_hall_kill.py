"""The hall server killed in the middle of its work: nothing answered is lost, nothing is double."""

from __future__ import annotations

import http.client
import random
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.unit.hall.halls import KTP
from tests.unit.hall.server import PIN, Seat, Server, bearer, new_id, running_server

KILLS = 20
KIOSKS = 6
SEATS = 3
#: What a client may meet while the server is away.
LINE_DOWN = (OSError, http.client.HTTPException)


class History:
    """What clients were told, gathered over all lives of the server."""

    def __init__(self) -> None:
        self.tickets: dict[str, str] = {}
        self.asked: set[str] = set()
        self.calls: dict[str, str] = {}
        self._lock = threading.Lock()

    def told_number(self, ticket_id: str, number: str) -> None:
        with self._lock:
            assert self.tickets.setdefault(ticket_id, number) == number

    def told_call(self, key: str, ticket_id: str) -> None:
        with self._lock:
            assert self.calls.setdefault(key, ticket_id) == ticket_id


def until_answered(stop: threading.Event, ask: Callable[[], Any]) -> Any:
    """Repeat a request until it is answered; None when the test ends first."""
    while not stop.is_set():
        try:
            answer = ask()
        except LINE_DOWN:
            stop.wait(0.02)
            continue
        if answer.status < 500:
            return answer
    return None


def kiosk(server: Server, history: History, stop: threading.Event) -> None:
    while not stop.is_set():
        ticket_id = new_id()
        history.asked.add(ticket_id)
        answer = until_answered(
            stop,
            lambda ticket_id=ticket_id: server.ask(
                "PUT", f"/v1/tickets/{ticket_id}", {"services": [KTP]}, headers=bearer()
            ),
        )
        if answer is not None:
            assert answer.status in {200, 201}, answer.body
            history.told_number(ticket_id, answer.json["number"])


def counter(seat: Seat, history: History, stop: threading.Event) -> None:
    while not stop.is_set():
        key = str(uuid4())
        answer = until_answered(stop, lambda key=key: seat.post(key=key))
        if answer is None:
            return
        assert answer.status == 200, answer.body
        ticket = answer.json["ticket"]
        if ticket is None:
            stop.wait(0.05)
            continue
        history.told_call(key, ticket["id"])
        for action in ("start", "finish"):
            step, path = str(uuid4()), f"/{ticket['id']}/{action}"
            answer = until_answered(stop, lambda path=path, step=step: seat.post(path, key=step))
            assert answer is None or answer.status == 200, answer.body


@pytest.mark.timeout(600)  # twenty starts
def test_20_kills_in_a_burst_lose_no_ticket_and_call_nobody_twice(tmp_path: Path) -> None:
    history, stop = History(), threading.Event()
    dice = random.Random(20)  # noqa: S311 - when to kill
    with running_server(tmp_path) as server:
        seats = [server.sign_in(str(n)) for n in range(1, SEATS + 1)]
        with ThreadPoolExecutor(KIOSKS + SEATS) as pool:
            work = [pool.submit(kiosk, server, history, stop) for _ in range(KIOSKS)]
            work += [pool.submit(counter, seat, history, stop) for seat in seats]
            try:
                for _ in range(KILLS):
                    told = len(history.tickets)
                    wait_until(lambda told=told: len(history.tickets) > told + dice.randint(1, 25))
                    server.kill()
                    server.start()
            finally:
                stop.set()
            for job in work:
                job.result()
        assert server.stop() == 0
    check_store(tmp_path / "hall.db", history)


def wait_until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "the burst stands still"
        time.sleep(0.001)


def check_store(path: Path, history: History) -> None:
    store = sqlite3.connect(path)
    assert store.execute("pragma integrity_check").fetchall() == [("ok",)]
    kept = dict(store.execute("select id, number from tickets").fetchall())
    lost = {i: n for i, n in history.tickets.items() if kept.get(i) != n}
    assert not lost
    assert set(kept) <= history.asked
    numbers = sorted(kept.values(), key=lambda number: int(number[1:]))
    assert numbers == [f"A{n:03d}" for n in range(1, len(kept) + 1)]
    called = Counter(
        ticket_id
        for (ticket_id,) in store.execute(
            "select ticket_id from events where type = 'ticket.called'"
        )
    )
    assert max(called.values()) == 1
    assert set(history.calls.values()) <= set(called)
    assert len(set(history.calls.values())) == len(history.calls)
    events = [seq for (seq,) in store.execute("select seq from events order by seq")]
    assert events == list(range(1, len(events) + 1))
    store.close()


def test_an_answer_lost_between_commit_and_reply_is_given_again(tmp_path: Path) -> None:
    """The server dies after the commit: the kiosk printed a number of its own, and that wins."""
    with running_server(tmp_path) as server:
        ticket_id = new_id()
        lost = server.put_ticket(ticket_id).json
        server.kill()
        server.start()
        offline = {"number": "A001X", "taken_at": "2026-11-23T09:00:30+07:00"}
        answer = server.put_ticket(ticket_id, offline=offline)
        assert (answer.status, answer.json["number"]) == (200, "A001X")
        assert server.put_ticket(ticket_id, offline=offline).json == answer.json
        assert server.put_ticket().json["number"] != lost["number"]
        seat = server.sign_in("1")
        assert seat.post().json["ticket"]["number"] == "A001X"


def test_a_counter_finds_its_ticket_again_after_a_kill(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        server.put_ticket()
        seat = server.sign_in("1")
        called = seat.post().json["ticket"]
        server.kill()
        server.start()
        assert seat.get()["ticket"] == called
        content = {"username": "staff-1", "pin": PIN, "counter": "1"}
        assert server.ask("POST", "/v1/session", content).status == 200

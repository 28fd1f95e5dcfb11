"""The board and the real hall server: killed, started again, calling from four counters at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtNetwork import QNetworkAccessManager
from pytestqt.qtbot import QtBot

from kiosk.clock import SystemClock
from kiosk.domain.live import HallEvent
from kiosk.settings import BoardSettings
from tests.unit.hall.server import Server, running_server
from ui.board import BoardParts, BoardShell
from ui.event_stream import EventStream, Pauses
from ui.fetch import HallAddress
from ui.voice.sound import RecordingVoice

KILLS = 4


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running_server(tmp_path) as server:
        yield server


def url(server: Server) -> str:
    return f"http://127.0.0.1:{server.port}"


def told_by_the_store(server: Server) -> list[int]:
    with sqlite3.connect(server.folder / "hall.db") as store:
        rows = store.execute("select seq from events order by seq").fetchall()
    store.close()
    return [seq for (seq,) in rows]


def test_a_hall_server_killed_again_and_again_costs_the_stream_no_event_and_doubles_none(
    server: Server, qtbot: QtBot
) -> None:
    soon = Pauses(draw=lambda *_: 0.05)
    stream = EventStream(
        HallAddress(url(server)), QNetworkAccessManager(), SystemClock(), pauses=soon
    )
    events: list[HallEvent] = []
    stream.eventArrived.connect(events.append)
    stream.start()
    qtbot.waitUntil(lambda: stream.connected)
    first = stream.snapshot
    assert first is not None
    for round_ in range(KILLS):
        seat = server.sign_in(str(round_ + 1))
        for _ in range(3):
            assert server.put_ticket().status == 201
            ticket = seat.post().json["ticket"]["id"]
            seat.post(f"/{ticket}/start")
            seat.post(f"/{ticket}/finish")
        server.kill()
        qtbot.waitUntil(lambda: not stream.connected)
        server.start()
        server.put_ticket()  # before the stream is back: it must be replayed
        qtbot.waitUntil(lambda: stream.connected)
    expected = [seq for seq in told_by_the_store(server) if seq > first.seq]
    qtbot.waitUntil(lambda: len(events) >= len(expected))
    stream.close()
    assert [event.seq for event in events] == expected
    assert len(expected) > KILLS * 12


@pytest.fixture
def voice() -> RecordingVoice:
    return RecordingVoice()


@pytest.fixture
def shell(server: Server, voice: RecordingVoice, qtbot: QtBot) -> Iterator[BoardShell]:
    app = QGuiApplication.instance()
    assert isinstance(app, QGuiApplication)
    settings = BoardSettings(hall_url=url(server))
    shell = BoardShell(app, BoardParts(settings, SystemClock(), voice=voice, shown_seconds=0.0))
    # A hall server that starts slowly makes pauses grow to half a minute: no wait of a test.
    shell.stream._pauses = Pauses(draw=lambda *_: 0.05)
    shell.load()
    qtbot.waitUntil(lambda: shell.stream.connected)
    yield shell
    shell.close()


def numbers(voice: RecordingVoice) -> list[str]:
    return ["".join(speech[1][1:5]) for speech in voice.spoken]


def finish_all(shell: BoardShell, voice: RecordingVoice, qtbot: QtBot) -> None:
    while shell.board.calling:
        caption = shell.board.caption
        voice.finish()
        qtbot.waitUntil(lambda before=caption: shell.board.caption != before)


def test_the_board_knows_the_names_of_the_real_hall(
    server: Server, shell: BoardShell, qtbot: QtBot
) -> None:
    server.put_ticket()
    server.sign_in("3").post()
    qtbot.waitUntil(lambda: shell.board.number == "A001")
    assert shell.board.hallName == "MPP Uji Kota Uji"
    assert (shell.board.counter, shell.board.place) == (3, "Dukcapil · Zona Biru · 1")


def test_four_counters_calling_at_the_same_moment_are_spoken_one_after_the_other(
    server: Server, shell: BoardShell, voice: RecordingVoice, qtbot: QtBot
) -> None:
    seats = [server.sign_in(str(counter)) for counter in range(1, 5)]
    for _ in seats:
        server.put_ticket()
    with ThreadPoolExecutor(len(seats)) as pool:
        called = [answer.json["ticket"]["number"] for answer in pool.map(_call, seats)]
    qtbot.waitUntil(lambda: len(shell.board.calls.rows) == 3)  # type: ignore[attr-defined]
    assert len(voice.spoken) == 1
    finish_all(shell, voice, qtbot)
    digits = {"nol": "0", "satu": "1", "dua": "2", "tiga": "3", "empat": "4"}
    spoken = ["A" + "".join(digits[w] for w in speech[1][2:5]) for speech in voice.spoken]
    assert sorted(spoken) == sorted(called) == ["A001", "A002", "A003", "A004"]


def _call(seat: object) -> object:
    return seat.post()  # type: ignore[attr-defined]


def test_a_recall_at_the_real_counter_is_spoken_before_the_calls_that_wait(
    server: Server, shell: BoardShell, voice: RecordingVoice, qtbot: QtBot
) -> None:
    seats = [server.sign_in(str(counter)) for counter in range(1, 4)]
    tickets = []
    for seat in seats:
        server.put_ticket()
        tickets.append(seat.post().json["ticket"]["id"])
    qtbot.waitUntil(lambda: len(shell.board.calls.rows) == 2)  # type: ignore[attr-defined]
    answer = seats[2].post(f"/{tickets[2]}/again")
    assert answer.status == 200, answer.body
    seq = told_by_the_store(server)[-1]
    qtbot.waitUntil(lambda: (s := shell.stream.snapshot) is not None and s.seq >= seq)
    finish_all(shell, voice, qtbot)
    assert numbers(voice) == ["anolnolsatu", "anolnoltiga", "anolnoldua"]


def test_a_call_made_while_the_board_was_cut_off_is_spoken_once_when_it_is_back(
    server: Server, shell: BoardShell, voice: RecordingVoice, qtbot: QtBot
) -> None:
    server.put_ticket()
    seat = server.sign_in("1")
    server.kill()
    qtbot.waitUntil(lambda: not shell.stream.connected)
    server.start()
    seat.post()
    qtbot.waitUntil(lambda: len(voice.spoken) == 1)
    finish_all(shell, voice, qtbot)
    qtbot.waitUntil(lambda: shell.stream.connected)
    server.kill()
    qtbot.waitUntil(lambda: not shell.stream.connected)
    server.start()
    qtbot.waitUntil(lambda: shell.stream.connected)
    assert numbers(voice) == ["anolnolsatu"]
    assert shell.board.number == "A001"

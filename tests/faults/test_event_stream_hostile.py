"""A hall server that is silent, broken or hostile costs the board nothing but a pause."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtNetwork import QNetworkAccessManager
from pytestqt.qtbot import QtBot

from kiosk.clock import SystemClock
from kiosk.domain.live import HallEvent
from tests.helpers.scripted_hall import ScriptedHall, scripted_hall
from ui.event_stream import EventStream, Pauses
from ui.fetch import HallAddress
from ui.sse import MAX_LINE

#: Longer than any test may last (pyproject.toml).
LONG = 1_000.0
OK = b"HTTP/1.1 200 OK\r\nContent-Type: "

Making = Callable[..., EventStream]


@pytest.fixture
def hall() -> Iterator[ScriptedHall]:
    with scripted_hall() as hall:
        yield hall


@pytest.fixture
def stream(hall: ScriptedHall, qtbot: QtBot) -> Iterator[Making]:
    network = QNetworkAccessManager()
    made: list[EventStream] = []

    def make(silence_seconds: float = 15.0, pauses: Pauses | None = None) -> EventStream:
        stream = EventStream(
            HallAddress(hall.url, "secret"),
            network,
            SystemClock(),
            pauses=pauses or Pauses(draw=lambda *_: 0.02),
            silence_seconds=silence_seconds,
        )
        made.append(stream)
        stream.start()
        return stream

    yield make
    for each in made:
        each.close()
    qtbot.waitUntil(lambda: not any(map(timers_running, made)))


def timers_running(stream: EventStream) -> bool:
    """Whether the stream, or a reply it has not thrown away yet, still waits for a time."""
    return any(timer.isActive() for timer in stream.findChildren(QTimer))


@contextmanager
def asked(qtbot: QtBot, server: socket.socket) -> Iterator[socket.socket]:
    """The next connection that is made to a server."""
    server.settimeout(0)
    made: list[socket.socket] = []

    def comes() -> bool:
        with suppress(BlockingIOError):
            made.append(server.accept()[0])
        return bool(made)

    qtbot.waitUntil(comes)
    with made[0]:
        yield made[0]


def recovers(qtbot: QtBot, hall: ScriptedHall, stream: EventStream) -> bool:
    """Whether the stream hears of the next thing that happens."""
    told: list[HallEvent] = []
    stream.eventArrived.connect(told.append)
    qtbot.waitUntil(lambda: stream.connected and hall.streams > 0)
    seq = hall.happen("ticket.called", "A999", "9")
    qtbot.waitUntil(lambda: any(event.seq == seq for event in told))
    return True


def test_a_line_that_falls_silent_is_given_up_and_made_again(
    hall: ScriptedHall, stream: Making, qtbot: QtBot
) -> None:
    frozen = stream(silence_seconds=1.0)
    lines: list[bool] = []
    frozen.lineChanged.connect(lines.append)
    qtbot.waitUntil(lambda: lines[:2] == [True, False])
    qtbot.waitUntil(lambda: hall.paths().count("/v1/events") >= 2)
    assert recovers(qtbot, hall, frozen)


def test_signs_of_life_keep_a_line_on_which_nothing_happens(
    hall: ScriptedHall, stream: Making, qtbot: QtBot
) -> None:
    bound = 3.0
    quiet = stream(silence_seconds=bound)
    qtbot.waitUntil(lambda: quiet.connected and hall.streams == 1)
    beat = QTimer(interval=50)
    beat.timeout.connect(lambda: hall.say(b": alive\n\n"))
    beat.start()
    longer = int(1.5 * bound * 1000)
    with qtbot.waitSignal(quiet.lineChanged, timeout=longer, raising=False) as changed:
        pass
    beat.stop()
    assert not changed.signal_triggered
    assert hall.paths().count("/v1/events") == 1
    silent = quiet.silent_seconds()
    assert silent is not None
    assert silent < bound


def test_a_hall_that_never_answers_is_asked_again(
    hall: ScriptedHall, stream: Making, qtbot: QtBot
) -> None:
    hall.stop()
    with socket.create_server(("127.0.0.1", hall.port)) as silent:
        deaf = stream(silence_seconds=1.0)
        with asked(qtbot, silent), asked(qtbot, silent):  # takes what comes, says nothing
            assert not deaf.connected
    hall.start()
    assert recovers(qtbot, hall, deaf)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 401 Who\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 204 Nothing\r\n\r\n",
        b"not http at all\r\n\r\n",
        OK + b"application/json\r\nContent-Length: 100\r\n\r\n{",
    ],
)
def test_a_snapshot_that_cannot_be_had_is_asked_for_again(
    answer: bytes, hall: ScriptedHall, stream: Making, qtbot: QtBot
) -> None:
    hall.answers["/v1/hall"] = answer
    patient = stream()
    qtbot.waitUntil(lambda: hall.paths().count("/v1/hall") >= 3)
    assert patient.snapshot is None
    del hall.answers["/v1/hall"]
    assert recovers(qtbot, hall, patient)


@pytest.mark.logs("cannot be read")
@pytest.mark.parametrize("body", [b"<html>Selamat datang</html>", b'{"seq": "1"}', b"null"])
def test_a_snapshot_that_is_none_is_refused_and_asked_for_again(
    body: bytes, hall: ScriptedHall, stream: Making, qtbot: QtBot
) -> None:
    head = OK + b"application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
    hall.answers["/v1/hall"] = head + body
    strict = stream()
    qtbot.waitUntil(lambda: hall.paths().count("/v1/hall") >= 2)
    assert strict.snapshot is None
    del hall.answers["/v1/hall"]
    assert recovers(qtbot, hall, strict)


def test_a_snapshot_without_end_is_cut_off(
    hall: ScriptedHall, stream: Making, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.event_stream.MAX_SNAPSHOT", 10_000)
    hall.answers["/v1/hall"] = OK + b"application/json\r\n\r\n" + b" " * 1_000_000
    patient = stream()
    qtbot.waitUntil(lambda: hall.paths().count("/v1/hall") >= 2)
    del hall.answers["/v1/hall"]
    assert recovers(qtbot, hall, patient)


def test_a_redirect_is_not_followed_so_the_token_stays_here(
    hall: ScriptedHall, stream: Making, qtbot: QtBot
) -> None:
    with scripted_hall() as stranger:
        hall.answers["/v1/hall"] = (
            b"HTTP/1.1 302 Over there\r\nContent-Length: 0\r\nLocation: %s/v1/hall\r\n\r\n"
            % stranger.url.encode()
        )
        stream()
        qtbot.waitUntil(lambda: hall.paths().count("/v1/hall") >= 3)
        assert stranger.paths() == []


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 401 Who\r\nContent-Type: application/problem+json\r\n\r\n{}",
        b"HTTP/1.1 503 Full\r\nContent-Type: text/event-stream\r\n\r\ndata: {}\n\n",
        OK + b"text/html\r\n\r\n<html>",
        b"HTTP/1.1 204 Nothing\r\n\r\n",
    ],
)
def test_events_that_cannot_be_had_are_no_line(
    answer: bytes, hall: ScriptedHall, stream: Making, qtbot: QtBot
) -> None:
    hall.answers["/v1/events"] = answer
    patient = stream()
    qtbot.waitUntil(lambda: hall.paths().count("/v1/events") >= 3)
    assert not patient.connected
    assert patient.snapshot is not None
    del hall.answers["/v1/events"]
    assert recovers(qtbot, hall, patient)


@pytest.mark.logs("cannot be read")
@pytest.mark.parametrize(
    "noise",
    [
        b"data: nonsense\n\n",
        b'data: {"seq": 1, "at": "never", "type": "ticket.called"}\n\n',
        b'data: {"seq": 5, "at": "2026-11-23T09:41:00+07:00", "type": "x", "number": "Budi"}\n\n',
        b"data: " + b"x" * (MAX_LINE + 1),
        b": " + b"\x00" * (MAX_LINE + 1),
    ],
)
def test_events_that_cannot_be_read_break_the_line_once_and_no_more(
    noise: bytes, hall: ScriptedHall, stream: Making, qtbot: QtBot
) -> None:
    hurt = stream()
    qtbot.waitUntil(lambda: hall.streams == 1)
    hall.happen("ticket.called", "A001", "1")
    hall.say(noise)
    qtbot.waitUntil(lambda: hall.paths().count("/v1/hall") == 2)
    assert recovers(qtbot, hall, hurt)
    assert hall.paths().count("/v1/hall") == 2


def test_an_event_told_twice_or_late_is_passed_over(
    hall: ScriptedHall, stream: Making, qtbot: QtBot
) -> None:
    told: list[int] = []
    steady = stream()
    steady.eventArrived.connect(lambda event: told.append(event.seq))
    qtbot.waitUntil(lambda: hall.streams == 1)
    hall.happen("ticket.called", "A001", "1")
    hall.happen("ticket.called", "A002", "1")
    hall.say(b'id: 1\ndata: {"seq": 1, "at": "2026-11-23T09:41:00+07:00", "type": "x"}\n\n')
    hall.happen("ticket.called", "A003", "1")
    qtbot.waitUntil(lambda: len(told) >= 3)
    assert told == [1, 2, 3]


def test_a_hall_that_always_resets_is_asked_less_and_less(
    hall: ScriptedHall, stream: Making, qtbot: QtBot
) -> None:
    bounds: list[float] = []

    def draw(_: float, high: float) -> float:
        bounds.append(high)
        return 0.0

    hall.oldest = 1_000_000
    stream(pauses=Pauses(draw=draw))
    qtbot.waitUntil(lambda: len(bounds) >= 8)
    assert bounds[:8] == [0.5, 1, 2, 4, 8, 16, 30, 30]


def test_closing_does_not_wait_for_a_frozen_hall(
    hall: ScriptedHall, stream: Making, qtbot: QtBot
) -> None:
    frozen = stream(silence_seconds=LONG)
    qtbot.waitUntil(lambda: hall.streams == 1)
    frozen.close()  # returns, though the hall says nothing more
    assert not frozen.connected


def test_an_answer_that_drips_is_given_up(
    hall: ScriptedHall, stream: Making, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.fetch.TOTAL_SECONDS", 0.3)
    hall.stop()
    with socket.create_server(("127.0.0.1", hall.port)) as server:
        dripped = stream(silence_seconds=LONG)
        drip = QTimer(interval=20)
        with asked(qtbot, server) as peer:
            peer.sendall(OK + b"application/json\r\nContent-Length: 100000\r\n\r\n")

            def one_drop() -> None:
                with suppress(OSError):  # the other side may have left already
                    peer.send(b" ")

            drip.timeout.connect(one_drop)
            drip.start()
            with asked(qtbot, server):
                drip.stop()
    dripped.close()

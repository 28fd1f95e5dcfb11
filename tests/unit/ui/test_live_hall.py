"""The hall live at a kiosk: what the sync worker asks and what the event stream hears, as one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kiosk.__main__ import _follow_events
from kiosk.clock import SystemClock
from kiosk.domain.calendar import Opening, Reason
from kiosk.domain.live import Call, HallEvent, HallSnapshot, QueueState, advance
from kiosk.settings import KioskSettings, PanelSettings
from tests.helpers.kiosk_window import KioskWindow, sample_snapshot
from tests.helpers.scripted_hall import ScriptedHall, scripted_hall
from tests.unit.ui.desks import NOW
from ui.live import LiveHall

CLOSED = Opening(Reason.QUEUE_CLOSED, None, "system-down")
CLOSURE = {"reason": "queue-closed", "opens_at": None, "occasion": "system-down"}


def told(seq: int, waiting: int, refusal: Opening | None = None) -> HallSnapshot:
    """A hall of one queue."""
    queue = QueueState("ktp", waiting, None, 1, refusal)
    calls = (Call(f"A{seq:03d}", "1", "ktp", NOW),)
    return HallSnapshot(seq, "epoch", NOW + timedelta(seconds=seq), (queue,), calls)


def what(live: LiveHall) -> tuple[int, int, Opening | None]:
    """Number, who waits, and why no tickets are given, as a kiosk shows it."""
    assert live.snapshot is not None
    queue = live.snapshot.queues[0]
    return live.snapshot.seq, queue.waiting, queue.refusal


@pytest.fixture
def live(qapp: QGuiApplication) -> LiveHall:
    return LiveHall()


def hear(live: LiveHall, snapshot: HallSnapshot) -> None:
    """The worker or the stream has read the hall."""
    live.on_snapshot(snapshot)
    QGuiApplication.processEvents()


def test_what_is_read_is_taken_whole_also_when_events_were_quicker(live: LiveHall) -> None:
    hear(live, told(5, waiting=3))
    live.on_moved(told(9, waiting=7))
    hear(live, told(8, waiting=6, refusal=CLOSED))
    assert what(live) == (9, 7, CLOSED)
    assert live.snapshot is not None
    assert [call.number for call in live.snapshot.calls] == ["A009"]


def test_events_do_not_bring_back_what_was_read_before_them(live: LiveHall) -> None:
    hear(live, told(8, waiting=6, refusal=CLOSED))
    live.on_moved(told(9, waiting=7))
    assert what(live) == (9, 7, CLOSED)
    live.on_moved(told(7, waiting=1))
    assert what(live) == (9, 7, CLOSED)


def test_what_was_asked_for_earlier_and_comes_later_is_passed_over(live: LiveHall) -> None:
    hear(live, told(8, waiting=6, refusal=CLOSED))
    hear(live, told(7, waiting=5))
    assert what(live) == (8, 6, CLOSED)


def test_another_store_is_taken_whatever_its_numbers(live: LiveHall) -> None:
    hear(live, told(8, waiting=6, refusal=CLOSED))
    hear(live, replace(told(2, waiting=1), epoch="epoch-2"))
    assert what(live) == (2, 1, None)
    hear(live, replace(told(3, waiting=2), epoch="epoch-2"))
    assert what(live) == (3, 2, None)


# --- over a real line, wired as in the product --------------------------------------------------


class Worker:
    """Is woken, and never asks by itself: what is seen comes from the events alone."""

    woken = 0

    def wake(self) -> None:
        self.woken += 1


@pytest.fixture
def hall() -> Iterator[ScriptedHall]:
    with scripted_hall() as hall:
        yield hall


@pytest.fixture
def following(hall: ScriptedHall, live: LiveHall, qtbot: QtBot) -> Iterator[LiveHall]:
    panel = PanelSettings(diagonal_inch=32.0, orientation="portrait")
    settings = KioskSettings(
        id="a", letter="X", data=Path("unused"), hall_url=hall.url, token="", panel=panel
    )
    with ExitStack() as closing:
        worker: Any = Worker()
        _follow_events(settings, live, worker, SystemClock(), closing)
        qtbot.waitUntil(lambda: live.snapshot is not None and hall.streams == 1)
        yield live


def test_a_queue_that_is_closed_and_opened_again_shows_without_being_asked_for(
    hall: ScriptedHall, following: LiveHall, qtbot: QtBot
) -> None:
    hall.refusal = CLOSURE
    hall.happen("queue.closed")
    qtbot.waitUntil(lambda: what(following) == (1, 3, CLOSED))
    hall.refusal = None
    hall.happen("queue.opened")
    qtbot.waitUntil(lambda: what(following) == (2, 3, None))


def test_the_morning_after_begins_with_what_the_hall_says_then(
    hall: ScriptedHall, following: LiveHall, qtbot: QtBot
) -> None:
    hall.refusal = CLOSURE
    hall.happen("ticket.called", "A001", "1")
    hall.happen("queue.closed")
    qtbot.waitUntil(lambda: what(following) == (2, 3, CLOSED))
    hall.refusal = None
    hall.happen("day.began")
    qtbot.waitUntil(lambda: what(following) == (3, 3, None))
    assert following.snapshot is not None
    assert following.snapshot.calls == ()


# --- on the screen ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "kind",
    [
        "ticket.finished",
        "ticket.stop_finished",
        "ticket.transferred",
        "ticket.held",
        "ticket.no_show",
        "ticket.cancelled",
        "ticket.expired",
    ],
)
def test_a_number_that_has_left_the_counter_leaves_now_calling(
    kiosk: KioskWindow, kind: str
) -> None:
    kiosk.go("home")
    assert "A012" in kiosk.texts()
    left = HallEvent(6, NOW, kind, "A012", "dukcapil-ktp", "1")
    kiosk.shell.live.on_moved(advance(sample_snapshot(), left))
    kiosk.settle()
    assert "A012" not in kiosk.texts()
    assert "C004" in kiosk.texts()

"""A queue that gives no number says so on every screen, before anything is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.calendar import Reason
from kiosk.errors import NotServedNow, TooManyTickets
from kiosk.sync.line import LineState
from tests.helpers.kiosk_window import KioskWindow, sample_snapshot
from tests.unit.ui.desks import NOW
from tests.unit.ui.errands import SERVICE, refuse_queue, view_model

NBSP = "\N{NO-BREAK SPACE}"
TODAY = NOW.replace(hour=10, minute=45)
TOMORROW = (NOW + timedelta(days=1)).replace(hour=8, minute=0)


@pytest.mark.parametrize(
    ("reason", "opens_at", "occasion", "words"),
    [
        (
            Reason.QUEUE_CLOSED,
            TODAY,
            "staff-absent",
            {
                "Antrean ini sedang ditutup",
                "Petugas layanan ini sedang tidak di tempat.",
                f"Nomor dapat diambil lagi pukul{NBSP}10.45",
            },
        ),
        (
            Reason.QUEUE_CLOSED,
            None,
            "flood",
            {
                "Antrean ini sedang ditutup",
                "Untuk sementara antrean ini tidak memberikan nomor.",
                "Petugas di meja informasi siap membantu Anda.",
            },
        ),
        (
            Reason.QUOTA_USED_UP,
            TOMORROW,
            "",
            {
                "Nomor untuk hari ini sudah habis",
                f"Nomor dapat diambil lagi besok, Selasa, 24 November, pukul{NBSP}08.00",
            },
        ),
        (
            Reason.NO_COUNTER_OPEN,
            None,
            "",
            {
                "Belum ada loket yang buka untuk layanan ini",
                "Petugas di meja informasi siap membantu Anda.",
            },
        ),
    ],
)
def test_take_a_number_says_no_before_the_desk_is_asked_and_offers_what_helps(
    kiosk: KioskWindow, reason: Reason, opens_at: datetime | None, occasion: str, words: set[str]
) -> None:
    refuse_queue(kiosk, reason, opens_at, occasion)
    kiosk.go("take-number", SERVICE)
    assert words <= set(kiosk.texts())
    view_model(kiosk, "take-number").take()
    assert not kiosk.desk.asked("take_number")
    kiosk.tap("Lihat layanan lain")
    assert kiosk.shell.navigator.route.name == "home"


def test_it_is_said_in_the_visitors_language(kiosk: KioskWindow) -> None:
    refuse_queue(kiosk, Reason.QUOTA_USED_UP, TOMORROW)
    kiosk.go("take-number", SERVICE)
    kiosk.prefer("en")
    assert "Today’s numbers have all been given" in kiosk.texts()
    again = f"Numbers are given again tomorrow, Tuesday, 24 November, at{NBSP}08:00"
    assert again in kiosk.texts()


def test_the_service_says_it_where_the_button_was(kiosk: KioskWindow) -> None:
    refuse_queue(kiosk, Reason.QUOTA_USED_UP, TOMORROW)
    kiosk.go("service", SERVICE)
    texts = kiosk.texts()
    assert "Nomor layanan ini untuk hari ini sudah habis." in texts
    assert "Nomor dapat diambil lagi besok pukul 08.00." in texts
    assert not [t for t in texts if t.startswith("Ambil nomor")]


def test_lists_say_it_quietly_and_for_that_queue_only(kiosk: KioskWindow) -> None:
    refuse_queue(kiosk, Reason.NO_COUNTER_OPEN)
    kiosk.go("services", "dukcapil")
    texts = kiosk.texts()
    assert texts.count("Belum ada loket buka") == 2  # the two services of the queue
    assert f"4 menunggu · 10–15{NBSP}menit" in texts
    kiosk.go("home")
    assert kiosk.texts().count("Belum ada loket buka") == 1


def test_the_calendar_is_said_before_the_queue(kiosk: KioskWindow) -> None:
    refuse_queue(kiosk, Reason.QUOTA_USED_UP, TOMORROW)
    kiosk.clock.set(NOW.replace(hour=12, minute=15))
    kiosk.go("take-number", SERVICE)
    assert "Loket sedang istirahat" in kiosk.texts()


def test_a_queue_that_opens_again_takes_visitors_at_once(kiosk: KioskWindow) -> None:
    refuse_queue(kiosk, Reason.NO_COUNTER_OPEN)
    kiosk.go("take-number", SERVICE)
    assert view_model(kiosk, "take-number").refusal is not None
    kiosk.shell.live.on_snapshot(sample_snapshot())
    kiosk.settle()
    assert kiosk.target("Ambil nomor")


def test_a_closure_holds_without_the_line_and_ends_with_its_hour(kiosk: KioskWindow) -> None:
    refuse_queue(kiosk, Reason.QUEUE_CLOSED, TODAY, "system-down")
    kiosk.shell.live.on_line(LineState(up=False, since=NOW, pending=0, parked=0))
    kiosk.clock.set(TODAY - timedelta(minutes=1))
    kiosk.go("take-number", SERVICE)
    assert "Antrean ini sedang ditutup" in kiosk.texts()
    kiosk.clock.set(TODAY)
    kiosk.go("take-number", SERVICE)
    assert kiosk.target("Ambil nomor")


def test_an_event_does_not_bring_back_what_the_hall_has_said_since(kiosk: KioskWindow) -> None:
    refuse_queue(kiosk, Reason.QUOTA_USED_UP, TOMORROW)
    stream = sample_snapshot(9)  # read before the quota was used up, moved on by events since
    queues = tuple(replace(queue, waiting=40) for queue in stream.queues)
    kiosk.shell.live.on_moved(replace(stream, queues=queues))
    kiosk.settle()
    kiosk.go("home")
    texts = kiosk.texts()
    assert "Nomor hari ini habis" in texts
    assert [t for t in texts if t.startswith("40 menunggu")]
    kiosk.go("take-number", SERVICE)
    assert view_model(kiosk, "take-number").refusal.code == "quota-used-up"


def test_a_no_of_the_desk_that_only_a_newer_hall_knows_leads_to_people(
    kiosk: KioskWindow, qtbot: QtBot
) -> None:
    kiosk.go("take-number", SERVICE)
    kiosk.desk.numbers[0] = NotServedNow("Mal kebanjiran.", reason="flood", opens_at=None)
    kiosk.tap("Ambil nomor")
    qtbot.waitUntil(lambda: view_model(kiosk, "take-number").refusal is not None)
    kiosk.settle()
    texts = kiosk.texts()
    assert "Antrean ini sedang ditutup" in texts
    assert "Petugas di meja informasi siap membantu Anda." in texts
    assert kiosk.target("Lihat layanan lain")


def test_a_visitor_with_enough_numbers_is_told_so_by_the_desk_too(
    kiosk: KioskWindow, qtbot: QtBot
) -> None:
    kiosk.go("take-number", SERVICE)
    kiosk.desk.numbers[0] = TooManyTickets(2)
    kiosk.tap("Ambil nomor")
    qtbot.waitUntil(lambda: view_model(kiosk, "take-number").refusal is not None)
    kiosk.settle()
    texts = kiosk.texts()
    assert "Nomor Anda untuk antrean ini sudah cukup" in texts
    assert "Petugas di meja informasi siap membantu Anda." in texts

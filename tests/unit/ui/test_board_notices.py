"""The quiet line of a board tells the truth of the hour."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.calendar import Break, Calendar, Holiday, Hours
from kiosk.domain.hall import Hall
from ui.viewmodels.board_notices import PHONE, notices

ZONE = ZoneInfo("Asia/Jakarta")
HOURS = tuple(Hours(day, time(8), time(14)) for day in range(4))
LUNCH = (Break(0, time(12), time(12, 30), "Istirahat siang"),)
FREE = (Holiday(date(2026, 11, 25), "Hari Guru"),)


def hall(calendar: Calendar | None = None) -> Hall:
    rules = calendar or Calendar(HOURS, LUNCH, FREE, last_ticket_minutes=30)
    nothing = ()
    return Hall(
        "h",
        "Mal",
        "Kota",
        "",
        "",
        "Asia/Jakarta",
        rules,
        nothing,
        nothing,
        nothing,
        nothing,
        nothing,
    )


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        ("2026-11-23 09:41", "Hari ini buka pukul 08.00–14.00, istirahat 12.00–12.30"),
        ("2026-11-24 09:41", "Hari ini buka pukul 08.00–14.00"),
        (
            "2026-11-23 12:10",
            "Istirahat siang. Pengambilan nomor dibuka lagi hari ini pukul 12.30",
        ),
        (
            "2026-11-23 13:40",
            "Pengambilan nomor hari ini sudah ditutup. Nomor yang sudah diambil tetap dilayani",
        ),
        ("2026-11-23 07:10", "Mal tutup. Buka hari ini pukul 08.00"),
        ("2026-11-23 15:00", "Mal tutup. Buka besok pukul 08.00"),
        ("2026-11-25 09:00", "Mal tutup (Hari Guru). Buka besok pukul 08.00"),
        ("2026-11-27 09:00", "Mal tutup. Buka Senin, 30 November pukul 08.00"),
    ],
)
def test_the_line_says_whether_numbers_are_given(moment: str, line: str) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=ZONE)
    assert notices(hall(), now)[0].replace("\xa0", " ") == line


def test_the_phone_is_offered_while_anybody_waits() -> None:
    morning = datetime(2026, 11, 23, 9, 41, tzinfo=ZONE)
    night = datetime(2026, 11, 23, 22, 0, tzinfo=ZONE)
    assert PHONE in notices(hall(), morning)
    assert PHONE not in notices(hall(), night)


def test_a_hall_that_never_opens_again_promises_nothing() -> None:
    closed = hall(Calendar(()))
    assert notices(closed, datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)) == ("Mal tutup",)

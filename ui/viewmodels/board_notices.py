"""The quiet lines under a board's calls: when the hall is open, and what a visitor can do."""

from __future__ import annotations

from datetime import datetime, time

from kiosk.domain.calendar import Reason, opening
from kiosk.domain.hall import Hall
from ui.look.wording import opening_text

PHONE = "Pindai kode di tiket untuk memantau antrean dari ponsel"

_CLOSED_FOR_NEW = (
    "Pengambilan nomor hari ini sudah ditutup. Nomor yang sudah diambil tetap dilayani"
)


def notices(hall: Hall, now: datetime) -> tuple[str, ...]:
    """The lines a board shows one after the other at `now` (aware)."""
    local = hall.local(now)
    state = opening(hall.calendar, local)
    if state.reason is None:
        return (_hours(hall, local), PHONE)
    if state.reason is Reason.LAST_TICKET_PASSED:
        return (_CLOSED_FOR_NEW, PHONE)
    again = "" if state.opens_at is None else opening_text(state.opens_at, local, "id")
    if state.reason is Reason.BREAK:
        return (f"{state.occasion}. Pengambilan nomor dibuka lagi {again}", PHONE)
    why = f" ({state.occasion})" if state.occasion else ""
    return (f"Mal tutup{why}. Buka {again}" if again else f"Mal tutup{why}",)


def _hours(hall: Hall, local: datetime) -> str:
    day = local.weekday()
    hours = next(h for h in hall.calendar.hours if h.weekday == day)
    text = f"Hari ini buka pukul {_span(hours.opens, hours.closes)}"
    pauses = [p for p in hall.calendar.breaks if p.weekday == day]
    return ", ".join([text, *(f"istirahat {_span(p.begins, p.ends)}" for p in pauses)])


def _span(begins: time, ends: time) -> str:
    return f"{begins:%H.%M}–{ends:%H.%M}"

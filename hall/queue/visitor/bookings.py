"""Appointments made elsewhere: told by a portal, used once at a kiosk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, delete, insert, select, update

from hall.queue.floor import Floor
from hall.store.schema import bookings
from hall.store.sql import Sql
from hall.store.transaction import Transaction, from_ms, to_ms
from kiosk.errors import BadRequest, BookingNotToday, BookingUsed, UnknownBooking

_FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Booking:
    """An appointment for a service at a moment (aware)."""

    code: str
    service_id: str
    booked_at: datetime


class _Row(NamedTuple):
    hall_id: str
    code: str
    service_id: str
    booked_at: int
    ticket_id: str | None


_THIS = (bookings.c.hall_id == bindparam("h"), bookings.c.code == bindparam("which"))
_GET = Sql(select(bookings).where(*_THIS))
_FORGET = Sql(delete(bookings).where(*_THIS))
_KEEP = Sql(insert(bookings), *_Row._fields)
_USE = Sql(update(bookings).where(*_THIS).values(ticket_id=bindparam("who")))
_FORGET_OLD = Sql(
    delete(bookings).where(
        bookings.c.hall_id == bindparam("h"), bookings.c.booked_at < bindparam("old")
    )
)


def tell(tx: Transaction, floor: Floor, booking: Booking) -> bool:
    """Keep an appointment, or its change; says whether it is new.

    Raises UnknownService, BookingUsed, and BadRequest for a moment nobody plans for.
    """
    floor.queue_of(booking.service_id)
    if abs(booking.booked_at - tx.now) > _FARTHEST:
        raise BadRequest("at", "harus dalam satu tahun dari sekarang")
    known = _unused(tx, booking.code)
    if known is not None:
        _FORGET.run(tx.connection, h=tx.hall_id, which=booking.code)
    row = _Row(tx.hall_id, booking.code, booking.service_id, to_ms(booking.booked_at), None)
    _KEEP.run(tx.connection, **row._asdict())
    return known is None


def take_back(tx: Transaction, code: str) -> None:
    """Forget an appointment; repeatable. Raises BookingUsed."""
    if _unused(tx, code) is not None:
        _FORGET.run(tx.connection, h=tx.hall_id, which=code)


def check_in(tx: Transaction, floor: Floor, code: str, ticket_id: str) -> Booking:
    """Use an appointment of today for a ticket. Raises UnknownBooking, BookingNotToday, -Used."""
    row = _GET.first(tx.connection, h=tx.hall_id, which=code)
    if row is None:
        raise UnknownBooking
    known = _Row(*row)
    if known.ticket_id is not None:
        raise BookingUsed
    booked_at = from_ms(known.booked_at)
    if floor.day(booked_at) != floor.day(tx.now):
        raise BookingNotToday(floor.day(booked_at))
    _USE.run(tx.connection, h=tx.hall_id, which=code, who=ticket_id)
    return Booking(code, known.service_id, booked_at)


def forget_old(tx: Transaction, before: int) -> None:
    """Forget appointments of earlier days (milliseconds)."""
    _FORGET_OLD.run(tx.connection, h=tx.hall_id, old=before)


def _unused(tx: Transaction, code: str) -> _Row | None:
    row = _GET.first(tx.connection, h=tx.hall_id, which=code)
    if row is not None and row[4] is not None:
        raise BookingUsed
    return _Row(*row) if row else None

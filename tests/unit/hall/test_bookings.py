"""Appointments: told by a portal, checked in at a kiosk, in the same order as everybody."""

from __future__ import annotations

from datetime import datetime, timedelta

from hall.queue.visitor import bookings
from kiosk.domain.ticket import Priority
from tests.unit.hall.desk import MORNING, Desk
from tests.unit.hall.halls import KK, KTP, PASPOR


def due(desk: Desk) -> datetime:
    """When the last ticket given is due."""
    (row,) = desk.rows("select due_at from tickets order by id desc limit 1")
    return MORNING + timedelta(milliseconds=row[0] - MORNING.timestamp() * 1000)


def later(**span: float) -> datetime:
    return MORNING + timedelta(**span)


def test_who_checks_in_early_is_due_at_the_booked_time(desk: Desk) -> None:
    desk.book("JT-1", PASPOR, later(minutes=40))
    ticket = desk.check_in("JT-1")
    assert (ticket.number, ticket.services, ticket.taken_at) == ("M001", (PASPOR,), MORNING)
    assert due(desk) == later(minutes=40)


def test_who_is_a_little_late_is_still_due_at_the_booked_time(desk: Desk) -> None:
    desk.book("JT-1", PASPOR, MORNING)
    desk.clock.forward(minutes=15)
    desk.check_in("JT-1")
    assert due(desk) == MORNING


def test_who_is_too_late_is_due_when_they_came(desk: Desk) -> None:
    desk.book("JT-1", PASPOR, MORNING)
    desk.clock.forward(minutes=15, seconds=1)
    desk.check_in("JT-1")
    assert due(desk) == later(minutes=15, seconds=1)


def test_with_priority_the_better_of_the_two_counts(desk: Desk) -> None:
    desk.book("JT-1", PASPOR, later(hours=1))
    desk.check_in("JT-1", priority=Priority.ELDERLY)
    assert due(desk) == later(minutes=-20)
    desk.book("JT-2", PASPOR, later(minutes=-10))
    desk.clock.forward(minutes=5)
    desk.check_in("JT-2", priority=Priority.ELDERLY)
    assert due(desk) == later(minutes=-15)
    desk.book("JT-3", PASPOR, later(minutes=-14))
    desk.clock.forward(minutes=-5)
    desk.check_in("JT-3")
    assert due(desk) == later(minutes=-14)


def test_bookings_and_walk_ins_stand_in_one_order(desk: Desk) -> None:
    desk.book("JT-1", KTP, later(minutes=10))
    desk.check_in("JT-1")
    desk.clock.forward(minutes=9)
    desk.issue()
    desk.clock.forward(minutes=2)
    desk.issue()
    assert [desk.served().number for _ in range(3)] == ["A002", "A001", "A003"]


def test_checking_in_twice_with_one_id_gives_one_ticket(desk: Desk) -> None:
    desk.book("JT-1", PASPOR, MORNING)
    first = desk.check_in("JT-1", id=desk.request().id)
    again = desk.check_in("JT-1", id=first.id)
    assert (again.id, again.number) == (first.id, first.number)


def test_a_changed_appointment_replaces_the_one_before(desk: Desk) -> None:
    assert desk.book("JT-1", PASPOR, later(days=1))
    assert not desk.book("JT-1", KK, later(minutes=5))
    assert desk.check_in("JT-1").queue == "kk"
    assert due(desk) == later(minutes=5)


def test_telling_the_same_twice_changes_nothing(desk: Desk) -> None:
    assert desk.book("JT-1", PASPOR, MORNING)
    assert not desk.book("JT-1", PASPOR, MORNING)
    assert desk.check_in("JT-1").number == "M001"


def test_an_appointment_may_be_told_anew_after_it_was_taken_back(desk: Desk) -> None:
    desk.book("JT-1", PASPOR, MORNING)
    desk.do(bookings.take_back, "JT-1")
    desk.do(bookings.take_back, "JT-1")
    assert desk.book("JT-1", KTP, MORNING)
    assert desk.check_in("JT-1").queue == "ktp"


def test_who_has_an_appointment_comes_in_though_the_queue_gives_no_numbers(desk: Desk) -> None:
    """A closure, a used-up quota, a counter not open yet: the place has been promised."""
    desk.book("JT-1", KTP, later(minutes=10))
    desk.close_queue("ktp", later(hours=1))
    assert desk.check_in("JT-1").number == "A001"


def test_old_appointments_are_forgotten(desk: Desk) -> None:
    desk.book("JT-1", PASPOR, MORNING)
    desk.book("JT-2", PASPOR, later(days=5))
    desk.clock.forward(days=3)
    desk.issue()
    assert desk.rows("select code from bookings") == [("JT-2",)]

"""Lies about when, where and how it ended: due times, calls, counters, ends, other tables."""

from __future__ import annotations

from hall.audit.breaches import Kind
from tests.unit.hall.audit.days import DAY, NEXT_DAY
from tests.unit.hall.audit.doctor import MINUTE, Doctor, lie

# --- times and order ----------------------------------------------------------------------------


@lie(Kind.WRONG_DUE)
def an_ordinary_visitor_ahead_of_the_time(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.issued", "A001"))


@lie(Kind.WRONG_DUE)
def a_priority_visitor_without_the_head_start(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.issued", "A002"), by=20 * MINUTE)


@lie(Kind.WRONG_DUE)
def a_head_start_the_hall_does_not_give(doctor: Doctor) -> int:
    priority = doctor.seq("ticket.issued", "A002")
    doctor.shift_due(priority, by=-20 * MINUTE)
    return doctor.say(priority, head_start=40)


@lie(Kind.WRONG_DUE)
def a_booking_due_on_arrival(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.issued", "A004"), by=-26 * MINUTE)


@lie(Kind.WRONG_DUE)
def a_late_booking_due_as_booked(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.issued", "A005"), by=-34 * MINUTE)


@lie(Kind.WRONG_DUE)
def a_recall_without_penalty(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.recalled"), by=-5 * MINUTE)


@lie(Kind.WRONG_DUE)
def a_next_stop_due_later(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.queued", "A003"), by=MINUTE)


@lie(Kind.WRONG_DUE)
def a_return_due_earlier(doctor: Doctor) -> int:
    return doctor.shift_due(doctor.seq("ticket.returned"))


@lie(Kind.WRONG_TIME)
def an_offline_ticket_of_three_days_ago(doctor: Doctor) -> int:
    printed = doctor.seq("ticket.issued", "A001X")
    return doctor.say(printed, taken_at=doctor.facts(printed)["taken_at"] - 3 * 24 * 60 * MINUTE)


@lie(Kind.WRONG_TIME)
def a_visit_longer_than_it_was(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.finished"), served_ms=MINUTE)


@lie(Kind.OUT_OF_ORDER)
def a_call_out_of_order_without_a_reason(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.called", "K001"), reason=None)


@lie(Kind.OUT_OF_ORDER)
def a_level_that_was_passed_over(doctor: Doctor) -> int:
    rules = doctor.facts(doctor.seq("day.began"))["rules"]
    doctor.rules(levels=rules["levels"] | {"2": {"ktp": 1, "kk": 0}})
    return doctor.seq("ticket.called", "A003")


@lie(Kind.OUT_OF_ORDER)
def a_call_by_limit_that_was_passed_over(doctor: Doctor) -> int:
    doctor.rules(call_by=60)
    return doctor.seq("ticket.called", "K002")


# --- counters -----------------------------------------------------------------------------------


@lie(Kind.NOT_IN_PROFILE)
def a_counter_that_does_not_serve_the_queue(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called"), counter_id="9")


@lie(Kind.NOT_IN_PROFILE)
def a_counter_that_is_not_there(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called"), counter_id="99")


@lie(Kind.COUNTER_TWICE)
def two_tickets_at_one_counter(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called", "A004"), counter_id="5")


@lie(Kind.NOT_HOLDER)
def a_start_at_another_counter(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.started"), counter_id="3")


@lie(Kind.NOT_HOLDER)
def a_ticket_cancelled_by_another_counter(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.cancelled"), counter_id="3")


# --- ends ---------------------------------------------------------------------------------------


@lie(Kind.RECALLS)
def a_recall_counted_wrongly(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.recalled"), recalls=2)


@lie(Kind.RECALLS)
def more_recalls_than_the_hall_allows(doctor: Doctor) -> int:
    doctor.rules(recall_limit=2)
    return doctor.seq("ticket.recalled", nth=2)


@lie(Kind.EARLY_EXPIRY)
def fewer_recalls_than_the_hall_allows(doctor: Doctor) -> int:
    doctor.rules(recall_limit=4)
    return doctor.seq("ticket.expired", "A001")


@lie(Kind.EARLY_EXPIRY)
def expired_while_the_day_goes_on(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.cancelled", "A007"), type="ticket.expired")


@lie(Kind.NOT_ENDED)
def a_ticket_the_end_of_the_day_forgot(doctor: Doctor) -> int:
    doctor.put(doctor.seq("ticket.expired", "A008"), day="2026-11-22", ticket_id="another")
    return doctor.seq("day.began", nth=1)


# --- tables -------------------------------------------------------------------------------------


@lie(Kind.TABLE_TICKET)
def a_table_with_another_state(doctor: Doctor) -> int:
    doctor.run("update tickets set state = 'cancelled' where number = 'A002'")
    return doctor.seq("ticket.finished", "A002")


@lie(Kind.TABLE_TICKET)
def a_table_with_another_queue(doctor: Doctor) -> int:
    doctor.run("update tickets set queue_id = 'ktp' where number = 'K001'")
    return doctor.seq("ticket.finished", "K001")


@lie(Kind.TABLE_TICKET)
def a_table_with_another_number(doctor: Doctor) -> int:
    doctor.run("update tickets set number = 'A777' where number = 'A002X'")
    return doctor.seq("ticket.expired", "A002X")


@lie(Kind.TABLE_MISSING)
def a_table_without_the_ticket(doctor: Doctor) -> int:
    doctor.run("delete from tickets where number = 'A002'")
    return doctor.seq("ticket.finished", "A002")


@lie(Kind.TABLE_EXTRA)
def a_ticket_no_event_gave(doctor: Doctor) -> int:
    doctor.run("update tickets set number = 'A010' where day = ?", (NEXT_DAY,))
    doctor.run("update tickets set day = ? where day = ?", (DAY, NEXT_DAY))
    return 0


@lie(Kind.TABLE_SERIES)
def a_series_that_goes_on_elsewhere(doctor: Doctor) -> int:
    doctor.run("update series set last = last + 1 where prefix = 'A' and day = ?", (DAY,))
    return 0

"""Lies about what happened: rows, the changes of tickets, numbers."""

from __future__ import annotations

from hall.audit.breaches import Kind
from tests.unit.hall.audit.doctor import Doctor, lie

# --- the rows themselves ------------------------------------------------------------------------


@lie(Kind.SEQ_GAP)
def an_event_taken_away(doctor: Doctor) -> int:
    gone = doctor.seq("ticket.called_again")
    doctor.run("delete from events where seq = ?", (gone,))
    return gone + 1


@lie(Kind.SEQ_GAP)
def the_first_event_of_the_day_taken_away(doctor: Doctor) -> int:
    doctor.run("update events set day = '2026-11-22', type = 'day.ended' where seq = 1")
    doctor.run("delete from events where seq = 2")
    return 3


@lie(Kind.CLOCK_BACK)
def a_clock_set_back_ten_minutes(doctor: Doctor) -> int:
    again = doctor.seq("ticket.called_again")
    doctor.run("update events set at = at - 600000 where seq = ?", (again,))
    return again


@lie(Kind.MALFORMED)
def facts_nobody_can_read(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called_again"), facts="{")


@lie(Kind.MALFORMED)
def facts_that_are_a_list(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called_again"), facts="[1]")


@lie(Kind.MALFORMED)
def a_due_time_left_out(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.started"), due_at=None)


@lie(Kind.MALFORMED)
def a_due_time_in_words(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.started"), due_at="soon")


@lie(Kind.MALFORMED)
def nonsense_for_rules(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("day.began"), rules={"head_start": "long"})


@lie(Kind.NO_RULES)
def no_rules_at_all(doctor: Doctor) -> int:
    doctor.say(doctor.seq("day.began"), rules=None)
    return doctor.seq("ticket.issued")


@lie(Kind.UNKNOWN_EVENT)
def an_event_nobody_knows(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called_again"), type="ticket.praised")


@lie(Kind.WRONG_WAITING)
def one_more_waiting_than_there_are(doctor: Doctor) -> int:
    again = doctor.seq("ticket.called_again")
    doctor.run("update events set waiting = waiting + 1 where seq = ?", (again,))
    return again


@lie(Kind.WRONG_WAITING)
def nobody_said_how_many_wait(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("queue.closed"), waiting=None)


# --- tickets and their changes ------------------------------------------------------------------


@lie(Kind.NEVER_ISSUED)
def a_call_of_nobody(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called"), ticket_id="01920000-0000-7000-8000-00000000ffff")


@lie(Kind.ISSUED_TWICE)
def a_second_beginning_while_it_waits(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A002"), ticket_id=doctor.ticket("A001"))


@lie(Kind.ISSUED_TWICE)
def a_second_beginning_after_its_end(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A008"), ticket_id=doctor.ticket("A007"))


@lie(Kind.AFTER_END)
def a_call_after_the_end(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called", "K001"), ticket_id=doctor.ticket("A002"))


@lie(Kind.ILLEGAL_CHANGE)
def finished_without_a_start(doctor: Doctor) -> int:
    called_again = doctor.seq("ticket.called_again")
    doctor.put(called_again, type="ticket.finished")
    return doctor.say(called_again, served_ms=0)


@lie(Kind.ILLEGAL_CHANGE)
def called_while_at_a_counter(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called_again"), type="ticket.called")


@lie(Kind.ILLEGAL_CHANGE)
def returned_without_being_held(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called_again"), type="ticket.returned")


@lie(Kind.ILLEGAL_CHANGE)
def cancelled_from_where_it_was_not(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.cancelled"), was="held")


@lie(Kind.ILLEGAL_CHANGE)
def a_visitor_cancels_at_the_counter(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.cancelled"), by="visitor")


@lie(Kind.INTERRUPTED)
def a_no_show_that_leads_nowhere(doctor: Doctor) -> int:
    doctor.put(doctor.seq("ticket.recalled"), type="ticket.called_again")
    return doctor.seq("ticket.no_show")


@lie(Kind.INTERRUPTED)
def a_finished_stop_after_which_another_goes_on(doctor: Doctor) -> int:
    doctor.put(doctor.seq("ticket.queued"), ticket_id=doctor.ticket("K001"))
    return doctor.seq("ticket.stop_finished")


@lie(Kind.WRONG_STOP)
def a_ticket_in_another_queue(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called_again"), queue_id="kk")


@lie(Kind.WRONG_STOP)
def a_transfer_that_leads_elsewhere(doctor: Doctor) -> int:
    doctor.say(doctor.seq("ticket.transferred"), to="kk")
    return doctor.seq("ticket.queued", "K001")


@lie(Kind.WRONG_STOP)
def a_visit_cut_short(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.stop_finished"), type="ticket.finished")


# --- numbers ------------------------------------------------------------------------------------


@lie(Kind.NUMBER_TWICE)
def one_number_for_two(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A005"), number="A004")


@lie(Kind.NUMBER_GAP)
def a_number_nobody_got(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A005"), number="A006")


@lie(Kind.NUMBER_GAP)
def a_day_that_begins_with_number_two(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "K001"), number="K002")


@lie(Kind.NUMBER_TWICE)
def one_offline_number_for_two(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A003X"), number="A002X")


@lie(Kind.WRONG_NUMBER)
def a_number_of_another_queue(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A005"), number="K002")


@lie(Kind.WRONG_NUMBER)
def an_offline_number_of_another_kiosk(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.issued", "A001X"), kiosk="kiosk-2")


@lie(Kind.WRONG_NUMBER)
def an_offline_number_from_the_server(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.issued", "A001X"), printed=False)


@lie(Kind.WRONG_NUMBER)
def a_number_that_is_none(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.issued", "A005"), number="\x1b[2J")


@lie(Kind.WRONG_NUMBER)
def another_number_called(doctor: Doctor) -> int:
    return doctor.put(doctor.seq("ticket.called"), number="A009")


@lie(Kind.WRONG_NUMBER)
def a_replaced_number_it_never_had(doctor: Doctor) -> int:
    return doctor.say(doctor.seq("ticket.renumbered"), old_number="A004")

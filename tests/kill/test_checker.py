"""The checker finds each kind of lie, and none in an honest morning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.kill.checker import check
from tests.kill.history import Done, GivenUp, Heard, History, Numbered
from tests.kill.store import Event, Store, Ticket

DAY = "2026-11-23"
Morning = tuple[History, Store]
NUMBERS = (("t1", "A001"), ("t2", "A002"), ("t3", "K001"), ("t4", "A003"), ("t5", "K002"))

#: Five visitors: one is served; one comes when called again, and goes on elsewhere; one waits; one
#: fetches something, is sent on and gives up; one with an appointment is cancelled by staff.
EVENTS = (
    Event(1, "counter.opened", None, None, None, "1"),
    Event(2, "ticket.issued", "t1", "A001", "ktp", None),
    Event(3, "ticket.issued", "t2", "A002", "ktp", None),
    Event(4, "ticket.called", "t1", "A001", "ktp", "1"),
    Event(5, "ticket.issued", "t3", "K001", "kk", None),
    Event(6, "ticket.started", "t1", "A001", "ktp", "1"),
    Event(7, "ticket.finished", "t1", "A001", "ktp", "1"),
    Event(8, "ticket.called", "t2", "A002", "ktp", "1"),
    Event(9, "ticket.no_show", "t2", "A002", "ktp", "1"),
    Event(10, "ticket.recalled", "t2", "A002", "ktp", None),
    Event(11, "ticket.called", "t2", "A002", "ktp", "2"),
    Event(12, "ticket.started", "t2", "A002", "ktp", "2"),
    Event(13, "ticket.stop_finished", "t2", "A002", "ktp", "2"),
    Event(14, "ticket.queued", "t2", "A002", "kk", None),
    Event(15, "ticket.issued", "t4", "A003", "ktp", None),
    Event(16, "ticket.called", "t4", "A003", "ktp", "1"),
    Event(17, "ticket.started", "t4", "A003", "ktp", "1"),
    Event(18, "ticket.held", "t4", "A003", "ktp", "1"),
    Event(19, "ticket.returned", "t4", "A003", "ktp", None),
    Event(20, "ticket.called", "t4", "A003", "ktp", "2"),
    Event(21, "ticket.started", "t4", "A003", "ktp", "2"),
    Event(22, "ticket.transferred", "t4", "A003", "ktp", "2"),
    Event(23, "ticket.queued", "t4", "A003", "kk", None),
    Event(24, "ticket.cancelled", "t4", "A003", "kk", None),
    Event(25, "ticket.issued", "t5", "K002", "kk", None),
    Event(26, "ticket.called", "t5", "K002", "kk", "2"),
    Event(27, "ticket.cancelled", "t5", "K002", "kk", "2"),
)
NEXT = len(EVENTS) + 1
ACTIONS = {
    "ticket.called": "call",
    "ticket.started": "start",
    "ticket.finished": "finish",
    "ticket.stop_finished": "finish",
    "ticket.no_show": "no-show",
    "ticket.held": "hold",
    "ticket.returned": "return",
    "ticket.transferred": "transfer",
    "ticket.cancelled": "cancel",
}


def morning() -> Morning:
    history = History(listeners=["board"])
    for ticket, number in (*NUMBERS, NUMBERS[0]):
        history.numbered.append(Numbered(ticket, DAY, number, "B-1" if ticket == "t5" else ""))
    for event in EVENTS:
        if event.type in ACTIONS and event.seq != 24:
            assert event.ticket
            key, action = f"key-{event.seq}", ACTIONS[event.type]
            history.done.append(Done(key, event.counter or "3", action, event.ticket))
        names = (event.number, event.queue, event.counter)
        history.heard.append(Heard("board", event.seq, event.type, *names))
    history.done.append(history.done[0])  # an answer repeated is the same answer
    history.given_up += [GivenUp("t4"), GivenUp("t4")]
    tickets = [
        Ticket("t1", DAY, "A001", "finished"),
        Ticket("t2", DAY, "A002", "waiting"),
        Ticket("t3", DAY, "K001", "waiting"),
        Ticket("t4", DAY, "A003", "cancelled"),
        Ticket("t5", DAY, "K002", "cancelled"),
    ]
    return history, Store(tickets, list(EVENTS), {"B-1": "t5", "B-2": None})


def promises(history: History, store: Store) -> set[str]:
    return {breach.promise for breach in check(history, store)}


def test_an_honest_morning_has_no_breach() -> None:
    assert check(*morning()) == []


def test_numbers_begin_anew_with_each_day_and_prefix_and_run_on_past_999() -> None:
    history, store = History(), Store([], [])
    for day, count in ((DAY, 1002), ("2026-11-24", 3)):
        for n in range(1, count + 1):
            ticket = Ticket(f"{day} {n}", day, f"A{n:03d}", "")
            store.tickets.append(ticket)
            history.numbered.append(Numbered(ticket.id, day, ticket.number))
    assert check(history, store) == []


def lost(history: History, store: Store) -> None:
    del store.tickets[2]
    store.events[:] = [event for event in store.events if event.ticket != "t3"]


def stored_under_another_number(history: History, store: Store) -> None:
    store.tickets[2] = store.tickets[2]._replace(number="K002")


def told_two_numbers(history: History, store: Store) -> None:
    history.numbered.append(Numbered("t3", DAY, "K002"))


def one_number_told_to_two(history: History, store: Store) -> None:
    history.numbered.append(Numbered("t9", DAY, "A001"))


def one_number_stored_for_two(history: History, store: Store) -> None:
    store.tickets.append(Ticket("t9", DAY, "A002", "waiting"))


def number_left_out(history: History, store: Store) -> None:
    store.tickets.append(Ticket("t9", DAY, "A005", "waiting"))


def first_number_left_out(history: History, store: Store) -> None:
    store.tickets[2] = store.tickets[2]._replace(number="K003")


def nobody_was_told_of_it(history: History, store: Store) -> None:
    history.numbered[:] = [told for told in history.numbered if told.ticket != "t3"]


def called_at_two_counters(history: History, store: Store) -> None:
    store.events[5] = Event(6, "ticket.called", "t1", "A001", "ktp", "2")


def called_to_nobody(history: History, store: Store) -> None:
    history.done[:] = [done for done in history.done if done.key != "key-11"]


def call_told_but_not_stored(history: History, store: Store) -> None:
    history.done.append(Done("key-x", "3", "call", "t3"))


def two_counters_told_the_same_call(history: History, store: Store) -> None:
    history.done.append(Done("key-x", "2", "call", "t1"))


def change_told_but_not_stored(history: History, store: Store) -> None:
    history.done.append(Done("key-x", "2", "no-show", "t2"))


def change_nobody_asked_for(history: History, store: Store) -> None:
    history.done[:] = [done for done in history.done if done.key != "key-9"]


def another_answer_to_the_same_key(history: History, store: Store) -> None:
    history.done.append(replace(history.done[0], ticket="t2"))


def ended_twice(history: History, store: Store) -> None:
    store.events.append(Event(NEXT, "ticket.finished", "t1", "A001", "ktp", "1"))


def called_after_its_end(history: History, store: Store) -> None:
    store.events.append(Event(NEXT, "ticket.called", "t1", "A001", "ktp", "1"))


def served_without_a_call(history: History, store: Store) -> None:
    store.events.append(Event(NEXT, "ticket.started", "t3", "K001", "kk", "2"))


def hold_told_but_not_stored(history: History, store: Store) -> None:
    history.done.append(Done("key-x", "1", "hold", "t4"))


def returned_though_nobody_asked(history: History, store: Store) -> None:
    history.done[:] = [done for done in history.done if done.action != "return"]


def sent_on_and_never_queued(history: History, store: Store) -> None:
    store.events[22] = store.events[22]._replace(type="counter.opened", ticket=None)


def cancelled_for_a_visitor_who_did_not_ask(history: History, store: Store) -> None:
    history.given_up.clear()


def cancellation_told_but_not_stored(history: History, store: Store) -> None:
    history.given_up.append(GivenUp("t3"))


def cancelled_by_both(history: History, store: Store) -> None:
    store.events.append(Event(NEXT, "ticket.cancelled", "t5", "K002", "kk", None))


def one_appointment_for_two(history: History, store: Store) -> None:
    history.numbered[1] = replace(history.numbered[1], booking="B-1")


def appointment_stored_for_another(history: History, store: Store) -> None:
    store.bookings["B-1"] = "t3"


def appointment_used_by_nobody(history: History, store: Store) -> None:
    store.bookings["B-2"] = "t3"


def state_without_its_event(history: History, store: Store) -> None:
    store.tickets[2] = store.tickets[2]._replace(state="cancelled")


def events_of_no_ticket(history: History, store: Store) -> None:
    store.events.append(Event(NEXT, "ticket.issued", "t9", "A004", "ktp", None))


def sequence_number_left_out(history: History, store: Store) -> None:
    del store.events[4]


def sequence_number_given_twice(history: History, store: Store) -> None:
    store.events[4] = store.events[4]._replace(seq=4)


def event_not_heard(history: History, store: Store) -> None:
    del history.heard[6]


def last_event_not_heard(history: History, store: Store) -> None:
    del history.heard[-1]


def nothing_heard(history: History, store: Store) -> None:
    history.heard.clear()


def event_heard_twice(history: History, store: Store) -> None:
    history.heard.insert(7, history.heard[6])


def events_heard_in_another_order(history: History, store: Store) -> None:
    history.heard[6], history.heard[7] = history.heard[7], history.heard[6]


def event_heard_that_was_never_stored(history: History, store: Store) -> None:
    history.heard.append(Heard("board", NEXT, "ticket.issued", "A003", "ktp"))


def event_heard_with_another_number(history: History, store: Store) -> None:
    history.heard[7] = replace(history.heard[7], number="A001")


def told_to_begin_anew(history: History, store: Store) -> None:
    history.heard.insert(7, Heard("board", 7, "reset"))


@pytest.mark.parametrize(
    ("lie", "promise"),
    [
        (lost, "lost ticket"),
        (stored_under_another_number, "changed number"),
        (told_two_numbers, "changed number"),
        (one_number_told_to_two, "double number"),
        (one_number_stored_for_two, "double number"),
        (number_left_out, "gap in numbers"),
        (first_number_left_out, "gap in numbers"),
        (nobody_was_told_of_it, "ghost ticket"),
        (called_at_two_counters, "double call"),
        (called_to_nobody, "call nobody got"),
        (call_told_but_not_stored, "lost call"),
        (two_counters_told_the_same_call, "lost call"),
        (change_told_but_not_stored, "lost change"),
        (change_nobody_asked_for, "change nobody asked for"),
        (another_answer_to_the_same_key, "changed answer"),
        (ended_twice, "ended twice"),
        (called_after_its_end, "change after the end"),
        (served_without_a_call, "unlawful change"),
        (hold_told_but_not_stored, "lost change"),
        (returned_though_nobody_asked, "change nobody asked for"),
        (sent_on_and_never_queued, "unlawful change"),
        (cancelled_for_a_visitor_who_did_not_ask, "change nobody asked for"),
        (cancellation_told_but_not_stored, "lost cancellation"),
        (cancelled_by_both, "ended twice"),
        (one_appointment_for_two, "booking used twice"),
        (appointment_stored_for_another, "untrue booking"),
        (appointment_used_by_nobody, "untrue booking"),
        (state_without_its_event, "untrue state"),
        (events_of_no_ticket, "lost ticket"),
        (sequence_number_left_out, "gap in events"),
        (sequence_number_given_twice, "gap in events"),
        (event_not_heard, "missed event"),
        (last_event_not_heard, "missed event"),
        (nothing_heard, "missed event"),
        (event_heard_twice, "repeated event"),
        (events_heard_in_another_order, "event out of order"),
        (event_heard_that_was_never_stored, "untrue event"),
        (event_heard_with_another_number, "untrue event"),
        (told_to_begin_anew, "reset"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_checker_finds_a_lie(lie: Callable[[History, Store], None], promise: str) -> None:
    history, store = morning()
    lie(history, store)
    assert promise in promises(history, store)

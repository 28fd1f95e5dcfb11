"""Tickets that are not given: why not, in words, and nothing is changed."""

from __future__ import annotations

from datetime import datetime

import pytest

from hall.queue.visitor import tickets
from kiosk.domain.ticket import Priority
from kiosk.errors import ContentConflict, NotServedNow, UnknownService, UnknownTicket
from tests.unit.hall.desk import WIB, Desk, ticket_id
from tests.unit.hall.halls import KK, KTP


def nothing_stored(desk: Desk) -> bool:
    tables = ("tickets", "stops", "series")
    empty = all(desk.rows(f"select * from {table}") == [] for table in tables)  # noqa: S608
    return empty and desk.rows("select type from events") == [("day.began",)]


def test_an_unknown_service_is_refused(desk: Desk) -> None:
    with pytest.raises(UnknownService) as refused:
        desk.issue(KTP, "dukcapil.surat-cinta")
    assert refused.value.facts == {"service": "dukcapil.surat-cinta"}
    assert nothing_stored(desk)


@pytest.mark.parametrize(
    ("at", "reason", "opens_at", "words"),
    [
        ((23, 7, 0), "not-yet-open", "2026-11-23T08:00:00+07:00", "mulai pukul 08.00"),
        ((23, 12, 30), "break", "2026-11-23T13:00:00+07:00", "istirahat (Istirahat)"),
        ((23, 13, 45), "last-ticket-passed", "2026-11-24T08:00:00+07:00", "Selasa, 24 November"),
        ((23, 18, 0), "closed-for-today", "2026-11-24T08:00:00+07:00", "Selasa, 24 November 2026"),
    ],
)
def test_a_closed_hall_says_why_and_when_it_opens(
    desk: Desk, at: tuple[int, int, int], reason: str, opens_at: str, words: str
) -> None:
    day, hour, minute = at
    desk.clock.at = datetime(2026, 11, day, hour, minute, tzinfo=WIB)
    with pytest.raises(NotServedNow) as refused:
        desk.issue()
    assert refused.value.facts == {"reason": reason, "opens_at": opens_at}
    assert words in refused.value.sentence
    assert nothing_stored(desk)


def test_a_holiday_is_called_by_its_name(desk: Desk) -> None:
    desk.clock.at = datetime(2026, 12, 25, 9, 0, tzinfo=WIB)
    with pytest.raises(NotServedNow, match="Hari Natal"):
        desk.issue()


def test_a_ticket_given_before_closing_can_be_asked_for_again_afterwards(desk: Desk) -> None:
    request = desk.request()
    first = desk.put(request)
    desk.clock.forward(hours=6)
    assert desk.put(request).number == first.number


def test_a_used_id_with_other_content_is_refused_and_the_ticket_stays(desk: Desk) -> None:
    request = desk.request(KTP)
    ticket = desk.put(request)
    for other in (
        desk.request(KK, id=request.id),
        desk.request(KTP, KK, id=request.id),
        desk.request(KTP, id=request.id, priority=Priority.INFANT),
    ):
        with pytest.raises(ContentConflict):
            desk.put(other)
    assert desk.read(ticket) == ticket
    assert len(desk.events) == 1


def test_a_refused_ticket_uses_up_no_number(desk: Desk) -> None:
    desk.issue()
    with pytest.raises(UnknownService):
        desk.issue("tidak.ada")
    assert desk.issue().number == "A002"


def test_a_ticket_nobody_has_is_unknown(desk: Desk) -> None:
    with pytest.raises(UnknownTicket):
        desk.do(tickets.read, desk.floor, desk.today, ticket_id(7))

"""Numbers beyond three digits, prefixes of two letters, and those a restored store has lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from hall.queue.visitor.numbers import Printed
from hall.store.dialect import Database
from kiosk.domain.ticket import Priority, TicketState
from kiosk.errors import ContentConflict, InvalidOfflineNumber, NumberTaken
from tests.unit.hall import halls
from tests.unit.hall.desk import Desk
from tests.unit.hall.halls import KK, KTP


@pytest.fixture
def desk(database: Database) -> Iterator[Desk]:
    """The small hall; KK has the prefix AB beside A."""
    small = halls.hall()
    ktp, kk, paspor = small.queues
    desk = Desk(database, replace(small, queues=(ktp, replace(kk, prefix="AB"), paspor)))
    yield desk
    desk.close()


def go_on_from(desk: Desk, last: int, prefix: str = "A") -> None:
    """As if so many numbers of a prefix had been given: a busy day, or a store restored."""
    desk.issue(KK if prefix == "AB" else KTP)
    desk.connection.execute(f"update series set last = {last} where prefix = '{prefix}'")  # noqa: S608
    desk.begin_anew()


def given(desk: Desk, number: str, **ago: float) -> Any:
    return {"given": desk.printed(number, **ago)}


def test_after_999_a_number_has_one_digit_more(desk: Desk) -> None:
    go_on_from(desk, 998)
    assert [desk.issue().number for _ in range(3)] == ["A999", "A1000", "A1001"]
    assert desk.call_number("A1000").number == "A1000"


def test_prefixes_of_one_and_two_letters_count_alone(desk: Desk) -> None:
    numbers = [desk.issue(service).number for service in (KTP, KK, KK, KTP)]
    assert numbers == ["A001", "AB001", "AB002", "A002"]


def test_an_offline_number_beyond_999_is_taken(desk: Desk) -> None:
    assert desk.issue(printed=desk.printed("A1000X")).number == "A1000X"
    assert desk.issue(KK, printed=desk.printed("AB1000X")).number == "AB1000X"


def test_a_number_the_restored_store_has_lost_is_taken_back(desk: Desk) -> None:
    go_on_from(desk, 100)
    ticket = desk.issue(**given(desk, "A057", minutes=30))
    assert (ticket.number, ticket.state) == ("A057", TicketState.WAITING)
    assert desk.called().id == ticket.id, "it stands where its time puts it"
    assert desk.issue().number == "A101"


def test_a_lost_number_keeps_its_head_start(desk: Desk) -> None:
    go_on_from(desk, 100)
    desk.issue(**given(desk, "A050", minutes=10))
    elder = desk.issue(priority=Priority.ELDERLY, **given(desk, "A060"))
    assert desk.called().id == elder.id


def test_a_lost_number_of_yesterday_is_kept_and_ends_at_once(desk: Desk) -> None:
    go_on_from(desk, 100)
    desk.clock.forward(days=1)
    ticket = desk.issue(**given(desk, "A057", hours=20))
    assert (ticket.service_day, ticket.state) == ("2026-11-23", TicketState.EXPIRED)


def test_a_lost_number_is_taken_back_once_however_often_it_is_told(desk: Desk) -> None:
    go_on_from(desk, 100)
    request = desk.request(**given(desk, "A057", minutes=30))
    assert desk.put(request) == desk.put(request)
    assert desk.rows("select count(*) from tickets where number = 'A057'") == [(1,)]


def test_a_lost_number_is_taken_back_though_the_hall_gives_none_now(desk: Desk) -> None:
    go_on_from(desk, 100)
    desk.clock.forward(hours=8)
    assert desk.issue(**given(desk, "A057", hours=7)).number == "A057"


# --- what is no lost number ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("A101", "belum pernah diberikan"),
        ("A999999", "belum pernah diberikan"),
        ("AB001", "bukan nomor antrean A"),
        ("K001", "bukan nomor antrean A"),
        ("A057X", "bukan nomor antrean A"),
        ("A57", "bentuknya"),
        ("A000", "bentuknya"),
        ("\x00", "bentuknya"),
        ("", "bentuknya"),
    ],
)
def test_a_number_this_hall_can_not_have_given_is_refused(
    desk: Desk, number: str, why: str
) -> None:
    go_on_from(desk, 100)
    before = desk.rows("select count(*) from tickets")
    with pytest.raises(InvalidOfflineNumber, match=why):
        desk.issue(**given(desk, number))
    assert desk.rows("select count(*) from tickets") == before


def test_on_a_day_without_a_series_nothing_was_given(desk: Desk) -> None:
    with pytest.raises(InvalidOfflineNumber, match="belum pernah"):
        desk.issue(**given(desk, "A001"))


def test_somebody_elses_number_is_not_taken_back(desk: Desk) -> None:
    owner = desk.issue()
    with pytest.raises(NumberTaken):
        desk.issue(**given(desk, "A001"))
    assert desk.read(owner).number == "A001"


@pytest.mark.parametrize(("minutes", "why"), [(-3, "masa depan"), (48 * 60 + 1, "48 jam")])
def test_a_lost_number_has_a_believable_time(desk: Desk, minutes: int, why: str) -> None:
    go_on_from(desk, 100)
    with pytest.raises(InvalidOfflineNumber, match=why):
        desk.issue(**given(desk, "A057", minutes=minutes))


def test_a_number_that_went_back_is_not_given_to_a_second_ticket(desk: Desk) -> None:
    go_on_from(desk, 100)
    desk.issue(**given(desk, "A057"))
    with pytest.raises(NumberTaken):
        desk.issue(**given(desk, "A057"))


def test_an_id_that_has_its_number_keeps_it(desk: Desk) -> None:
    go_on_from(desk, 100)
    request = desk.request()
    ticket = desk.put(request)
    again = desk.put(replace(request, given=Printed("A050", desk.clock.now())))
    assert again.number == ticket.number
    with pytest.raises(ContentConflict):
        desk.issue(KK, id=ticket.id, given=desk.printed("AB050"))

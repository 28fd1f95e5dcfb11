"""One visitor takes no more tickets of a queue than the hall allows, in one go."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.domain.visit import Visit
from kiosk.errors import TooManyTickets, UnknownService


def test_the_limit_counts_each_queue_by_itself() -> None:
    visit = Visit()
    for queue in ("ktp", "ktp", "kk"):
        with visit.taking(queue, 2):
            pass
    with pytest.raises(TooManyTickets) as refusal, visit.taking("ktp", 2):
        pytest.fail("a third ticket")
    assert refusal.value.code == "too-many-tickets"
    assert refusal.value.facts == {"limit": 2}
    assert "meja informasi" in refusal.value.sentence
    with visit.taking("kk", 2):
        pass


def test_a_new_visit_knows_nothing_of_the_one_before() -> None:
    with Visit().taking("ktp", 1):
        pass
    with Visit().taking("ktp", 1):
        pass


def test_a_ticket_that_came_to_nothing_is_not_counted() -> None:
    visit = Visit()
    with pytest.raises(UnknownService), visit.taking("ktp", 1):
        raise UnknownService("x")
    with visit.taking("ktp", 1):
        pass


def test_tickets_asked_for_at_once_are_counted_from_the_asking() -> None:
    visit, together = Visit(), threading.Barrier(8)

    def take(_: int) -> bool:
        together.wait()
        try:
            with visit.taking("ktp", 2):
                return True
        except TooManyTickets:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(take, range(8))) == 2

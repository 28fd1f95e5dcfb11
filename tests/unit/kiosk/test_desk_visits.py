"""How many tickets of a queue one visitor gets: the same with a line and without."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.ticket import Priority
from kiosk.domain.visit import Visit
from kiosk.errors import TooManyTickets
from tests.unit.kiosk.sync.parts import HALL, KK, KTP, audited
from tests.unit.kiosk.sync.rude_server import RudeServer, refuses
from tests.unit.kiosk.sync.small_hall import SmallHall, running
from tests.unit.kiosk.test_desk import Parts, a_desk


def take(kiosk: Parts, visit: Visit, service: str = KTP) -> str:
    return str(kiosk.desk.take_number(service, Priority.NONE, visit).number)


@pytest.mark.parametrize("down", [False, True], ids=["with a line", "without"])
def test_the_limit_of_the_hall_holds_for_each_queue_of_one_visit(
    tmp_path: Path, down: bool
) -> None:
    with running(SmallHall()) as server, a_desk(tmp_path, server.url) as kiosk:
        kiosk.line.down = down
        visit = Visit()
        assert len({take(kiosk, visit), take(kiosk, visit)}) == 2
        asked, noted = len(server.requests), len(audited(tmp_path))
        with pytest.raises(TooManyTickets):
            take(kiosk, visit)
        # Nothing was written, nobody was asked: there is nothing to settle or to cancel.
        assert (len(server.requests), len(audited(tmp_path))) == (asked, noted)
        with kiosk.journal._store.transaction() as db:
            assert db.execute("SELECT count(*) FROM tickets").fetchone() == (2,)
        take(kiosk, visit, KK)
        take(kiosk, Visit())


def test_the_limit_is_the_halls(tmp_path: Path) -> None:
    with a_desk(tmp_path, "http://127.0.0.1:9") as kiosk:
        kiosk.line.down = True
        kiosk.catalog.told = replace(HALL, tickets_per_visit=1)
        visit = Visit()
        take(kiosk, visit)
        with pytest.raises(TooManyTickets):
            take(kiosk, visit)
        kiosk.catalog.told = replace(HALL, tickets_per_visit=3)
        take(kiosk, visit)


def test_a_refusal_costs_the_visitor_none_of_their_tickets(tmp_path: Path) -> None:
    hall = SmallHall()
    hall.puts = lambda _: refuses("not-served-now", 409, reason="break")
    with running(hall) as server, a_desk(tmp_path, server.url) as kiosk:
        visit = Visit()
        for _ in range(3):
            with pytest.raises(Exception, match="not-served-now"):
                take(kiosk, visit)
        hall.puts = lambda _: None
        take(kiosk, visit)
        take(kiosk, visit)


def test_nothing_on_the_disk_says_which_tickets_are_of_one_visitor(tmp_path: Path) -> None:
    with RudeServer(refuses("x")) as server, a_desk(tmp_path, server.url) as kiosk:
        kiosk.line.down = True
        visit = Visit()
        take(kiosk, visit)
        take(kiosk, visit)
        with kiosk.journal._store.transaction() as db:
            columns = {row[1] for row in db.execute("PRAGMA table_info(tickets)")}
    assert columns == {
        *("id", "service", "priority", "service_day", "taken_at"),
        *("state", "number", "offline", "told_at"),
    }

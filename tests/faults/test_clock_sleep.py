"""F29: a kiosk's machine slept, and the hall server was started anew meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.faults.whole_kiosk import WholeKiosk
from tests.helpers.waiting import until
from tests.unit.hall.desk import MORNING
from tests.unit.hall.server import running_server
from tests.unit.kiosk.sync.parts import RunningClock

NIGHT = 8 * 3600.0


def test_the_line_is_there_and_the_time_is_the_halls(tmp_path: Path) -> None:
    machine = RunningClock(MORNING)
    (tmp_path / "hall").mkdir()
    with running_server(tmp_path / "hall") as hall:
        url = f"http://127.0.0.1:{hall.port}"
        shift = MORNING - datetime.now(UTC)
        with WholeKiosk(tmp_path / "kiosk", url, shift, machine=machine) as kiosk:
            kiosk.learn()
            until(kiosk.says_up)
            assert str(kiosk.take().number) == "A001"
            hall.kill()
            hall.start()
            machine.ahead += NIGHT
            until(lambda: abs(kiosk.clock.now() - machine_time(machine)) < timedelta(minutes=1))
            until(kiosk.says_up)
            ticket = kiosk.take()
            assert str(ticket.number) == "A002"
            assert ticket.taken_at - MORNING < timedelta(hours=1)
            assert kiosk.journal.outbox.counts().parked == 0


def machine_time(machine: RunningClock) -> datetime:
    """The time the machine would show, had it not slept."""
    return machine.now() - timedelta(seconds=machine.ahead)

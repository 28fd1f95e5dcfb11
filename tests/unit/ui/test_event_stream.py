"""The hall live over a real socket: snapshot first, then events, over every break of the line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtNetwork import QNetworkAccessManager
from pytestqt.qtbot import QtBot

from kiosk.clock import SystemClock
from kiosk.domain.live import HallEvent, HallSnapshot
from tests.helpers.scripted_hall import MORNING, ScriptedHall, as_sse, scripted_hall
from ui.event_stream import LONGEST_PAUSE_SECONDS, EventStream, Pauses
from ui.fetch import HallAddress


class Listener:
    """A stream and all that it told."""

    def __init__(self, hall: ScriptedHall, token: str = "") -> None:
        self.network = QNetworkAccessManager()
        address = HallAddress(hall.url, token)
        at_once = Pauses(draw=lambda *_: 0.0)
        self.stream = EventStream(address, self.network, SystemClock(), pauses=at_once)
        self.told: list[object] = []
        self.read: list[int] = []
        self.lines: list[bool] = []
        self.stream.eventArrived.connect(self.told.append)
        self.stream.snapshotRead.connect(lambda snapshot: self.read.append(snapshot.seq))
        self.stream.snapshotChanged.connect(self.told.append)
        self.stream.lineChanged.connect(self.lines.append)

    @property
    def events(self) -> list[int]:
        return [told.seq for told in self.told if isinstance(told, HallEvent)]

    @property
    def calls(self) -> list[str]:
        snapshot = self.stream.snapshot
        return [call.number for call in snapshot.calls] if snapshot else []

    @property
    def snapshots(self) -> list[int]:
        return [told.seq for told in self.told if isinstance(told, HallSnapshot)]


@pytest.fixture
def hall() -> Iterator[ScriptedHall]:
    with scripted_hall() as hall:
        yield hall


@pytest.fixture
def listener(hall: ScriptedHall, qtbot: QtBot) -> Iterator[Listener]:
    listener = Listener(hall, token="secret")
    yield listener
    listener.stream.close()


def up(qtbot: QtBot, hall: ScriptedHall, listener: Listener) -> None:
    listener.stream.start()
    qtbot.waitUntil(lambda: listener.stream.connected and hall.streams == 1)


def test_the_snapshot_comes_first_and_the_events_after_its_number(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    hall.happen("ticket.called", "A011", "3")
    up(qtbot, hall, listener)
    hall.happen("ticket.called", "A012", "3", waiting=2)
    qtbot.waitUntil(lambda: listener.snapshots == [1, 2])
    assert listener.events == [2]
    assert [type(told) for told in listener.told] == [HallSnapshot, HallEvent, HallSnapshot]
    assert hall.paths() == ["/v1/hall", "/v1/events"]
    snapshot = listener.stream.snapshot
    assert snapshot is not None
    assert [call.number for call in snapshot.calls] == ["A012", "A011"]
    assert snapshot.queues[0].waiting == 2


def test_every_request_carries_the_token_and_the_stream_the_last_number(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    hall.happen("ticket.called", "A011", "3")
    up(qtbot, hall, listener)
    assert [headers["authorization"] for _, headers in hall.requests] == ["Bearer secret"] * 2
    assert hall.requests[1][1]["last-event-id"] == "1"


def test_after_a_break_nothing_is_missed_and_nothing_told_twice(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    up(qtbot, hall, listener)
    hall.happen("ticket.called", "A001", "1")
    qtbot.waitUntil(lambda: listener.events == [1])
    hall.stop()
    qtbot.waitUntil(lambda: listener.lines == [True, False])
    hall.happen("ticket.called", "A002", "2")
    hall.happen("ticket.called", "A003", "3")
    hall.start()
    qtbot.waitUntil(lambda: listener.lines == [True, False, True])
    hall.happen("ticket.called", "A004", "4")
    qtbot.waitUntil(lambda: listener.events == [1, 2, 3, 4])
    assert listener.snapshots == [0, 1, 3, 4]
    assert hall.requests[-1][1]["last-event-id"] == "1"


def test_a_number_that_was_replaced_is_gone_with_the_next_snapshot(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    hall.happen("ticket.called", "A001", "1")
    up(qtbot, hall, listener)
    hall.replace_number("A001", "A001X")
    hall.happen("ticket.called", "A002", "2")
    qtbot.waitUntil(lambda: listener.calls == ["A002", "A001X"])
    assert listener.events == [2, 3]
    assert listener.lines == [True]


@pytest.mark.parametrize(
    "kind", ["ticket.renumbered", "queue.closed", "queue.opened", "day.began", "store.restored"]
)
def test_an_event_that_changes_more_than_it_says_leads_to_a_fresh_snapshot(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot, kind: str
) -> None:
    up(qtbot, hall, listener)
    hall.refusal = {"reason": "queue-closed", "opens_at": None, "occasion": "system-down"}
    hall.happen(kind)
    qtbot.waitUntil(lambda: listener.read == [0, 1])
    qtbot.waitUntil(lambda: hall.streams == 1)
    assert isinstance(listener.told[-1], HallSnapshot)
    assert listener.told[-1].queues[0].refusal is not None
    hall.happen("ticket.called", "A001", "1")
    qtbot.waitUntil(lambda: listener.events == [1, 2])
    assert listener.lines == [True]  # nobody took it for a break


def test_many_such_events_at_once_lead_to_one_fresh_snapshot(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    up(qtbot, hall, listener)
    # In one piece: on a slow machine each would have its own moment.
    for _ in range(9):
        hall.happen("queue.closed", tell=False)
    hall.say(b"".join(map(as_sse, hall.events)))
    qtbot.waitUntil(lambda: listener.read == [0, 9])
    hall.happen("ticket.called", "A001", "1")
    qtbot.waitUntil(lambda: listener.events == [*range(1, 11)])
    assert listener.read == [0, 9]


def test_a_restored_store_is_heard_of_and_its_numbers_begin_where_they_are(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    up(qtbot, hall, listener)
    hall.happen("ticket.called", "A001", "1")
    qtbot.waitUntil(lambda: listener.events == [1])
    hall.epoch, hall.calls = "epoch-2", []
    hall.happen("store.restored")
    qtbot.waitUntil(lambda: listener.calls == [])
    hall.happen("ticket.called", "A001", "1")
    qtbot.waitUntil(lambda: listener.calls == ["A001"])
    assert listener.events == [1, 2, 3]


def test_a_kind_of_event_that_nobody_knows_yet_changes_nothing(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    hall.happen("ticket.called", "A001", "1")
    up(qtbot, hall, listener)
    hall.happen("ticket.praised", "A001", "1")
    hall.happen("hall.decorated")
    qtbot.waitUntil(lambda: listener.events == [2, 3])
    assert listener.calls == ["A001"]
    assert listener.read == [1]


def test_the_number_of_events_that_were_for_others_is_kept_over_a_break(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    up(qtbot, hall, listener)
    for number in ("A001", "A002", "A003"):
        hall.happen("ticket.called", number, "1", tell=False)
    hall.say(b"id: 2\n\n" + as_sse(hall.events[2]) + b": ping\nid: 7\n\n")
    qtbot.waitUntil(lambda: listener.events == [3])
    for number in ("A004", "A005", "A006", "A007"):
        hall.happen("ticket.called", number, "1", tell=False)
    hall.drop()
    qtbot.waitUntil(lambda: listener.lines == [True, False, True])
    assert hall.requests[-1][1]["last-event-id"] == "7"
    assert listener.events == [3]


def test_the_last_snapshot_stays_while_the_line_is_down(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    hall.happen("ticket.called", "A001", "1")
    up(qtbot, hall, listener)
    hall.stop()
    qtbot.waitUntil(lambda: not listener.stream.connected)
    snapshot = listener.stream.snapshot
    assert snapshot is not None
    assert snapshot.calls[0].number == "A001"


def test_a_reset_reads_the_snapshot_again_and_goes_on_after_it(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    up(qtbot, hall, listener)
    hall.happen("ticket.called", "A001", "1")
    qtbot.waitUntil(lambda: listener.events == [1])
    for number in ("A002", "A003"):
        hall.happen("ticket.called", number, "1")
    qtbot.waitUntil(lambda: listener.events == [1, 2, 3])
    hall.say(b"event: reset\ndata: {}\n\n")
    qtbot.waitUntil(lambda: listener.lines == [True, False, True])
    assert hall.paths() == ["/v1/hall", "/v1/events"] * 2
    assert hall.requests[-1][1]["last-event-id"] == "3"
    hall.happen("ticket.called", "A004", "1")
    qtbot.waitUntil(lambda: listener.events == [1, 2, 3, 4])


def test_another_store_behind_the_address_begins_anew(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    up(qtbot, hall, listener)
    for number in ("A001", "A002"):
        hall.happen("ticket.called", number, "1")
    qtbot.waitUntil(lambda: listener.events == [1, 2])
    hall.stop()
    hall.epoch, hall.events, hall.calls = "epoch-2", [], []
    hall.happen("ticket.called", "B001", "1")
    hall.start()
    qtbot.waitUntil(lambda: listener.lines == [True, False, True])
    assert hall.requests[-1][1]["last-event-id"] == "1"
    hall.happen("ticket.called", "B002", "1")
    qtbot.waitUntil(lambda: listener.events == [1, 2, 2])
    snapshot = listener.stream.snapshot
    assert snapshot is not None
    assert [call.number for call in snapshot.calls] == ["B002", "B001"]


def test_a_store_that_went_back_in_time_begins_anew(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    up(qtbot, hall, listener)
    for number in ("A001", "A002", "A003"):
        hall.happen("ticket.called", number, "1")
    qtbot.waitUntil(lambda: listener.events == [1, 2, 3])
    hall.stop()
    del hall.events[1:]
    hall.start()
    qtbot.waitUntil(lambda: listener.lines == [True, False, True])
    hall.happen("ticket.called", "A009", "1")
    qtbot.waitUntil(lambda: listener.events == [1, 2, 3, 2])


def test_the_hall_s_own_time_goes_on_without_the_line(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    assert listener.stream.hall_now() is None
    assert listener.stream.silent_seconds() is None
    up(qtbot, hall, listener)
    heard = listener.stream.heard_at()
    now = listener.stream.hall_now()
    assert heard is not None
    assert now is not None
    assert MORNING <= heard <= now < MORNING + timedelta(minutes=2)
    assert now.utcoffset() == timedelta(hours=7)


def test_the_hall_s_time_follows_what_happens_there(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    up(qtbot, hall, listener)
    hall.now -= timedelta(minutes=5)  # the hall server's clock was set right
    hall.happen("ticket.called", "A001", "1")
    qtbot.waitUntil(lambda: listener.events == [1])
    now = listener.stream.hall_now()
    assert now is not None
    assert hall.now <= now < hall.now + timedelta(minutes=2)


def test_closing_stops_at_once_and_the_stream_can_begin_again(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    up(qtbot, hall, listener)
    listener.stream.close()
    qtbot.waitUntil(lambda: hall.streams == 0)
    hall.happen("ticket.called", "A001", "1")
    assert listener.events == []
    assert listener.lines == [True]
    up(qtbot, hall, listener)
    assert listener.snapshots == [0, 1]


def test_a_listener_may_close_the_stream_in_the_middle_of_the_news(
    hall: ScriptedHall, listener: Listener, qtbot: QtBot
) -> None:
    up(qtbot, hall, listener)
    listener.stream.eventArrived.connect(lambda _: listener.stream.close())
    hall.happen("ticket.called", "A001", "1")
    hall.happen("ticket.called", "A002", "1")
    qtbot.waitUntil(lambda: hall.streams == 0)
    assert listener.events == [1]
    assert listener.snapshots == [0]


def test_pauses_grow_to_half_a_minute_and_begin_anew_after_a_good_stream() -> None:
    drawn: list[tuple[float, float]] = []
    pauses = Pauses(draw=lambda low, high: drawn.append((low, high)) or high)
    waited = [pauses.next() for _ in range(9)]
    assert waited == [0.5, 1, 2, 4, 8, 16, 30, 30, LONGEST_PAUSE_SECONDS]
    assert {low for low, _ in drawn} == {0.0}
    pauses.reset()
    assert pauses.next() == 0.5


def test_pauses_are_drawn_at_random_within_their_bound() -> None:
    drawn = {Pauses().next() for _ in range(50)}
    assert len(drawn) > 40
    assert all(0.0 <= pause <= 0.5 for pause in drawn)

"""A board whose line breaks keeps what it knows, says how old it is, and misses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.board_stage import BoardStage, board_stage
from tests.helpers.sample_board import set_up
from tests.helpers.scripted_hall import ScriptedHall, scripted_hall


@pytest.fixture
def hall() -> Iterator[ScriptedHall]:
    with scripted_hall(set_up) as hall:
        yield hall


@pytest.fixture
def stage(hall: ScriptedHall, qtbot: QtBot) -> Iterator[BoardStage]:
    with board_stage(hall, qtbot) as stage:
        yield stage


def lose_the_line(stage: BoardStage) -> None:
    stage.hall.stop()
    shell = stage.shell
    assert shell is not None
    stage.qtbot.waitUntil(lambda: not shell.stream.connected)


def test_after_ten_silent_seconds_the_board_says_as_of_when_and_keeps_its_numbers(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    stage.start()
    stage.hears(hall.happen("ticket.called", "A012", "c3"))
    lose_the_line(stage)
    stage.clock.seconds += 9.9
    stage.board.tick()
    assert stage.board.asOf == ""
    stage.clock.seconds += 60
    stage.board.tick()
    assert stage.board.asOf == "09.41"
    assert stage.board.clock == "09.42"
    assert (stage.board.number, stage.board.counter) == ("A012", 3)


def test_a_line_that_is_open_but_silent_is_stale_too(stage: BoardStage) -> None:
    stage.start()
    stage.clock.seconds += 10
    stage.board.tick()
    assert stage.board.asOf == "09.41"


def test_the_mark_goes_when_the_hall_is_heard_again(hall: ScriptedHall, stage: BoardStage) -> None:
    stage.start()
    lose_the_line(stage)
    stage.clock.seconds += 20
    stage.board.tick()
    assert stage.board.asOf != ""
    hall.start()
    stage.wait_for_the_line()
    stage.board.tick()
    assert stage.board.asOf == ""


def test_calls_made_during_a_break_are_spoken_once_afterwards(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    stage.start()
    stage.hears(hall.happen("ticket.called", "A001", "c1"))
    lose_the_line(stage)
    hall.now += timedelta(seconds=5)
    hall.happen("ticket.called", "B001", "c2")
    hall.happen("ticket.called", "C001", "c3")
    hall.happen("ticket.started", "C001", "c3")  # whoever came needs no call
    hall.now += timedelta(seconds=15)
    hall.start()
    stage.wait_for_the_line()
    seq = hall.happen("ticket.called", "D001", "c4")
    stage.hears(seq)
    stage.finish_all()
    assert stage.spoken == [
        "a nol nol satu > satu",
        "b nol nol satu > dua",
        "d nol nol satu > empat",
    ]


def test_a_long_break_does_not_end_in_a_flood_of_old_calls(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    stage.start()
    lose_the_line(stage)
    for number in range(1, 5):
        hall.happen("ticket.called", f"A{number:03d}", f"c{number}")
    hall.now += timedelta(minutes=5)
    hall.start()
    stage.wait_for_the_line()
    assert stage.board.number == "A004"
    assert stage.spoken == []


def test_a_hall_server_whose_clock_is_set_back_is_still_heard(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    stage.start()
    stage.hears(hall.happen("ticket.called", "A001", "c1"))
    hall.now -= timedelta(minutes=5)
    stage.hears(hall.happen("ticket.called", "A002", "c1"))
    stage.finish_all()
    assert stage.spoken == ["a nol nol satu > satu", "a nol nol dua > satu"]
    assert (stage.board.number, stage.board.clock) == ("A002", "09.36")


def test_another_store_behind_the_address_replaces_what_is_shown(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    stage.start()
    stage.hears(hall.happen("ticket.called", "A001", "c1"))
    stage.finish_all()
    lose_the_line(stage)
    hall.epoch, hall.events, hall.calls = "epoch-2", [], []
    hall.start()
    stage.wait_for_the_line()
    assert stage.board.number == ""
    stage.hears(hall.happen("ticket.called", "A001", "c2"))
    assert stage.spoken[-1] == "a nol nol satu > dua"


def test_a_board_that_starts_before_its_hall_server_finds_it(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    hall.stop()
    stage.build()
    stage.board.start()
    with stage.qtbot.waitSignal(stage.board.changed):  # a second without a hall
        pass
    assert not stage.board.ready
    hall.start()
    stage.wait_for_the_line()
    assert stage.board.ready


@pytest.mark.logs("set-up cannot be read")
def test_a_set_up_that_cannot_be_read_is_asked_for_again(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    hall.answers["/v1/catalog/changes"] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
    stage.build()
    stage.board.start()
    stage.qtbot.waitUntil(lambda: len(hall.requests) >= 2)
    assert not stage.board.ready
    del hall.answers["/v1/catalog/changes"]
    stage.wait_for_the_line()

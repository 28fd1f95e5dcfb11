"""What a board shows and says of the hall it listens to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.board_stage import BoardStage, board_stage
from tests.helpers.sample_board import catalog, hall_record, set_up
from tests.helpers.scripted_hall import ScriptedHall, scripted_hall

MINUTE = timedelta(minutes=1)


@pytest.fixture
def hall() -> Iterator[ScriptedHall]:
    with scripted_hall(set_up) as hall:
        yield hall


@pytest.fixture
def stage(hall: ScriptedHall, qtbot: QtBot) -> Iterator[BoardStage]:
    with board_stage(hall, qtbot) as stage:
        yield stage


def test_before_the_hall_is_heard_the_board_says_so(stage: BoardStage) -> None:
    stage.build()
    board = stage.board
    assert not board.ready
    assert (board.number, board.clock, board.notice, board.asOf) == ("", "", "", "")


def test_a_hall_without_a_call_is_no_missing_hall(stage: BoardStage) -> None:
    stage.start()
    assert stage.board.ready
    assert stage.board.number == ""
    assert stage.board.hallName == "Mal Pelayanan Publik Kota Contoh"
    assert stage.board.clock == "09.41"
    assert stage.board.date.split() == ["Senin,", "23", "November"]


def test_a_call_stands_large_and_is_spoken(hall: ScriptedHall, stage: BoardStage) -> None:
    stage.start()
    stage.hears(hall.happen("ticket.called", "A012", "c3"))
    board = stage.board
    assert (board.number, board.counter) == ("A012", 3)
    assert board.place == "Samsat · Zona Biru · Lantai 1"
    assert board.calling
    assert board.caption == "Nomor antrean A, nol satu dua, silakan menuju loket tiga"
    assert stage.spoken == ["a nol satu dua > tiga"]
    stage.finish_all()
    assert (board.calling, board.caption) == (False, "")
    assert board.number == "A012"


def test_the_reading_of_the_hall_rules_voice_and_caption(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    stage.start(reading="cardinal")
    stage.hears(hall.happen("ticket.called", "A012", "c11"))
    assert stage.spoken == ["a dua belas > sebelas"]
    assert stage.board.caption == "Nomor antrean A, dua belas, silakan menuju loket sebelas"


def test_the_call_on_the_air_stands_large_while_newer_ones_wait_their_turn(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    stage.start()
    hall.happen("ticket.called", "A001", "c1")
    hall.happen("ticket.called", "B001", "c2")
    stage.hears(hall.happen("ticket.called", "C001", "c3"))
    assert stage.board.number == "A001"
    assert stage.rows == ["C001", "B001"]
    assert stage.spoken == ["a nol nol satu > satu"]


def test_calls_for_other_zones_and_agencies_are_neither_shown_nor_spoken(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    stage.start(zones=("biru",), agencies=("dukcapil", "imigrasi"))
    hall.happen("ticket.called", "B001", "c2")  # imigrasi, but in the green zone
    hall.happen("ticket.called", "C001", "c3")  # blue zone, but samsat
    stage.hears(hall.happen("ticket.called", "A001", "c1"))
    assert stage.board.number == "A001"
    assert stage.rows == []
    assert stage.spoken == ["a nol nol satu > satu"]


@pytest.mark.logs("zona-salah")
def test_a_filter_that_fits_nothing_is_said_by_name(stage: BoardStage) -> None:
    stage.start(zones=("zona-salah",))


def test_a_start_speaks_only_the_last_ten_seconds(hall: ScriptedHall, stage: BoardStage) -> None:
    hall.happen("ticket.called", "A001", "c1")
    hall.now += timedelta(seconds=11)
    hall.happen("ticket.called", "B001", "c2")
    hall.now += timedelta(seconds=9)
    stage.start()
    assert stage.spoken == ["b nol nol satu > dua"]
    assert stage.board.number == "B001"
    assert stage.rows == ["A001"]


def test_a_visitor_who_came_before_the_call_was_spoken_is_not_called(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    stage.start()
    hall.happen("ticket.called", "A001", "c1")
    hall.happen("ticket.called", "B001", "c2")
    hall.happen("ticket.called", "C001", "c3")
    stage.hears(hall.happen("ticket.started", "B001", "c2"))
    stage.finish_all()
    assert stage.spoken == ["a nol nol satu > satu", "c nol nol satu > tiga"]


@pytest.mark.parametrize(
    "kind",
    [
        "ticket.finished",
        "ticket.stop_finished",
        "ticket.transferred",
        "ticket.held",
        "ticket.no_show",
        "ticket.cancelled",
        "ticket.expired",
    ],
)
def test_a_number_that_nobody_expects_any_more_is_not_spoken(
    hall: ScriptedHall, stage: BoardStage, kind: str
) -> None:
    stage.start()
    hall.happen("ticket.called", "A001", "c1")
    hall.happen("ticket.called", "B001", "c2")
    hall.happen("ticket.called", "C001", "c3")
    stage.hears(hall.happen(kind, "B001", "c2"))
    stage.finish_all()
    assert stage.spoken == ["a nol nol satu > satu", "c nol nol satu > tiga"]


def test_a_number_sent_to_another_counter_is_called_there(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    stage.start()
    hall.happen("ticket.called", "A001", "c1")
    hall.happen("ticket.called", "B001", "c2")
    hall.happen("ticket.started", "B001", "c2")
    hall.happen("ticket.transferred", "B001", "c2")
    stage.hears(hall.happen("ticket.called", "B001", "c3"))
    stage.finish_all()
    assert stage.spoken == ["a nol nol satu > satu", "b nol nol satu > tiga"]
    assert (stage.board.number, stage.board.counter) == ("B001", 3)
    assert stage.rows == ["A001"]


def test_a_new_day_begins_with_an_empty_board(hall: ScriptedHall, stage: BoardStage) -> None:
    stage.start()
    stage.hears(hall.happen("ticket.called", "A001", "c1"))
    stage.finish_all()
    stage.hears(hall.happen("day.began"))
    assert stage.board.number == ""
    stage.wait_for_a_fresh_snapshot(2)
    stage.hears(hall.happen("ticket.called", "A001", "c2"))
    assert (stage.board.number, stage.board.counter) == ("A001", 2)
    assert stage.rows == []


def test_a_restored_hall_shows_the_calls_it_still_knows(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    stage.start()
    hall.happen("ticket.called", "A001", "c1")
    stage.hears(hall.happen("ticket.called", "B001", "c2"))
    stage.finish_all()
    hall.epoch, hall.calls = "epoch-2", hall.calls[1:]
    hall.happen("store.restored")
    stage.qtbot.waitUntil(lambda: stage.board.number == "A001")
    assert stage.rows == []


def test_the_rows_hold_four_calls_at_most(hall: ScriptedHall, stage: BoardStage) -> None:
    for number in range(1, 8):
        hall.happen("ticket.called", f"A{number:03d}", "c1")
    hall.now += MINUTE
    stage.start()
    assert stage.board.number == "A007"
    assert stage.rows == ["A006", "A005", "A004", "A003"]


def test_yesterday_s_calls_are_not_on_the_board(hall: ScriptedHall, stage: BoardStage) -> None:
    hall.happen("ticket.called", "A001", "c1")
    hall.now += timedelta(days=1)
    hall.happen("ticket.called", "B001", "c2")
    hall.now += MINUTE
    stage.start()
    assert stage.board.number == "B001"
    assert stage.rows == []
    stage.clock.seconds += 24 * 3600
    stage.board.tick()
    assert stage.board.number == ""


def test_the_quiet_line_changes_without_moving(stage: BoardStage) -> None:
    stage.start()
    seen = set()
    for _ in range(4):
        stage.clock.seconds += 12
        stage.board.tick()
        seen.add(stage.board.notice)
    assert seen == {
        "Hari ini buka pukul 08.00–14.00, istirahat 12.00–12.30",
        "Pindai kode di tiket untuk memantau antrean dari ponsel",
    }


def test_a_changed_set_up_reaches_a_running_board(hall: ScriptedHall, stage: BoardStage) -> None:
    stage.start()
    hall.catalog = catalog(hall_record(name="Mal Baru", city="Kota Baru"))
    hall.happen("catalog.changed")
    stage.qtbot.waitUntil(lambda: stage.board.hallName == "Mal Baru Kota Baru")


def test_a_counter_that_opened_after_the_start_is_looked_up_and_called(
    hall: ScriptedHall, stage: BoardStage
) -> None:
    stage.start()
    counters = hall_record()["counters"]
    new = {"id": "new", "number": 40, "zone_id": "biru", "agency_id": "samsat", "profile": []}
    hall.catalog = catalog(hall_record(counters=[*counters, new]))
    stage.hears(hall.happen("ticket.called", "A001", "new"))
    stage.qtbot.waitUntil(lambda: stage.board.counter == 40)
    assert stage.spoken == ["a nol nol satu > empat puluh"]


def test_a_counter_nobody_knows_is_asked_for_once(hall: ScriptedHall, stage: BoardStage) -> None:
    stage.start()
    for number in range(1, 5):
        hall.happen("ticket.called", f"A{number:03d}", "nowhere")
    stage.hears(hall.happen("ticket.called", "B001", "c2"))
    stage.qtbot.waitUntil(lambda: stage.board.number == "B001")
    assert stage.spoken == ["b nol nol satu > dua"]
    stage.qtbot.waitUntil(lambda: asked(hall) == 2)  # at the start, and for "nowhere"
    hall.happen("ticket.called", "A005", "nowhere")
    stage.hears(hall.happen("ticket.called", "B002", "c2"))
    assert asked(hall) == 2


def asked(hall: ScriptedHall) -> int:
    """How often the board has asked for the hall's set-up."""
    return sum("catalog" in path for path in hall.paths())

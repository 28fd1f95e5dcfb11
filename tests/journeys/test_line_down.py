"""The line to the hall server is down: visitors still get numbers, and each ticket exists once."""

from __future__ import annotations

import sqlite3

from PIL import Image

from tests.helpers.waiting import PATIENCE, until
from tests.journeys.cutting_proxy import CuttingProxy
from tests.journeys.processes import Screen
from tests.journeys.stage import Stage
from tests.papers import read_number

WAKE = "Sentuh layar untuk mulai. Touch the screen to begin"


def test_the_next_visitor_gets_a_number_while_the_hall_server_is_gone(stage: Stage) -> None:
    hall = stage.start_hall()
    kiosk = stage.start_kiosk()
    take_number(kiosk)
    kiosk.wait_for("A001")
    kiosk.tap("Selesai")

    hall.kill()
    take_number(kiosk)
    kiosk.wait_for("A001X")
    stage.printed(2)
    kiosk.tap("Selesai")
    kiosk.tap(WAKE)
    kiosk.wait_for("Tanpa jaringan")

    stage.start_hall()
    until(lambda: numbers(stage) == ["A001", "A001X"])
    kiosk.wait_for("Tersambung")
    assert papers(stage) == ["A001", "A001X"]


def test_a_kiosk_started_without_the_line_has_its_catalog_and_gives_numbers(stage: Stage) -> None:
    hall = stage.start_hall()
    kiosk = stage.start_kiosk()
    kiosk.tap(WAKE)
    kiosk.wait_for("KTP elektronik baru (pemula)")
    kiosk.stop()
    hall.kill()

    kiosk = stage.start_kiosk()
    take_number(kiosk)
    kiosk.wait_for("A001X")
    stage.printed(1)
    assert papers(stage) == ["A001X"]


def test_a_server_that_dies_between_commit_and_answer_leaves_one_ticket(stage: Stage) -> None:
    with CuttingProxy(stage.port) as wire:
        stage.kiosk_port = wire.port
        hall = stage.start_hall()
        kiosk = stage.start_kiosk()
        kiosk.tap(WAKE)
        kiosk.wait_for("Tersambung")

        wire.cutting.set()
        kiosk.tap("KTP elektronik baru (pemula)")
        kiosk.tap("Ambil nomor")
        assert wire.cut.wait(PATIENCE)
        hall.kill()
        kiosk.wait_for("A001X")
        stage.printed(1)
        assert numbers(stage) == ["A001"], "the hall server had stored it before it died"

        wire.cutting.clear()
        stage.start_hall()
        until(lambda: numbers(stage) == ["A001X"])
        assert papers(stage) == ["A001X"]


def take_number(kiosk: Screen) -> None:
    kiosk.tap(WAKE)
    kiosk.tap("KTP elektronik baru (pemula)")
    kiosk.tap("Ambil nomor")


def numbers(stage: Stage) -> list[str]:
    """The numbers in the hall server's store."""
    address = f"{(stage.folder / 'hall.db').as_uri()}?mode=ro"
    with sqlite3.connect(address, uri=True) as store:
        rows = store.execute("SELECT number FROM tickets ORDER BY number").fetchall()
    store.close()
    return [number for (number,) in rows]


def papers(stage: Stage) -> list[str]:
    """The numbers on the paper that came out, in order."""
    found = []
    for path in sorted(stage.paper.glob("ticket-*.png")):
        with Image.open(path) as picture:
            found.append(read_number(picture))
    return found

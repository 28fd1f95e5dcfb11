"""Hold, transfer, cancel, call out of order, close a queue: by mouse and by keyboard only."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from playwright.sync_api import expect

from tests.helpers.waiting import until
from tests.unit.web.counter_page import CounterPage
from tests.unit.web.hall_server import HallServer, Place, reserved

CounterAt = Callable[..., CounterPage]
OTHER = reserved("Y")  # of the other agency


def refusal(server: HallServer, place: Place) -> dict[str, Any] | None:
    """Why a queue gives no tickets, as kiosks read it."""
    queues = json.loads(server.ask("GET", "/v1/hall")[1])["queues"]
    found: dict[str, Any] | None = next(
        one["refusal"] for one in queues if one["id"] == f"q-{place.letter.lower()}"
    )
    return found


def test_a_held_ticket_leaves_the_counter_free_and_comes_back_to_its_place(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    held, other = (shared_hall.issue(place.services[:1])["number"] for _ in range(2))
    desk = counter_at(shared_hall, place.counters[0])
    beside = counter_at(shared_hall, place.counters[1])
    desk.serve(held)
    desk.click("hold")
    desk.expect_state("idle")
    for one in (desk, beside):
        expect(one.page.get_by_role("heading", name="Ditahan · 1")).to_be_visible()
        expect(one.held()).to_contain_text(f"{held}KTP hilangbaru")
    expect(desk.page.locator("#recent")).to_contain_text(f"{held} ditahan")
    beside.ready()
    beside.page.get_by_role("button", name=f"Kembalikan ke antrean: {held}").click()
    expect(desk.held()).to_have_count(0)
    expect(desk.waiting()).to_contain_text([held, other])
    desk.press("next")
    desk.expect_state("called", held)


def test_holding_and_taking_back_needs_no_mouse(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    number = shared_hall.issue(place.services[:1])["number"]
    desk = counter_at(shared_hall, place.counters[0])
    desk.serve(number)
    desk.press("hold")
    desk.expect_state("idle")
    desk.ready()
    back = desk.page.get_by_role("button", name=f"Kembalikan ke antrean: {number}")
    for _ in range(3):  # past the two tools of the queue
        desk.page.keyboard.press("Tab")
    expect(back).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.waiting()).to_contain_text(number)
    assert shared_hall.told(number)[-2:] == ["ticket.held", "ticket.returned"]


def test_a_held_ticket_is_cancelled_after_one_question(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    desk = counter_at(shared_hall, place.counters[0])
    desk.serve(ticket["number"])
    desk.press("hold")
    desk.expect_state("idle")
    desk.ready()
    desk.page.get_by_role("button", name=f"Batalkan: {ticket['number']}").click()
    desk.question(f"Batalkan {ticket['number']}?").get_by_role("button", name="Ya").click()
    expect(desk.held()).to_have_count(0)
    assert shared_hall.ticket(ticket["id"])["state"] == "cancelled"


def test_a_called_ticket_is_cancelled_after_one_question_and_not_by_the_first_enter(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    number = shared_hall.issue(place.services[:1])["number"]
    desk = counter_at(shared_hall, place.counters[0])
    desk.press("next")
    desk.expect_state("called", number)
    desk.press("cancel")
    question = desk.question(f"Batalkan {number}?")
    expect(question.get_by_role("button", name="Kembali")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(question).to_be_hidden()
    desk.expect_state("called", number)
    desk.press("cancel")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Enter")
    desk.expect_state("idle")
    expect(desk.page.locator("#recent")).to_contain_text(f"{number} dibatalkan")
    assert shared_hall.told(number).count("ticket.cancelled") == 1


def test_a_visitor_is_sent_on_to_a_service_found_by_typing(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    desk = counter_at(shared_hall, place.counters[0])
    desk.serve(ticket["number"])
    desk.press("transfer")
    question = desk.question("Alihkan ke layanan lain")
    agencies = question.locator("legend:visible")
    expect(agencies).to_have_text(["Dukcapil", "Polres"])
    desk.page.keyboard.type("  keliling POL")
    expect(agencies).to_have_text(["Polres"])
    expect(question.locator("#transfer-list label:visible")).to_have_count(3)
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("ArrowDown")
    desk.page.keyboard.press("Enter")
    desk.expect_state("idle")
    moved = shared_hall.ticket(ticket["id"])
    assert (moved["state"], moved["service"]) == ("waiting", OTHER.services[2])
    expect(desk.page.locator("#recent")).to_contain_text(f"{ticket['number']} dialihkan")


def test_a_transfer_needs_a_choice_and_says_when_nothing_fits(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    desk = counter_at(shared_hall, place.counters[0])
    desk.serve(ticket["number"])
    desk.click("transfer")
    question = desk.question("Alihkan ke layanan lain")
    expect(question.locator("#transfer-list label").first).to_be_visible()
    assert question.locator(f"input[value='{place.services[0]}']").count() == 0  # where they are
    question.get_by_role("button", name="Alihkan").click()
    expect(question.get_by_role("alert")).to_have_text("Pilih satu layanan dulu.")
    question.get_by_label("Cari layanan").fill("paspor")
    expect(question.get_by_role("alert")).to_contain_text("Tidak ada layanan yang cocok.")
    question.get_by_role("button", name="Alihkan").click()
    expect(question).to_be_visible()
    question.get_by_label("Cari layanan").fill("keluarga keliling")
    expect(question.locator("#transfer-list label:visible")).to_have_count(1)
    expect(question.locator("input:checked")).to_have_value(OTHER.services[1])
    question.get_by_role("button", name="Alihkan").click()
    desk.expect_state("idle")
    assert shared_hall.ticket(ticket["id"])["service"] == OTHER.services[1]


def test_somebody_in_the_list_is_called_out_of_order_with_a_reason(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    first, second = (shared_hall.issue(place.services[:1])["number"] for _ in range(2))
    desk = counter_at(shared_hall, place.counters[0])
    desk.ready()
    desk.waiting().get_by_role("button", name=second).click()
    question = desk.question("Panggil di luar urutan")
    expect(question.get_by_label("Nomor", exact=True)).to_have_value(second)
    question.get_by_role("button", name="Panggil").click()  # nothing without a reason
    expect(question).to_be_visible()
    question.get_by_label("Berkas yang kurang sudah dibawa").check()
    question.get_by_role("button", name="Panggil").click()
    desk.expect_state("called", second)
    expect(desk.waiting()).to_contain_text(first)


def test_a_number_is_typed_and_called_out_of_order_without_a_mouse(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    numbers = [shared_hall.issue(place.services[:1])["number"] for _ in range(3)]
    desk = counter_at(shared_hall, place.counters[0])
    desk.key("n")
    question = desk.question("Panggil di luar urutan")
    expect(question.get_by_label("Nomor", exact=True)).to_be_focused()
    desk.page.keyboard.type(f" {numbers[2].lower()[:2]} {numbers[2][2:]} ")
    desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Space")
    desk.page.keyboard.press("Enter")
    desk.expect_state("called", numbers[2])
    desk.key("n")  # not while somebody is at the counter
    expect(question).to_be_hidden()
    expect(desk.waiting().first.get_by_role("button")).to_be_disabled()


def test_escape_leaves_a_question_and_nothing_is_done(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    number = shared_hall.issue(place.services[:1])["number"]
    desk = counter_at(shared_hall, place.counters[0])
    desk.key("n")
    desk.page.keyboard.type("sxrf")  # letters in a field are letters
    desk.page.keyboard.press("Escape")
    expect(desk.question("Panggil di luar urutan")).to_be_hidden()
    desk.expect_state("idle")
    expect(desk.page.locator("#primary")).to_be_focused()
    desk.serve(number)
    desk.press("transfer")
    desk.page.keyboard.press("Escape")
    desk.ready()
    desk.expect_state("serving", number)


def test_a_queue_is_closed_for_half_an_hour_and_opened_again(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    desk = counter_at(shared_hall, place.counters[0])
    beside = counter_at(shared_hall, place.counters[1])
    desk.ready()
    desk.page.get_by_role("button", name="Tutup antrean").click()
    question = desk.question("Tutup antrean sementara")
    expect(question.get_by_label(f"{place.letter} · Antrean {place.letter}")).to_be_checked()
    question.get_by_label("30 menit").check()
    question.get_by_label("Bahan habis").check()
    question.get_by_role("button", name="Tutup antrean").click()
    for one in (desk, beside):
        closed = one.page.get_by_role("list", name="Antrean yang ditutup")
        expect(closed).to_contain_text(f"Antrean {place.letter} ditutup sampai 10.")
        expect(closed).to_contain_text("bahan habis")
    told = refusal(shared_hall, place)
    assert told
    assert told["occasion"] == "materials-out"
    beside.ready()
    beside.page.get_by_role("button", name="Buka lagi").click()
    expect(desk.page.locator("#closures")).to_be_hidden()
    until(lambda: refusal(shared_hall, place) is None)


def test_a_queue_is_closed_until_the_end_of_the_halls_day_without_a_mouse(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    desk = counter_at(shared_hall, place.counters[0])
    desk.key("u")
    question = desk.question("Tutup antrean sementara")
    expect(question.get_by_label(f"{place.letter} · Antrean {place.letter}")).to_be_focused()
    for key in ("Tab", "Space", "ArrowDown", "ArrowDown", "Tab", "Space", "ArrowDown", "Enter"):
        desk.page.keyboard.press(key)
    expect(desk.page.locator("#closures")).to_contain_text(
        f"Antrean {place.letter} ditutup sampai akhir hari: petugas tidak di tempat."
    )
    told = refusal(shared_hall, place)
    assert told
    tomorrow = shared_hall.now.date() + timedelta(days=1)
    assert told["opens_at"] == f"{tomorrow}T08:00:00+07:00"  # when numbers are given again

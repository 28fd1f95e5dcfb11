"""Hold, transfer, cancel, out of order, closures: when somebody was faster or nobody answers."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import expect

from tests.unit.web import audit
from tests.unit.web.counter_page import CounterPage
from tests.unit.web.hall_server import HOSTILE, HallServer, Place, places, reserved

CounterAt = Callable[..., CounterPage]
PLACE: Place = next(iter(places()))


def test_who_asks_for_a_number_a_colleague_has_called_reads_who_has_it(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    number = shared_hall.issue(place.services[:1])["number"]
    here = counter_at(shared_hall, place.counters[0])
    there = counter_at(shared_hall, place.counters[1])
    here.key("n")
    here.page.keyboard.type(number)
    there.press("next")
    there.expect_state("called", number)
    question = here.question("Panggil di luar urutan")
    question.get_by_label("Permintaan instansi").check()
    expect(here.waiting()).to_have_count(0)
    here.ready()
    here.page.keyboard.press("Enter")
    problem = here.page.locator("#problem-banner")
    expect(problem).to_contain_text("“Panggil di luar urutan” tidak dilakukan.")
    expect(problem).to_contain_text(f"Loket {place.counters[1]}")
    here.expect_state("idle")
    assert shared_hall.told(number).count("ticket.called") == 1


def test_a_number_nobody_has_and_a_number_of_elsewhere_are_told_in_sentences(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    foreign = shared_hall.issue(reserved("Y").services[:1])["number"]
    desk = counter_at(shared_hall, place.counters[0])
    for typed, words in (
        (f"{place.letter}999", "tidak sedang menunggu di antrean loket ini"),
        (foreign, "tidak melayani"),
        ("<b>'\"\\", "tidak sedang menunggu"),
    ):
        desk.key("n")
        desk.page.keyboard.type(typed)
        desk.question("Panggil di luar urutan").get_by_label("Kekeliruan petugas").check()
        desk.page.keyboard.press("Enter")
        expect(desk.page.locator("#problem-banner")).to_contain_text(words)
        assert desk.page.locator("#problem-banner *").count() == 0
    desk.expect_state("idle")


def test_a_held_ticket_the_visitor_has_given_up_closes_the_question_about_it(
    shared_hall: HallServer, place: Place, counter_at: CounterAt
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    desk = counter_at(shared_hall, place.counters[0])
    desk.serve(ticket["number"])
    desk.press("hold")
    desk.expect_state("idle")
    desk.ready()
    desk.page.get_by_role("button", name=f"Batalkan: {ticket['number']}").click()
    question = desk.question(f"Batalkan {ticket['number']}?")
    expect(question).to_be_visible()
    assert shared_hall.ask("DELETE", f"/v1/tickets/{ticket['id']}")[0] == 200
    expect(question).to_be_hidden()
    expect(desk.page.locator("#notice")).to_have_text(
        "Keadaan di loket sudah berubah; tidak ada yang dikirim."
    )
    expect(desk.held()).to_have_count(0)
    assert shared_hall.told(ticket["number"]).count("ticket.cancelled") == 1


def test_taking_back_what_was_given_up_meanwhile_shows_the_servers_sentence(
    hall: HallServer, counter_at: CounterAt
) -> None:
    ticket = hall.issue(PLACE.services[:1])
    desk = counter_at(hall, PLACE.counters[0])
    desk.serve(ticket["number"])
    desk.press("hold")
    expect(desk.held()).to_have_count(1)
    desk.ready()
    view = f"**/v1/counters/{PLACE.counters[0]}"
    desk.page.route(view, lambda route: route.abort())  # this page cannot read of it
    hall.ask("DELETE", f"/v1/tickets/{ticket['id']}")
    desk.page.get_by_role("button", name="Kembalikan ke antrean").click()
    expect(desk.page.locator("#problem-banner")).to_contain_text(
        f"“Kembalikan ke antrean” tidak dilakukan. Tiket {ticket['number']} sudah dibatalkan"
    )
    desk.page.unroute(view)
    expect(desk.held()).to_have_count(0)


def test_a_transfer_whose_answer_was_lost_is_sent_with_the_same_key_and_done_once(
    hall: HallServer, counter_at: CounterAt
) -> None:
    ticket = hall.issue(PLACE.services[:1])
    desk = counter_at(hall, PLACE.counters[0])
    keys: list[str | None] = []

    def lose_the_first_answer(route):  # type: ignore[no-untyped-def]
        keys.append(route.request.headers.get("idempotency-key"))
        if len(keys) == 1:
            assert route.fetch().status == 200  # the server did it
            route.abort()
        else:
            route.continue_()

    desk.page.route("**/transfer", lose_the_first_answer)
    desk.serve(ticket["number"])
    desk.press("transfer")
    desk.page.keyboard.type("keliling anak")
    expect(desk.page.locator("#transfer-list label:visible")).to_have_count(1)
    desk.page.keyboard.press("Enter")
    desk.expect_state("idle")
    desk.ready()
    assert len(keys) == 2
    assert len(set(keys)) == 1
    assert hall.told(ticket["number"])[-2:] == ["ticket.transferred", "ticket.queued"]


def test_a_hold_and_a_closure_pressed_while_the_server_is_gone_are_done_once(
    hall: HallServer, counter_at: CounterAt
) -> None:
    number = hall.issue(PLACE.services[:1])["number"]
    desk = counter_at(hall, PLACE.counters[0])
    desk.serve(number)
    desk.ready()
    hall.kill()
    desk.expect_line("Terputus")
    desk.press("hold")
    expect(desk.page.locator("#press-banner")).to_contain_text("“Tahan” sudah dicatat")
    hall.start()
    desk.expect_state("idle")
    desk.ready()
    assert hall.told(number).count("ticket.held") == 1
    desk.expect_line("Tersambung")
    desk.key("u")
    question = desk.question("Tutup antrean sementara")
    question.get_by_label("1 jam").check()
    question.get_by_label("Sistem bermasalah").check()
    hall.kill()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#press-banner")).to_contain_text("“Tutup antrean” sudah dicatat")
    hall.start()
    expect(desk.page.locator("#closures")).to_contain_text("sistem bermasalah")
    _, hall_text = hall.ask("GET", "/v1/hall")
    assert json.loads(hall_text)["queues"][0]["refusal"]["occasion"] == "system-down"


def test_the_transfer_says_when_the_services_cannot_be_read(
    hall: HallServer, counter_at: CounterAt
) -> None:
    number = hall.issue(PLACE.services[:1])["number"]
    desk = counter_at(hall, PLACE.counters[0])
    desk.serve(number)
    desk.page.route("**/pages/transfers", lambda route: route.abort())
    desk.press("transfer")
    question = desk.question("Alihkan ke layanan lain")
    expect(question.get_by_role("alert")).to_contain_text("Server mal belum menjawab.")
    desk.page.keyboard.press("Escape")
    desk.page.unroute("**/pages/transfers")
    desk.press("transfer")
    expect(question.locator("#transfer-list label:visible").first).to_be_visible()
    expect(question.get_by_role("alert")).to_be_hidden()


def test_hostile_names_are_text_in_every_question(
    shared_hall: HallServer, counter_at: CounterAt
) -> None:
    place = reserved("Z")
    ticket = shared_hall.issue(place.services[:1])
    desk = counter_at(shared_hall, place.counters[1], 360, 740)
    desk.press("next")
    desk.expect_state("called")
    desk.press("start")
    desk.expect_state("serving")
    desk.press("transfer")
    question = desk.question("Alihkan ke layanan lain")
    question.get_by_label("Cari layanan").fill("onerror")
    expect(question.locator("#transfer-list label:visible")).to_contain_text([HOSTILE, HOSTILE])
    assert audit.cut_off(desk.page) == []
    desk.page.keyboard.press("Escape")
    expect(question).to_be_hidden()
    desk.key("u")
    closure = desk.question("Tutup antrean sementara")
    expect(closure.get_by_label(f"Z · {HOSTILE}")).to_be_checked()
    closure.get_by_label("Sampai akhir hari").check()
    closure.get_by_label("Bahan habis").check()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#closures")).to_contain_text(f"{HOSTILE} ditutup")
    desk.press("hold")
    expect(desk.held()).to_contain_text(HOSTILE)
    assert desk.page.locator("img, body script").count() == 0
    assert audit.cut_off(desk.page) == []
    desk.page.get_by_role("button", name="Buka lagi").click()
    expect(desk.page.locator("#closures")).to_be_hidden()
    shared_hall.ask("DELETE", f"/v1/tickets/{ticket['id']}")

"""The phone page when the ticket is unknown, not yet known, or the line is down."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import uuid_utils
from playwright.sync_api import Page, expect

from kiosk.domain.phone_code import encode
from tests.unit.web.counter_page import CounterPage
from tests.unit.web.hall_server import HallServer, Place, places

OpenPage = Callable[..., Page]
CounterAt = Callable[..., CounterPage]
PLACE = next(iter(places()))
UNKNOWN = "Tiket ini tidak ditemukan. Pindai ulang kode pada tiket, atau bertanya kepada petugas."


def test_a_code_that_is_no_ticket_is_told_in_words(
    shared_hall: HallServer, open_page: OpenPage
) -> None:
    page = open_page("about:blank", 360, 640)
    for code in ("A012", "x" * 22, "%3Cscript%3E", "0" * 36):
        page.goto(f"{shared_hall.url}/t/{code}")
        expect(page.locator("#message")).to_have_text(UNKNOWN)
        expect(page).to_have_title("Tiket tidak ditemukan")
    page.get_by_role("button", name="English").click()
    expect(page.locator("#message")).to_contain_text("This ticket was not found.")


def test_paper_of_long_ago_is_told_in_words(shared_hall: HallServer, open_page: OpenPage) -> None:
    old = UUID(str(uuid_utils.uuid7(nanoseconds=1_600_000_000 * 10**9)))
    page = open_page(f"{shared_hall.url}/t/{encode(old)}")
    expect(page.locator("#message")).to_have_text(UNKNOWN)
    expect(page.locator("#retry")).to_be_hidden()


def test_a_number_printed_without_the_line_appears_when_the_server_hears_of_it(
    shared_hall: HallServer, place: Place, open_page: OpenPage
) -> None:
    ticket = shared_hall.new_id()
    page = open_page(f"{shared_hall.url}/t/{encode(ticket)}", 360, 640)
    expect(page.locator("#message")).to_contain_text(
        "Nomor Anda sudah dicetak; server belum menerima kabarnya."
    )
    expect(page.get_by_role("button", name="Coba lagi sekarang")).to_be_visible()
    offline = {"number": f"{place.letter}001X", "taken_at": shared_hall.now.isoformat()}
    shared_hall.issue(place.services[:1], ticket=ticket, offline=offline)
    expect(page.get_by_role("heading", name=f"{place.letter}001X")).to_be_visible()
    expect(page.locator("#message")).to_be_hidden()


def test_trying_again_at_once_is_one_tap(
    shared_hall: HallServer, place: Place, open_page: OpenPage
) -> None:
    ticket = shared_hall.new_id()
    page = open_page(f"{shared_hall.url}/t/{encode(ticket)}", 360, 640)
    expect(page.get_by_role("button", name="Coba lagi sekarang")).to_be_visible()
    with page.expect_response(f"**/v1/tickets/{ticket}") as answer:
        page.get_by_role("button", name="Coba lagi sekarang").click()
    assert answer.value.status == 404


def test_a_lost_line_is_told_in_words_and_a_call_in_the_meantime_shows_afterwards(
    hall: HallServer, open_page: OpenPage, counter_at: CounterAt
) -> None:
    ticket = hall.issue(PLACE.services[:1])
    page = open_page(f"{hall.url}/t/{encode(UUID(ticket['id']))}", 360, 640)
    expect(page.locator("#number")).to_have_text(ticket["number"])
    hall.kill()
    expect(page.locator("#line")).to_contain_text("Sambungan terputus. Keadaan pukul")
    expect(page.locator("#number")).to_have_text(ticket["number"])
    page.route("**/v1/events*", lambda route: route.abort())
    hall.start()
    counter_at(hall, PLACE.counters[0]).press("next")
    page.unroute("**/v1/events*")
    expect(page.locator("#go-counter")).to_have_text(f"Loket {PLACE.counters[0]}")
    expect(page.locator("#line")).to_be_hidden()


def test_an_event_line_that_does_not_open_keeps_nothing_back(
    shared_hall: HallServer, place: Place, open_page: OpenPage
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    page = open_page("about:blank", 360, 640)
    page.route("**/v1/events*", lambda route: route.abort())
    page.goto(f"{shared_hall.url}/t/{ticket['id']}")
    expect(page.locator("#number")).to_have_text(ticket["number"])
    expect(page.locator("#line")).to_contain_text("Sambungan terputus.")


def test_an_error_of_the_server_does_not_take_the_call_off_the_screen(
    shared_hall: HallServer, place: Place, open_page: OpenPage, counter_at: CounterAt
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    desk = counter_at(shared_hall, place.counters[0])
    page = open_page(f"{shared_hall.url}/t/{ticket['id']}", 360, 640)
    desk.press("next")
    expect(page.locator("#go-counter")).to_be_visible()
    page.route("**/v1/tickets/*", lambda route: route.fulfill(status=500, body="{}"))
    with page.expect_response("**/v1/tickets/*"):
        desk.press("again")
    expect(page.locator("#go-counter")).to_be_visible()


def test_a_ticket_past_its_recalls_is_told_to_be_void(
    shared_hall: HallServer, place: Place, open_page: OpenPage, counter_at: CounterAt
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    page = open_page(f"{shared_hall.url}/t/{ticket['id']}", 360, 640)
    desk = counter_at(shared_hall, place.counters[0])
    for _ in range(4):  # called, then recalled three times at most
        desk.press("next")
        desk.expect_state("called", ticket["number"])
        desk.press("noShow")
        desk.expect_state("idle")
    expect(page.locator("#message")).to_contain_text("Nomor ini tidak berlaku lagi.")
    expect(page).to_have_title(f"{ticket['number']} · tidak berlaku lagi")


def test_a_place_given_up_while_the_server_is_gone_is_given_up_once_it_is_back(
    hall: HallServer, open_page: OpenPage
) -> None:
    ticket = hall.issue(PLACE.services[:1])
    page = open_page(f"{hall.url}/t/{ticket['id']}", 360, 640)
    page.get_by_role("button", name="Batalkan nomor").click()
    hall.kill()
    page.get_by_role("button", name="Ya, batalkan").click()
    expect(page.locator("#cancelling")).to_contain_text("belum tentu dibatalkan")
    expect(page.locator("#cancel")).to_be_hidden()
    hall.start()
    expect(page.get_by_text("Nomor ini sudah dibatalkan.")).to_be_visible()
    expect(page.locator("#cancelling")).to_be_hidden()
    assert hall.told(ticket["number"]) == ["ticket.issued", "ticket.cancelled"]


def test_a_lost_answer_to_giving_up_is_asked_for_again_and_done_once(
    shared_hall: HallServer, place: Place, open_page: OpenPage
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    page = open_page(f"{shared_hall.url}/t/{ticket['id']}", 360, 640)
    page.get_by_role("button", name="Batalkan nomor").click()
    page.route("**/v1/events*", lambda route: route.abort())
    lost: list[int] = []

    def lose_the_first_answer(route):  # type: ignore[no-untyped-def]
        if route.request.method == "DELETE" and not lost:
            lost.append(route.fetch().status)  # the server did it
            route.abort()
        else:
            route.continue_()

    page.route("**/v1/tickets/*", lose_the_first_answer)
    page.get_by_role("button", name="Ya, batalkan").click()
    expect(page.get_by_text("Nomor ini sudah dibatalkan.")).to_be_visible()
    assert lost == [200]
    assert shared_hall.told(ticket["number"]).count("ticket.cancelled") == 1


def test_who_is_called_first_is_not_cancelled_and_told_so(
    shared_hall: HallServer, place: Place, open_page: OpenPage, counter_at: CounterAt
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    desk = counter_at(shared_hall, place.counters[0])
    page = open_page(f"{shared_hall.url}/t/{ticket['id']}", 360, 640)
    page.get_by_role("button", name="Batalkan nomor").click()

    def called_first(route):  # type: ignore[no-untyped-def]
        if route.request.method == "DELETE":
            desk.press("next")
            desk.expect_state("called", ticket["number"])
        route.continue_()

    page.route("**/v1/tickets/*", called_first)
    page.get_by_role("button", name="Ya, batalkan").click()
    expect(page.locator("#go-counter")).to_be_visible()
    expect(page.locator("#message")).to_have_text(
        "Nomor tidak dibatalkan, karena keadaannya baru saja berubah."
    )
    assert shared_hall.ticket(ticket["id"])["state"] == "called"


def test_a_call_takes_the_question_of_giving_up_away(
    shared_hall: HallServer, place: Place, open_page: OpenPage, counter_at: CounterAt
) -> None:
    ticket = shared_hall.issue(place.services[:1])
    desk = counter_at(shared_hall, place.counters[0])
    page = open_page(f"{shared_hall.url}/t/{ticket['id']}", 360, 640)
    page.get_by_role("button", name="Batalkan nomor").click()
    expect(page.locator("#cancel-ask")).to_be_visible()
    desk.press("next")
    expect(page.locator("#go-counter")).to_be_visible()
    expect(page.locator("#cancel-ask")).to_be_hidden()
    desk.press("noShow")
    expect(page.get_by_role("button", name="Batalkan nomor")).to_be_visible()
    expect(page.locator("#cancel-ask")).to_be_hidden()
